package dev.odyssey.streaming.kafka;

import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Has each record kept on its way from the serialization to the producer. */
final class KeepingSerialization<T>
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  private final KafkaRecordSerializationSchema<T> serialization;

  /** Only where records are written: the graph of the job goes without. */
  private final transient KeptRecords.Keeper keeper;

  KeepingSerialization(KafkaRecordSerializationSchema<T> serialization, KeptRecords.Keeper keeper) {
    this.serialization = serialization;
    this.keeper = keeper;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext)
      throws Exception {
    serialization.open(context, sinkContext);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> record = serialization.serialize(element, context, timestamp);
    if (record != null) {
      keeper.keep(record);
    }
    return record;
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return serialization instanceof KafkaDatasetFacetProvider provider
        ? provider.getKafkaDatasetFacet()
        : Optional.empty();
  }
}
