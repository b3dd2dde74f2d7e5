package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.Texts;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Silences as JSON. */
public final class SilenceJson extends JsonCodec {

  /**
   * What a matcher may look at: text of an alert, and of the defect that it is about. A misspelt
   * name would match as "" for ever, and a NOT_EQUALS on it would silence everything.
   */
  public static final Set<String> FIELDS =
      Set.of(
          "alertId",
          "kind",
          "severity",
          "code",
          "summary",
          "region",
          "route",
          "defectId",
          "chargedTo",
          "orderId",
          "contactId",
          "customerId",
          "providerId",
          "offeringId",
          "agentId",
          "agentVersion",
          "site",
          "channel",
          "timeZone",
          "anchorEventId",
          "missing");

  private SilenceJson() {}

  public static String write(Silence silence) {
    return writeObject(
        out -> {
          put(out, "silenceId", silence.silenceId());
          out.writeArrayFieldStart("matchers");
          for (Matcher matcher : silence.matchers()) {
            out.writeStartObject();
            put(out, "field", matcher.field());
            put(out, "comparison", matcher.comparison());
            put(out, "value", matcher.value());
            out.writeEndObject();
          }
          out.writeEndArray();
          putInstant(out, "from", silence.from());
          putInstant(out, "to", silence.to());
          put(out, "reason", silence.reason());
          put(out, "by", silence.by());
        });
  }

  /**
   * Reads a silence.
   *
   * @throws InvalidEventException naming the field and the value that are wrong: one that is
   *     missing, no matcher, a matcher of an unknown field or with a regular expression that is
   *     none, {@code from} not before {@code to}, too long a text
   */
  public static Silence read(String line) {
    Draft draft = new Draft();
    readObject(line, draft::take);
    return draft.build();
  }

  /** The fields as far as they have been read. */
  private static final class Draft {
    private String silenceId;
    private List<Matcher> matchers;
    private Long from;
    private Long to;
    private String reason;
    private String by;

    private void take(String field, JsonParser value) throws IOException {
      switch (field) {
        case "silenceId" -> silenceId = boundedString(field, value);
        case "matchers" -> matchers = boundedList(field, value, Draft::matcher);
        case "from" -> from = date(field, value);
        case "to" -> to = date(field, value);
        case "reason" -> reason = boundedString(field, value);
        case "by" -> by = boundedString(field, value);
        default -> {}
      }
    }

    private static Matcher matcher(String at, JsonParser in) throws IOException {
      String[] texts = new String[2];
      Comparison[] comparison = new Comparison[1];
      object(
          at,
          in,
          (inner, value) -> {
            switch (inner.substring(at.length() + 1)) {
              case "field" -> texts[0] = boundedString(inner, value);
              case "comparison" -> comparison[0] = symbol(inner, Comparison.class, value);
              case "value" -> texts[1] = boundedString(inner, value, Texts.MAX_ID_CHARS);
              default -> {}
            }
          });
      Matcher matcher =
          new Matcher(
              required(at + ".field", texts[0]),
              required(at + ".comparison", comparison[0]),
              present(at + ".value", texts[1]));
      check(at, matcher);
      return matcher;
    }

    private static void check(String at, Matcher matcher) {
      if (!FIELDS.contains(matcher.field())) {
        throw new InvalidEventException(
            at + ".field is not one of " + new TreeSet<>(FIELDS) + ": " + matcher.field());
      }
      boolean compares =
          matcher.comparison() == Comparison.EQUALS
              || matcher.comparison() == Comparison.NOT_EQUALS;
      if (!compares) {
        try {
          Pattern.compile(matcher.value());
        } catch (PatternSyntaxException e) {
          throw new InvalidEventException(
              at
                  + ".value is not a regular expression: "
                  + matcher.value()
                  + " ("
                  + e.getDescription()
                  + ")",
              e);
        }
      }
    }

    private Silence build() {
      if (required("matchers", matchers).isEmpty()) {
        throw new InvalidEventException("matchers is empty: []");
      }
      if (required("from", from) >= required("to", to)) {
        throw new InvalidEventException(
            "from " + Instants.format(from) + " is not before to " + Instants.format(to));
      }
      return new Silence(
          required("silenceId", silenceId),
          matchers,
          from,
          to,
          required("reason", reason),
          required("by", by));
    }
  }
}
