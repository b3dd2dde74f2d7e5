package dev.odyssey.notifications.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.defects.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RecordTypeTest {

  record Inner(String text, Severity severity) {}

  record Outer(
      long number,
      Long maybe,
      boolean truth,
      double share,
      List<Inner> list,
      Map<String, Long> map) {}

  record Wrong(Object anything) {}

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Outer full =
        new Outer(
            7,
            8L,
            true,
            0.5,
            List.of(new Inner("ü", Severity.HIGH), new Inner(null, null)),
            Map.of("a", 1L));
    Outer sparse = new Outer(7, null, false, 0, null, null);

    assertThat(copy(full)).isEqualTo(full);
    assertThat(copy(sparse)).isEqualTo(sparse);
  }

  @Test
  void anotherLayoutIsNotRead() {
    var before = RecordType.forRecord(Inner.class).createSerializer(null).snapshotConfiguration();
    var now = RecordType.forRecord(Outer.class).createSerializer(null).snapshotConfiguration();

    assertThat(compatible(now, before)).isFalse();
    assertThat(compatible(now, now)).isTrue();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static boolean compatible(
      org.apache.flink.api.common.typeutils.TypeSerializerSnapshot now,
      org.apache.flink.api.common.typeutils.TypeSerializerSnapshot before) {
    return now.resolveSchemaCompatibility(before).isCompatibleAsIs();
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThatThrownBy(() -> RecordType.forRecord(Wrong.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Wrong.anything");
  }

  private static Outer copy(Outer record) throws IOException {
    TypeSerializer<Outer> serializer = RecordType.forRecord(Outer.class).createSerializer(null);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
