package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.Acknowledgement;
import java.io.IOException;

/** Acknowledgements as JSON: {@code {"alertId" or "caseId", "by", "at", "note"}}. */
public final class AcknowledgementJson extends JsonCodec {

  private static final String CASES = "CASES:";

  private AcknowledgementJson() {}

  public static String write(Acknowledgement said) {
    return writeObject(
        out -> {
          put(out, isAlert(said.id()) ? "alertId" : "caseId", said.id());
          put(out, "by", said.by());
          putInstant(out, "at", said.at());
          put(out, "note", said.note());
        });
  }

  private static boolean isAlert(String id) {
    return id.startsWith(CASES) || id.startsWith("SURGE:") || id.startsWith("FEED:");
  }

  /**
   * Reads an acknowledgement.
   *
   * @throws InvalidEventException naming the field and the value that are wrong
   */
  public static Acknowledgement read(String line) {
    Draft draft = new Draft();
    readObject(line, draft::take);
    if ((draft.alertId == null) == (draft.caseId == null)) {
      throw new InvalidEventException(
          "one of alertId and caseId must be there: " + draft.alertId + ", " + draft.caseId);
    }
    return new Acknowledgement(
        required("alertId", draft.alertId == null ? draft.caseId : draft.alertId),
        required("by", draft.by),
        required("at", draft.at),
        draft.note);
  }

  private static final class Draft {
    private String alertId;
    private String caseId;
    private String by;
    private Long at;
    private String note;

    private void take(String field, JsonParser value) throws IOException {
      switch (field) {
        case "alertId" -> alertId = boundedString(field, value);
        case "caseId" -> caseId = boundedString(field, value);
        case "by" -> by = boundedString(field, value);
        case "at" -> at = date(field, value);
        case "note" -> note = boundedString(field, value);
        default -> {}
      }
    }
  }
}
