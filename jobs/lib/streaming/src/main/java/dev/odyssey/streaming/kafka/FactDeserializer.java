package dev.odyssey.streaming.kafka;

import dev.odyssey.codec.Pulses;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.FactChecks;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.Ingested;
import java.io.IOException;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes of each record exactly one fact, heartbeat or dead letter. It fails at none. */
final class FactDeserializer<F extends Fact>
    implements KafkaRecordDeserializationSchema<Ingested<F>> {

  private static final long serialVersionUID = 1L;

  private final FactContract<F> contract;
  private final Clock clock;

  FactDeserializer(FactContract<F> contract, Clock clock) {
    this.contract = contract;
    this.clock = clock;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested<F>> out) {
    out.collect(read(record));
  }

  private Ingested<F> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (Pulses.claims(record.value())) {
        return new Ingested.Pulse<>(
            FactChecks.notAhead("pulsedAt", Pulses.decode(record.value()), clock.millis()));
      }
      F fact = contract.read(record.key(), record.value(), record.timestamp());
      return new Ingested.Fact<>(FactChecks.checked(fact, clock.millis()));
    } catch (IOException | RuntimeException e) {
      // Whatever is wrong with a record, it must not stop the job at it for ever.
      return new Ingested.Dead<>(
          RecordDeserializer.record(record).deadLetter("no fact: " + e.getMessage()));
    }
  }

  @Override
  public TypeInformation<Ingested<F>> getProducedType() {
    return Ingested.typeOf(contract.type());
  }
}
