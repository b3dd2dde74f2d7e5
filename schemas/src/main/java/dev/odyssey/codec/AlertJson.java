package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.defects.Severity;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Alert.Members;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Suppression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Revisions of alerts as JSON: on their topic and in files. */
public final class AlertJson extends JsonCodec {

  private AlertJson() {}

  public static String write(Alert alert) {
    return writeObject(
        out -> {
          put(out, "alertId", alert.alertId());
          put(out, "kind", alert.kind());
          put(out, "revision", alert.revision());
          put(out, "status", alert.status());
          put(out, "severity", alert.severity());
          put(out, "title", alert.title());
          put(out, "summary", alert.summary());
          put(out, "region", alert.region());
          out.writeFieldName("members");
          writeMembers(out, alert.members());
          putInstant(out, "startsAt", alert.startsAt());
          putInstant(out, "endsAt", alert.endsAt());
          putInstant(out, "detectedAt", alert.detectedAt());
          put(out, "notify", alert.notifies());
          put(out, "reason", alert.reason());
          put(out, "suppressedBy", alert.suppressedBy());
          put(out, "acknowledgedBy", alert.acknowledgedBy());
          put(out, "unconfirmed", alert.unconfirmed());
          put(out, "route", alert.route());
          put(out, "runbook", alert.runbook());
        });
  }

  /** The ids of an alert's members as a JSON array, for columns that analysts read. */
  public static String ids(Members members) {
    return writeValue(
        out -> {
          out.writeStartArray();
          for (String id : members.ids()) {
            out.writeString(id);
          }
          out.writeEndArray();
        });
  }

  private static void writeMembers(JsonGenerator out, Members members) throws IOException {
    out.writeStartObject();
    put(out, "count", members.count());
    putAll(out, "ids", members.ids());
    out.writeEndObject();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidEventException naming the field and the value that are wrong
   */
  public static Alert read(String line) {
    Draft draft = new Draft();
    readObject(line, draft::take);
    return draft.build();
  }

  /** The fields as far as they have been read. */
  private static final class Draft {
    private String alertId;
    private Integer revision;
    private AlertStatus status;
    private Severity severity;
    private AlertKind kind;
    private String title;
    private String summary;
    private String region;
    private Members members;
    private Long startsAt;
    private Long endsAt;
    private Long detectedAt;
    private Boolean notifies;
    private AlertReason reason;
    private Suppression suppressedBy;
    private String acknowledgedBy;
    private Boolean unconfirmed;
    private String route;
    private String runbook;

    private void take(String field, JsonParser value) throws IOException {
      switch (field) {
        case "alertId" -> alertId = string(field, value);
        case "revision" -> revision = integer(field, value);
        case "status" -> status = symbol(field, AlertStatus.class, value);
        case "severity" -> severity = symbol(field, Severity.class, value);
        case "kind" -> kind = symbol(field, AlertKind.class, value);
        case "title" -> title = string(field, value);
        case "summary" -> summary = string(field, value);
        case "region" -> region = string(field, value);
        case "members" -> members = members(field, value);
        case "startsAt" -> startsAt = date(field, value);
        case "endsAt" -> endsAt = date(field, value);
        case "detectedAt" -> detectedAt = date(field, value);
        case "notify" -> notifies = bool(field, value);
        case "reason" -> reason = symbol(field, AlertReason.class, value);
        case "acknowledgedBy" -> acknowledgedBy = string(field, value);
        case "unconfirmed" -> unconfirmed = bool(field, value);
        case "suppressedBy" -> suppressedBy = symbol(field, Suppression.class, value);
        case "route" -> route = string(field, value);
        case "runbook" -> runbook = string(field, value);
        default -> {}
      }
    }

    private static Members members(String field, JsonParser in) throws IOException {
      Integer[] count = new Integer[1];
      List<String> ids = new ArrayList<>();
      object(
          field,
          in,
          (inner, value) -> {
            switch (inner) {
              case "members.count" -> count[0] = integer(inner, value);
              case "members.ids" -> ids.addAll(list(inner, value, JsonCodec::string));
              default -> {}
            }
          });
      return valid(() -> new Members(required("members.count", count[0]), ids));
    }

    private Alert build() {
      return valid(
          () ->
              new Alert(
                  required("alertId", alertId),
                  required("kind", kind),
                  required("revision", revision),
                  required("status", status),
                  required("severity", severity),
                  present("title", title),
                  present("summary", summary),
                  region,
                  required("members", members),
                  required("startsAt", startsAt),
                  endsAt,
                  required("detectedAt", detectedAt),
                  required("notify", notifies),
                  reason,
                  suppressedBy,
                  acknowledgedBy,
                  Boolean.TRUE.equals(unconfirmed),
                  present("route", route),
                  runbook));
    }
  }
}
