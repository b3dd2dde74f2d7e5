package dev.odyssey.codec;

import dev.odyssey.avro.Pulse;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Events in Avro's single-object encoding: two marker bytes, the fingerprint of the writer's
 * schema, the record. Records written with an earlier version of the schema are read as long as
 * that version is given; a record of any other schema is no event.
 *
 * @param <R> the generated Avro class
 * @param <E> the event
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">the
 *     encoding</a>
 */
final class SingleObjectAvro<R extends SpecificRecordBase, E extends Event>
    implements EventDecoder<E> {

  private static final SingleObjectReader<Pulse> PULSES =
      new SingleObjectReader<>(
          new Pulse().getSpecificData(), Pulse.getClassSchema(), SchemaVersions.of("Pulse"));
  private static final BinaryMessageEncoder<Pulse> PULSE_ENCODER = Pulse.getEncoder();

  private final SingleObjectReader<R> reader;
  private final BinaryMessageEncoder<R> encoder;
  private final Function<R, E> toEvent;
  private final Function<E, R> toRecord;

  SingleObjectAvro(
      SpecificData model,
      Schema schema,
      List<Schema> earlier,
      Function<R, E> toEvent,
      Function<E, R> toRecord) {
    this.reader = new SingleObjectReader<>(model, schema, earlier);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.toEvent = toEvent;
    this.toRecord = toRecord;
  }

  @Override
  public Decoded<E> decode(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw new InvalidEventException("the record has no value");
    }
    try {
      if (PULSES.claims(bytes)) {
        return new Decoded.Pulse<>(decodePulse(bytes));
      }
      return new Decoded.Fact<>(toEvent.apply(reader.read(bytes)));
    } catch (IOException e) {
      throw new InvalidEventException("not decodable: " + e.getMessage(), e);
    }
  }

  @Override
  public Decoded<E> decode(Schema writer, byte[] bytes, int from) {
    try {
      if (writer.getFullName().equals(Pulse.getClassSchema().getFullName())) {
        return new Decoded.Pulse<>(PULSES.read(writer, bytes, from).getPulsedAt().toEpochMilli());
      }
      return new Decoded.Fact<>(toEvent.apply(reader.read(writer, bytes, from)));
    } catch (IOException e) {
      throw new InvalidEventException("not decodable: " + e.getMessage(), e);
    }
  }

  byte[] encode(E event) {
    return bytes(encoder, toRecord.apply(event));
  }

  static byte[] encodePulse(long pulsedAt) {
    return bytes(PULSE_ENCODER, new Pulse(Instant.ofEpochMilli(pulsedAt)));
  }

  static boolean claimsPulse(byte[] bytes) {
    return PULSES.claims(bytes);
  }

  static long decodePulse(byte[] bytes) throws IOException {
    return PULSES.read(bytes).getPulsedAt().toEpochMilli();
  }

  /** A record in the encoding. */
  static <T> byte[] bytes(BinaryMessageEncoder<T> encoder, T record) {
    try {
      ByteBuffer buffer = encoder.encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
