package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordCodecTest {

  @Provide
  Arbitrary<Map<String, String>> fields() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20);
    return Arbitraries.maps(texts, texts).ofMaxSize(8);
  }

  @Property
  void whatIsWrittenIsReadAgain(
      @ForAll("fields") Map<String, String> fields, @ForAll long sequence) {
    SourceRecord record = new SourceRecord(sequence, "file, row 1", new HashMap<>(fields));
    // Text that is not well-formed cannot be written in UTF-8.
    fields.keySet().removeIf(key -> !wellFormed(key) || !wellFormed(fields.get(key)));
    record.fields().keySet().retainAll(fields.keySet());
    RecordCodec codec = new RecordCodec();
    assertThat(codec.read(codec.write("S", record))).isEqualTo(new RecordCodec.Keyed("S", record));
  }

  @Example
  void allKindsOfValuesAreReadAgain() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("map", Map.of("list", Arrays.asList("x", 1L, null, true, false)));
    fields.put("decimal", new BigDecimal("0.10"));
    fields.put("long", Long.MAX_VALUE);
    SourceRecord record = new SourceRecord(7, "o", fields);
    RecordCodec codec = new RecordCodec();
    assertThat(codec.read(codec.write("S", record)).record()).isEqualTo(record);
  }

  @Property
  void keysSortBySubjectThenOrderThenSequence(@ForAll("keys") List<Key> keys) {
    List<Key> byKey =
        keys.stream().sorted((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes())).toList();
    for (int i = 1; i < byKey.size(); i++) {
      Key before = byKey.get(i - 1);
      Key after = byKey.get(i);
      if (before.subject.equals(after.subject)) {
        assertThat(before.order).isLessThanOrEqualTo(after.order);
        if (before.order == after.order) {
          assertThat(before.sequence).isLessThanOrEqualTo(after.sequence);
        }
      } else {
        // The records of a subject stand together.
        assertThat(byKey.subList(i, byKey.size()))
            .noneMatch(key -> key.subject.equals(before.subject));
      }
    }
  }

  record Key(String subject, long order, long sequence) {
    byte[] bytes() {
      return SortKeys.ofRecord(subject, order, sequence);
    }
  }

  @Provide
  Arbitrary<List<Key>> keys() {
    Arbitrary<String> subjects =
        Arbitraries.strings().withChars('a', 'b', '\0', '\u0001', '\u00ff').ofMaxLength(3);
    Arbitrary<Long> numbers = Arbitraries.longs();
    return net.jqwik.api.Combinators.combine(subjects, numbers, numbers)
        .as(Key::new)
        .list()
        .ofMaxSize(40);
  }

  private static boolean wellFormed(String text) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
