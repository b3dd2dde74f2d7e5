package dev.odyssey.streaming.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.strings()
        .withChars("aä {}")
        .ofMaxLength(40)
        .flatMap(
            s -> Arbitraries.integers().between(1, 4_000).map(n -> s.repeat(n % 7 == 0 ? n : 1)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Property(tries = 200)
  void linesComeBackWhateverTheirEnds(
      @ForAll("lines") List<String> lines, @ForAll boolean windows, @ForAll boolean ended)
      throws IOException {
    String end = windows ? "\r\n" : "\n";
    String text = String.join(end, lines) + (ended ? end : "");
    List<String> expected = new ArrayList<>(lines);
    if (!ended && lines.get(lines.size() - 1).isEmpty()) {
      expected.remove(lines.size() - 1);
    }
    LineReader reader = reader(text, Integer.MAX_VALUE);
    List<String> read = new ArrayList<>();
    while (reader.next()) {
      read.add(new String(reader.bytes(), 0, reader.length(), UTF_8));
      assertThat(reader.number()).isEqualTo(read.size());
      assertThat(reader.isCut()).isFalse();
    }
    assertThat(read).isEqualTo(expected);
    assertThat(reader.bytesRead()).isEqualTo(text.getBytes(UTF_8).length);
  }

  @Test
  void aLineTooLongIsCutAndTheNextIsWhole() throws IOException {
    LineReader reader = reader("x".repeat(200_000) + "\nshort\n", 1_500);
    assertThat(reader.next()).isTrue();
    assertThat(reader.isCut()).isTrue();
    assertThat(reader.length()).isEqualTo(1_500);
    assertThat(reader.next()).isTrue();
    assertThat(reader.isCut()).isFalse();
    assertThat(new String(reader.bytes(), 0, reader.length(), UTF_8)).isEqualTo("short");
    assertThat(reader.number()).isEqualTo(2);
    assertThat(reader.next()).isFalse();
  }

  private static LineReader reader(String text, int maxBytes) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), maxBytes);
  }
}
