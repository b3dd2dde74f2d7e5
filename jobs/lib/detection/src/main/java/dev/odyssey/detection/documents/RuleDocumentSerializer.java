package dev.odyssey.detection.documents;

import dev.odyssey.streaming.ValueSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class RuleDocumentSerializer extends ValueSerializer<RuleDocument> {

  static final RuleDocumentSerializer INSTANCE = new RuleDocumentSerializer();

  @Override
  public void serialize(RuleDocument document, DataOutputView out) throws IOException {
    writeText(document.key(), out);
    writeBytes(
        document.isWithdrawal() ? null : document.text().getBytes(StandardCharsets.UTF_8), out);
  }

  @Override
  public RuleDocument deserialize(DataInputView in) throws IOException {
    String key = readText(in);
    byte[] text = readBytes(in);
    return new RuleDocument(key, text == null ? null : new String(text, StandardCharsets.UTF_8));
  }

  @Override
  public TypeSerializerSnapshot<RuleDocument> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RuleDocument> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
