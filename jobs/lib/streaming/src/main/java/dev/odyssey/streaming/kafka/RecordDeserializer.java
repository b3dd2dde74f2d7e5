package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.Header;
import dev.odyssey.streaming.KafkaRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Records as they came. */
final class RecordDeserializer implements KafkaRecordDeserializationSchema<KafkaRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaRecord> out) {
    out.collect(record(record));
  }

  static KafkaRecord record(ConsumerRecord<byte[], byte[]> record) {
    List<Header> headers = new ArrayList<>();
    record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
    return new KafkaRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
            ? DeadLetter.NO_TIMESTAMP
            : record.timestamp(),
        record.key(),
        record.value(),
        headers);
  }

  @Override
  public TypeInformation<KafkaRecord> getProducedType() {
    return KafkaRecord.TYPE;
  }
}
