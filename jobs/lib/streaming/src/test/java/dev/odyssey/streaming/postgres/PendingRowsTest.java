package dev.odyssey.streaming.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PendingRowsTest {

  private final PendingRowsSerializer serializer = new PendingRowsSerializer();

  @Property(tries = 200)
  void rowsSurviveACheckpoint(@ForAll List<String> rows) throws Exception {
    PendingRows pending = pending(rows);

    PendingRows restored =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(pending));

    assertThat(restored.count()).isEqualTo(rows.size());
    assertThat(restored.decode(new Text()))
        .isEqualTo(rows.stream().map(PendingRowsTest::utf8).toList());
  }

  @Property(tries = 50)
  void theWriterHandsOverEachRowOnceAndInOrder(@ForAll List<String> rows) throws Exception {
    PendingRowsWriter<String> writer = new PendingRowsWriter<>(new Text());
    rows.forEach(row -> writer.write(row, null));

    assertThat(decoded(writer.prepareCommit()))
        .isEqualTo(rows.stream().map(PendingRowsTest::utf8).toList());
    assertThat(writer.prepareCommit()).isEmpty();
  }

  /** The key is the first letter. */
  @Test
  void ofRowsWithAKeyOnlyTheLastIsHandedOver() throws Exception {
    PendingRowsWriter<String> writer =
        new PendingRowsWriter<>(
            new Text() {
              @Override
              public Object key(String row) {
                return row.startsWith("-") ? null : row.charAt(0);
              }
            });
    List.of("a1", "b1", "-", "a2", "-", "c1", "b2").forEach(row -> writer.write(row, null));

    assertThat(decoded(writer.prepareCommit())).containsExactly("-", "-", "a2", "b2", "c1");
    writer.write("a3", null);
    assertThat(decoded(writer.prepareCommit())).containsExactly("a3");
  }

  @Test
  void piecesAreBoundedAndALargeRowIsAPieceOfItsOwn() throws Exception {
    PendingRowsWriter<String> writer = new PendingRowsWriter<>(new Text());
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add("x".repeat(10_000));
    }
    rows.add(50, "y".repeat(1_000_000));
    rows.forEach(row -> writer.write(row, null));

    Collection<PendingRows> pieces = writer.prepareCommit();

    assertThat(decoded(pieces)).isEqualTo(rows);
    assertThat(pieces)
        .allMatch(piece -> piece.count() == 1 || piece.bytes().length < 300_000)
        .hasSizeBetween(4, 8);
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] good = serializer.serialize(pending(List.of("one", "two")));

    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> serializer.deserialize(1, cut).decode(new Text()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
    good[4] = 0x7f;
    assertThatThrownBy(() -> serializer.deserialize(1, good).decode(new Text()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void anUnknownVersionIsNamed() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[4]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  private static PendingRows pending(List<String> rows) {
    PendingRows.Builder builder = new PendingRows.Builder();
    rows.forEach(row -> builder.add(row.getBytes(UTF_8)));
    return builder.build();
  }

  private static List<String> decoded(Collection<PendingRows> pieces) throws IOException {
    List<String> rows = new ArrayList<>();
    for (PendingRows piece : pieces) {
      rows.addAll(piece.decode(new Text()));
    }
    return rows;
  }

  /** As encoding leaves it: halves of characters do not survive. */
  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  private static class Text implements RowCodec<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(String row) {
      return row.getBytes(UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
      return new String(bytes, UTF_8);
    }
  }
}
