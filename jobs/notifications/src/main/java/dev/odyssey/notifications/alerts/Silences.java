package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Finding;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.alerts.BoundedMatch.EndlessMatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The silences in force, with their conditions made ready once. Not to be changed. */
public final class Silences {

  private static final Logger LOG = LoggerFactory.getLogger(Silences.class);

  public static final Silences NONE = new Silences(List.of());

  private static final Map<String, Function<Alert, Object>> OF_ALERT =
      Map.of(
          "alertId", Alert::alertId,
          "severity", Alert::severity,
          "code", Alert::code,
          "title", Alert::title,
          "summary", Alert::summary,
          "region", Alert::region,
          "route", Alert::route,
          "runbook", Alert::runbook);

  private static final Map<String, Function<Finding, Object>> OF_DEFECT =
      Map.ofEntries(
          Map.entry("defectId", Finding::defectId),
          Map.entry("anchorEventId", Finding::anchorEventId),
          Map.entry("chargedTo", Finding::chargedTo),
          Map.entry("orderId", Finding::orderId),
          Map.entry("contactId", Finding::contactId),
          Map.entry("customerId", Finding::customerId),
          Map.entry("providerId", Finding::providerId),
          Map.entry("offeringId", Finding::offeringId),
          Map.entry("agentId", Finding::agentId),
          Map.entry("agentVersion", Finding::agentVersion),
          Map.entry("site", Finding::site),
          Map.entry("channel", Finding::channel),
          Map.entry("timeZone", Finding::timeZone),
          Map.entry("missing", Finding::missing));

  /** The fields that there are to match. */
  static Set<String> fields() {
    Set<String> fields = new TreeSet<>(OF_ALERT.keySet());
    fields.addAll(OF_DEFECT.keySet());
    return fields;
  }

  private final List<Ready> all;

  private record Ready(Silence silence, List<BiPredicate<Alert, Finding>> conditions) {

    /** Where that cannot be told, somebody is rather interrupted. */
    boolean matches(Alert alert, Finding finding) {
      try {
        return conditions.stream().allMatch(condition -> condition.test(alert, finding));
      } catch (EndlessMatchException e) {
        LOG.warn(
            "Silence {} is not applied to alert {}: {}",
            silence.silenceId(),
            alert.alertId(),
            e.getMessage());
        return false;
      }
    }
  }

  private Silences(List<Ready> all) {
    this.all = all;
  }

  /**
   * Makes silences ready.
   *
   * @throws IllegalArgumentException if one of them is not {@link #check valid}
   */
  public static Silences of(Iterable<Silence> silences) {
    Map<String, Ready> ready = new TreeMap<>();
    silences.forEach(silence -> ready.put(silence.silenceId(), ready(silence)));
    return ready.isEmpty() ? NONE : new Silences(List.copyOf(ready.values()));
  }

  /** What stands on a stream for a silence that was taken back: it holds at no instant. */
  public static Silence takenBack(String silenceId) {
    return new Silence(silenceId, List.of(), 0, 0, null, null);
  }

  /** Whether a silence holds at no instant. */
  static boolean isTakenBack(Silence silence) {
    return silence.to() <= silence.from();
  }

  /**
   * Refuses a silence that would silence something else than it says.
   *
   * @throws IllegalArgumentException naming the silence, and the field or the expression that is
   *     wrong
   */
  public static void check(Silence silence) {
    ready(silence);
  }

  private static Ready ready(Silence silence) {
    if (silence.matchers().isEmpty()) {
      throw new IllegalArgumentException(
          "Silence " + silence.silenceId() + " has no matchers: it would silence everything");
    }
    List<BiPredicate<Alert, Finding>> conditions = new ArrayList<>();
    for (Matcher matcher : silence.matchers()) {
      conditions.add(condition(silence, matcher));
    }
    return new Ready(silence, conditions);
  }

  private static BiPredicate<Alert, Finding> condition(Silence silence, Matcher matcher) {
    String wanted = matcher.value();
    return switch (matcher.comparison()) {
      case EQUALS -> field(silence, matcher, wanted::equals);
      case NOT_EQUALS -> field(silence, matcher, value -> !wanted.equals(value));
      case MATCHES -> {
        Pattern pattern = pattern(silence, matcher);
        yield field(silence, matcher, value -> BoundedMatch.matches(pattern, value));
      }
      case NOT_MATCHES -> {
        Pattern pattern = pattern(silence, matcher);
        yield field(silence, matcher, value -> !BoundedMatch.matches(pattern, value));
      }
    };
  }

  private static BiPredicate<Alert, Finding> field(
      Silence silence, Matcher matcher, Predicate<String> fits) {
    Function<Alert, Object> ofAlert = OF_ALERT.get(matcher.field());
    if (ofAlert != null) {
      return (alert, finding) -> fits.test(Objects.toString(ofAlert.apply(alert), ""));
    }
    Function<Finding, Object> ofDefect = OF_DEFECT.get(matcher.field());
    if (ofDefect != null) {
      return (alert, finding) ->
          fits.test(finding == null ? "" : Objects.toString(ofDefect.apply(finding), ""));
    }
    throw new IllegalArgumentException(
        "Silence "
            + silence.silenceId()
            + ", field "
            + matcher.field()
            + ": neither an alert nor a defect has one of that name");
  }

  private static Pattern pattern(Silence silence, Matcher matcher) {
    try {
      return Pattern.compile(matcher.value());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Silence "
              + silence.silenceId()
              + ", field "
              + matcher.field()
              + ", value "
              + matcher.value()
              + ": no regular expression: "
              + e.getDescription(),
          e);
    }
  }

  /**
   * Until when an alert is silenced for now, in epoch milliseconds; null if it is not.
   *
   * @param finding the defect that it is about; null where that is none or many
   * @param at in epoch milliseconds
   */
  Long until(Alert alert, Finding finding, long at) {
    Long until = null;
    for (Ready ready : all) {
      Silence silence = ready.silence();
      if (silence.holdsAt(at) && ready.matches(alert, finding)) {
        until = until == null ? (Long) silence.to() : (Long) Math.min(until, silence.to());
      }
    }
    return until;
  }
}
