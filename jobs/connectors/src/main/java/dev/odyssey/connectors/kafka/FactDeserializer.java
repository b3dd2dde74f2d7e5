package dev.odyssey.connectors.kafka;

import dev.odyssey.connectors.FactContract;
import dev.odyssey.facts.Fact;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes of each record a fact. One that is none fails the job: the topic is written by jobs of the
 * suite alone, and to count on without it would make numbers wrong and nobody know.
 */
final class FactDeserializer<F extends Fact> implements KafkaRecordDeserializationSchema<F> {

  private static final long serialVersionUID = 1L;

  private final FactContract<F> contract;

  FactDeserializer(FactContract<F> contract) {
    this.contract = contract;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<F> out)
      throws IOException {
    try {
      out.collect(contract.read(record.key(), record.value(), record.timestamp()));
    } catch (IOException e) {
      throw new IOException(
          "no fact at offset "
              + record.offset()
              + " of partition "
              + record.partition()
              + " of topic "
              + record.topic()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public TypeInformation<F> getProducedType() {
    return contract.type();
  }
}
