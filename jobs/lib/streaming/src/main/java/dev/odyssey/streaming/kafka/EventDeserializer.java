package dev.odyssey.streaming.kafka;

import dev.odyssey.codec.EventDecoder;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.codec.Instants;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.Times;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.registry.RegisteredRecords;
import dev.odyssey.streaming.registry.SchemaUnavailableException;
import java.time.Clock;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes of each record exactly one event, heartbeat or dead letter. It fails at none, only while
 * the schema of one cannot be had.
 */
final class EventDeserializer<E extends Event>
    implements KafkaRecordDeserializationSchema<Ingested<E>> {

  private static final long serialVersionUID = 1L;

  private final EventContract<E> contract;
  private final TypeInformation<E> eventType;
  private final Clock clock;
  private final RegisteredRecords registered;
  private transient EventDecoder<E> decoder;

  EventDeserializer(
      EventContract<E> contract,
      TypeInformation<E> eventType,
      Clock clock,
      RegisteredRecords registered) {
    this.contract = contract;
    this.registered = registered;
    this.eventType = eventType;
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = contract.newDecoder();
    registered.open(context.getMetricGroup());
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested<E>> out) {
    out.collect(read(record));
  }

  private Ingested<E> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      Decoded<E> decoded = decode(record.value());
      if (decoded instanceof Decoded.Pulse<E> pulse) {
        return new Ingested.Pulse<>(notAhead("pulsedAt", pulse.pulsedAt()));
      }
      E event = ((Decoded.Fact<E>) decoded).event();
      notAhead("recordedAt", event.recordedAt());
      return new Ingested.Fact<>(event);
    } catch (InvalidEventException e) {
      return new Ingested.Dead<>(deadLetter(record, e.getMessage()));
    } catch (SchemaUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // A decoder that fails in a way of its own must not stop the job at this record for ever.
      return new Ingested.Dead<>(deadLetter(record, "not decodable: " + e));
    }
  }

  private Decoded<E> decode(byte[] value) {
    return value != null && registered.claims(value)
        ? registered.read(value, decoder::decode)
        : decoder.decode(value);
  }

  /** A record from the future would drag event time there, and past every due time before it. */
  private long notAhead(String field, long instant) {
    long now = clock.millis();
    if (instant - now > Times.MAX_AHEAD) {
      throw new InvalidEventException(
          field
              + " "
              + Instants.format(instant)
              + " is more than 10 minutes after the clock, "
              + Instants.format(now));
    }
    return instant;
  }

  private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
    return RecordDeserializer.record(record).deadLetter(reason);
  }

  @Override
  public TypeInformation<Ingested<E>> getProducedType() {
    return Ingested.typeOf(eventType);
  }
}
