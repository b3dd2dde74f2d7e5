package dev.odyssey.codec;

import dev.odyssey.avro.Pulse;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
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

  private static final int HEADER_BYTES = 10;
  private static final short MARKER = (short) 0xC301;
  private static final long PULSE =
      SchemaNormalization.parsingFingerprint64(Pulse.getClassSchema());
  private static final BinaryMessageEncoder<Pulse> PULSE_ENCODER = Pulse.getEncoder();

  private final BinaryMessageDecoder<R> decoder;
  private final BinaryMessageEncoder<R> encoder;
  private final Function<R, E> toEvent;
  private final Function<E, R> toRecord;

  SingleObjectAvro(
      SpecificData model,
      Schema schema,
      List<Schema> earlier,
      Function<R, E> toEvent,
      Function<E, R> toRecord) {
    this.decoder = new BinaryMessageDecoder<>(model, schema);
    earlier.forEach(decoder::addSchema);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.toEvent = toEvent;
    this.toRecord = toRecord;
  }

  @Override
  public Decoded<E> decode(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw new InvalidEventException("the record has no value");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || header.getShort() != MARKER) {
      throw new InvalidEventException("not Avro in single-object encoding: no marker C3 01");
    }
    try {
      if (header.order(ByteOrder.LITTLE_ENDIAN).getLong() == PULSE) {
        return new Decoded.Pulse<>(
            Pulse.getDecoder().decode(ByteBuffer.wrap(bytes)).getPulsedAt().toEpochMilli());
      }
      return new Decoded.Fact<>(toEvent.apply(decoder.decode(ByteBuffer.wrap(bytes))));
    } catch (InvalidEventException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // Avro trusts lengths that it reads, so rubbish can fail in any of these ways.
      throw new InvalidEventException("not decodable: " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e instanceof AvroRuntimeException && e.getCause() != null ? e.getCause() : e;
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  byte[] encode(E event) {
    return bytes(encoder, toRecord.apply(event));
  }

  static byte[] encodePulse(long pulsedAt) {
    return bytes(PULSE_ENCODER, new Pulse(Instant.ofEpochMilli(pulsedAt)));
  }

  private static <T> byte[] bytes(BinaryMessageEncoder<T> encoder, T record) {
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
