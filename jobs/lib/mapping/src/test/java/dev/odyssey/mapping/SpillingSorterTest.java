package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SpillingSorterTest {

  @Property(tries = 200)
  void sortsByKeyAndKeepsTheOrderOfEquals(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 40) Integer> keys,
      @ForAll @IntRange(min = 100, max = 5_000) int budget)
      throws IOException {
    List<byte[]> asBytes = keys.stream().map(key -> new byte[] {(byte) (key * 7)}).toList();
    Path folder = Files.createTempDirectory("sorter");
    try (SpillingSorter sorter = new SpillingSorter(folder, budget)) {
      for (int i = 0; i < asBytes.size(); i++) {
        sorter.add(asBytes.get(i), ByteBuffer.allocate(4).putInt(i).array());
      }
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < asBytes.size(); i++) {
        expected.add(i);
      }
      expected.sort((a, b) -> Arrays.compareUnsigned(asBytes.get(a), asBytes.get(b)));
      assertThat(places(sorter)).isEqualTo(expected);
    }
    assertThat(folder).isEmptyDirectory();
    Files.delete(folder);
  }

  @net.jqwik.api.Example
  void mergesMoreFilesThanItReadsAtOnce() throws IOException {
    Path folder = Files.createTempDirectory("sorter");
    try (SpillingSorter sorter = new SpillingSorter(folder, 1)) {
      for (int i = 0; i < 1_000; i++) {
        sorter.add(
            ByteBuffer.allocate(4).putInt(999 - i).array(),
            ByteBuffer.allocate(4).putInt(i).array());
      }
      assertThat(sorter.runs()).isBetween(2, 128);
      List<Integer> places = places(sorter);
      assertThat(places).hasSize(1_000);
      assertThat(places.get(0)).isEqualTo(999);
      assertThat(places).isSortedAccordingTo((a, b) -> b - a);
    }
    assertThat(folder).isEmptyDirectory();
    Files.delete(folder);
  }

  private static List<Integer> places(SpillingSorter sorter) throws IOException {
    List<Integer> places = new ArrayList<>();
    try (SpillingSorter.Sorted sorted = sorter.sorted()) {
      for (SpillingSorter.Entry entry = sorted.next(); entry != null; entry = sorted.next()) {
        places.add(ByteBuffer.wrap(entry.value()).getInt());
      }
    }
    return places;
  }
}
