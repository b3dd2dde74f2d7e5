package dev.odyssey.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.streaming.Header;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.Rejected.Kind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecordBoundTest {

  private static final int MAX = 16 * 1024;
  private static final Header REASON = Header.of(Rejected.REASON, "too old");

  @Test
  void whatFitsIsLeftAlone() {
    Rejected rejected = rejected(100, MAX - 200, 0);
    assertThat(RecordBound.fit(rejected, MAX)).isSameAs(rejected);
  }

  @Test
  void whatIsCutGoesToTheDeadLettersAndSaysSo() {
    Rejected cut = RecordBound.fit(rejected(100, 2 * MAX, 10), MAX);
    assertThat(cut.topic()).isEqualTo("dead-letters");
    assertThat(cut.key()).hasSize(100);
    assertThat(cut.headers()).contains(REASON);
    assertThat(cut.headers().get(2).text())
        .isEqualTo(
            "100 of 100 bytes of the key, %d of %d bytes of the value, all headers"
                .formatted(cut.value().length, 2 * MAX));
  }

  @Test
  void headersThatAreTooLargeAreLeftOutButForOurs() {
    Rejected cut = RecordBound.fit(rejected(0, 10, MAX), MAX);
    assertThat(cut.value()).hasSize(10);
    assertThat(cut.headers()).hasSize(2).contains(REASON);
    assertThat(cut.headers().get(1).text()).endsWith("none of the original headers");
  }

  @Property(tries = 300)
  void theResultFits(
      @ForAll @IntRange(max = 3 * MAX) int key,
      @ForAll @IntRange(max = 3 * MAX) int value,
      @ForAll @IntRange(max = 3 * MAX) int header) {
    Rejected bounded = RecordBound.fit(rejected(key, value, header), MAX);
    int size = bounded.key().length + bounded.value().length;
    for (Header h : bounded.headers()) {
      size += h.key().length() + h.value().length;
    }
    assertThat(size).isLessThanOrEqualTo(MAX);
  }

  private static Rejected rejected(int key, int value, int header) {
    return new Rejected(
        Kind.LATE,
        "late-order-events",
        new byte[key],
        new byte[value],
        List.of(new Header("x", new byte[header]), REASON));
  }
}
