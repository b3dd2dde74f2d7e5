package dev.odyssey.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.odyssey.codec.EventJson;
import dev.odyssey.connectors.DeadLetter;
import dev.odyssey.connectors.EventContract;
import dev.odyssey.events.Event;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.flink.api.common.functions.MapFunction;

/** What is not a defect as lines of JSON. */
final class Lines {

  private static final JsonFactory JSON = new JsonFactory();

  /** A bad line with its coordinates; as {@code base64} where it is not text. */
  static String deadLetter(DeadLetter letter) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("file", letter.origin());
      out.writeNumberField("line", letter.position());
      out.writeStringField("reason", letter.reason());
      try {
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(letter.value())).toString();
        out.writeStringField("value", text);
      } catch (CharacterCodingException e) {
        out.writeStringField("base64", Base64.getEncoder().encodeToString(letter.value()));
      }
      out.writeEndObject();
    }
    return line.toString();
  }

  /** Events as they were read. */
  static final class Events<E extends Event> implements MapFunction<E, String> {

    private static final long serialVersionUID = 1;
    private final EventContract<E> contract;
    private transient EventJson<E> json;

    Events(EventContract<E> contract) {
      this.contract = contract;
    }

    @Override
    public String map(E event) {
      if (json == null) {
        json = contract.newJson();
      }
      return json.write(event);
    }
  }

  private Lines() {}
}
