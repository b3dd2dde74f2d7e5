package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.Texts;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import java.io.IOException;

/** What became of messages as JSON. */
public final class OutreachOutcomeJson extends JsonCodec {

  private OutreachOutcomeJson() {}

  public static String write(OutreachOutcome outcome) {
    return writeObject(
        out -> {
          put(out, "outreachId", outcome.outreachId());
          put(out, "status", outcome.status());
          putInstant(out, "at", outcome.at());
          put(out, "option", outcome.option());
          put(out, "channel", outcome.channel());
          put(out, "detail", outcome.detail());
        });
  }

  /**
   * Reads an outcome.
   *
   * @throws InvalidEventException naming the field and the value that are wrong: one that is
   *     missing, an option of an outcome other than ACTED, or none of that, too long an id
   */
  public static OutreachOutcome read(String line) {
    Draft draft = new Draft();
    readObject(line, draft::take);
    Status status = required("status", draft.status);
    if (status == Status.ACTED) {
      required("option", draft.option);
    } else if (draft.option != null) {
      throw new InvalidEventException(
          "option means nothing on an outcome " + status + ": " + draft.option);
    }
    return new OutreachOutcome(
        required("outreachId", draft.outreachId),
        status,
        required("at", draft.at),
        draft.option,
        draft.channel,
        draft.detail);
  }

  /** The fields as far as they have been read. */
  private static final class Draft {
    private String outreachId;
    private Status status;
    private Long at;
    private OutreachOption option;
    private MessageChannel channel;
    private String detail;

    private void take(String field, JsonParser value) throws IOException {
      switch (field) {
        case "outreachId" -> outreachId = boundedString(field, value, Texts.MAX_MESSAGE_ID_CHARS);
        case "status" -> status = symbol(field, Status.class, value);
        case "at" -> at = date(field, value);
        case "option" -> option = symbol(field, OutreachOption.class, value);
        case "channel" -> channel = symbol(field, MessageChannel.class, value);
        case "detail" -> detail = string(field, value);
        default -> {}
      }
    }
  }
}
