package dev.odyssey.streaming;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class KafkaRecordSerializer extends ValueSerializer<KafkaRecord> {

  static final KafkaRecordSerializer INSTANCE = new KafkaRecordSerializer();

  @Override
  public void serialize(KafkaRecord record, DataOutputView out) throws IOException {
    writeText(record.topic(), out);
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestamp());
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    writeHeaders(record.headers(), out);
  }

  @Override
  public KafkaRecord deserialize(DataInputView in) throws IOException {
    return new KafkaRecord(
        readText(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        readBytes(in),
        readBytes(in),
        readHeaders(in));
  }

  @Override
  public TypeSerializerSnapshot<KafkaRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KafkaRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
