package dev.odyssey.streaming;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class DeadLetterSerializer extends ValueSerializer<DeadLetter> {

  static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

  @Override
  public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
    writeBytes(letter.key(), out);
    writeBytes(letter.value(), out);
    writeText(letter.origin(), out);
    out.writeInt(letter.partition());
    out.writeLong(letter.position());
    out.writeLong(letter.timestamp());
    writeHeaders(letter.headers(), out);
    writeText(letter.reason(), out);
  }

  @Override
  public DeadLetter deserialize(DataInputView in) throws IOException {
    return new DeadLetter(
        readBytes(in),
        readBytes(in),
        readText(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        readHeaders(in),
        readText(in));
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
