package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.notifications.Recipient;
import java.io.IOException;

/** Recipients as an object within others. */
final class RecipientJson extends JsonCodec {

  private RecipientJson() {}

  static void write(JsonGenerator out, Recipient recipient) throws IOException {
    out.writeStartObject();
    put(out, "kind", recipient.kind());
    put(out, "id", recipient.id());
    out.writeEndObject();
  }

  static Recipient read(String field, JsonParser in) throws IOException {
    Recipient.Kind[] kind = new Recipient.Kind[1];
    String[] id = new String[1];
    object(
        field,
        in,
        (inner, value) -> {
          if (inner.equals(field + ".kind")) {
            kind[0] = symbol(inner, Recipient.Kind.class, value);
          } else if (inner.equals(field + ".id")) {
            id[0] = boundedString(inner, value);
          }
        });
    return new Recipient(required(field + ".kind", kind[0]), required(field + ".id", id[0]));
  }
}
