package dev.odyssey.streaming;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class RejectedSerializer extends ValueSerializer<Rejected> {

  static final RejectedSerializer INSTANCE = new RejectedSerializer();

  @Override
  public void serialize(Rejected rejected, DataOutputView out) throws IOException {
    writeText(rejected.kind().name(), out);
    writeText(rejected.topic(), out);
    writeBytes(rejected.key(), out);
    writeBytes(rejected.value(), out);
    writeHeaders(rejected.headers(), out);
  }

  @Override
  public Rejected deserialize(DataInputView in) throws IOException {
    return new Rejected(
        Rejected.Kind.valueOf(readText(in)),
        readText(in),
        readBytes(in),
        readBytes(in),
        readHeaders(in));
  }

  @Override
  public TypeSerializerSnapshot<Rejected> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Rejected> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
