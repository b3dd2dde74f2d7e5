package dev.odyssey.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.odyssey.codec.Instants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * An event as the mapping makes it. It need not be valid: whether it is, its readers decide.
 *
 * @param subject the id of the order or contact, perhaps null
 * @param occurredAt epoch milliseconds
 * @param recordedAt epoch milliseconds
 * @param fields the others by name, in the order in which they are written: texts, instants,
 *     integers, booleans; none is null
 */
record MappedEvent(
    String eventId,
    String type,
    String subject,
    long occurredAt,
    long recordedAt,
    Map<String, Object> fields) {

  private static final JsonFactory JSON = new JsonFactory();

  /** The event as a line of JSON. */
  String toJson() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("eventId", eventId);
      out.writeStringField("type", type);
      out.writeStringField("occurredAt", Instants.format(occurredAt));
      out.writeStringField("recordedAt", Instants.format(recordedAt));
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        out.writeFieldName(field.getKey());
        write(out, field.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Instant instant) {
      out.writeString(Instants.format(instant.toEpochMilli()));
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else {
      out.writeString(value.toString());
    }
  }
}
