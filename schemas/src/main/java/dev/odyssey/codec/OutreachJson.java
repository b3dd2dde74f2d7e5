package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.defects.Severity;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.WithdrawalReason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Revisions of messages as JSON: on their topic and in files. */
public final class OutreachJson extends JsonCodec {

  private OutreachJson() {}

  public static String write(Outreach outreach) {
    return writeObject(
        out -> {
          put(out, "outreachId", outreach.outreachId());
          put(out, "revision", outreach.revision());
          put(out, "status", outreach.status());
          put(out, "reason", outreach.reason());
          out.writeFieldName("recipient");
          RecipientJson.write(out, outreach.recipient());
          put(out, "code", outreach.code());
          put(out, "severity", outreach.severity());
          put(out, "template", outreach.template());
          putAll(out, "channels", outreach.channels());
          putAll(out, "options", outreach.options());
          put(out, "caseId", outreach.caseId());
          put(out, "orderId", outreach.orderId());
          put(out, "contactId", outreach.contactId());
          put(out, "defectId", outreach.defectId());
          putInstant(out, "sendAfter", outreach.sendAfter());
          putInstant(out, "expiresAt", outreach.expiresAt());
          putInstant(out, "decidedAt", outreach.decidedAt());
          put(out, "unconfirmed", outreach.unconfirmed());
          out.writeFieldName("variables");
          writeVariables(out, outreach.variables());
        });
  }

  /** Symbols as a JSON array of their names, for columns that analysts read. */
  public static String symbols(List<? extends Enum<?>> symbols) {
    return writeValue(
        out -> {
          out.writeStartArray();
          for (Enum<?> symbol : symbols) {
            out.writeString(symbol.name());
          }
          out.writeEndArray();
        });
  }

  /** Variables as a JSON object, for columns that analysts read. */
  public static String variables(Outreach outreach) {
    return writeValue(out -> writeVariables(out, outreach.variables()));
  }

  /** In the order of their names, so that a message is always written the same. */
  private static void writeVariables(JsonGenerator out, Map<String, String> variables)
      throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
      put(out, variable.getKey(), variable.getValue());
    }
    out.writeEndObject();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidEventException naming the field and the value that are wrong
   */
  public static Outreach read(String line) {
    Draft draft = new Draft();
    readObject(line, draft::take);
    return draft.build();
  }

  /** The fields as far as they have been read. */
  private static final class Draft {
    private String outreachId;
    private Integer revision;
    private OutreachStatus status;
    private WithdrawalReason reason;
    private Recipient recipient;
    private String code;
    private Severity severity;
    private String template;
    private List<MessageChannel> channels;
    private List<OutreachOption> options;
    private Boolean unconfirmed;
    private String caseId;
    private String orderId;
    private String contactId;
    private String defectId;
    private Long sendAfter;
    private Long expiresAt;
    private Long decidedAt;
    private Map<String, String> variables;

    private void take(String field, JsonParser value) throws IOException {
      switch (field) {
        case "outreachId" -> outreachId = string(field, value);
        case "revision" -> revision = integer(field, value);
        case "status" -> status = symbol(field, OutreachStatus.class, value);
        case "reason" -> reason = symbol(field, WithdrawalReason.class, value);
        case "recipient" -> recipient = RecipientJson.read(field, value);
        case "code" -> code = code(field, value);
        case "severity" -> severity = symbol(field, Severity.class, value);
        case "template" -> template = string(field, value);
        case "channels" ->
            channels = list(field, value, (at, in) -> symbol(at, MessageChannel.class, in));
        case "options" ->
            options = list(field, value, (at, in) -> symbol(at, OutreachOption.class, in));
        case "unconfirmed" -> unconfirmed = bool(field, value);
        case "caseId" -> caseId = string(field, value);
        case "orderId" -> orderId = string(field, value);
        case "contactId" -> contactId = string(field, value);
        case "defectId" -> defectId = string(field, value);
        case "sendAfter" -> sendAfter = date(field, value);
        case "expiresAt" -> expiresAt = date(field, value);
        case "decidedAt" -> decidedAt = date(field, value);
        case "variables" -> variables = variables(field, value);
        default -> {}
      }
    }

    private static Map<String, String> variables(String field, JsonParser in) throws IOException {
      Map<String, String> variables = new TreeMap<>();
      object(
          field,
          in,
          (inner, value) ->
              variables.put(inner.substring(field.length() + 1), string(inner, value)));
      return variables;
    }

    private Outreach build() {
      return valid(
          () ->
              new Outreach(
                  required("outreachId", outreachId),
                  required("revision", revision),
                  required("status", status),
                  reason,
                  required("recipient", recipient),
                  required("code", code),
                  required("severity", severity),
                  required("template", template),
                  required("channels", channels),
                  required("options", options),
                  required("caseId", caseId),
                  orderId,
                  contactId,
                  required("defectId", defectId),
                  required("sendAfter", sendAfter),
                  required("expiresAt", expiresAt),
                  required("decidedAt", decidedAt),
                  Boolean.TRUE.equals(unconfirmed),
                  required("variables", variables)));
    }
  }
}
