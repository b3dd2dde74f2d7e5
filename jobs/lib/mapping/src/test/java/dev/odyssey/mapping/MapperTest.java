package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapperTest {

  private static final String MAPPING =
      """
      source: {format: csv}
      target: order-events
      subject: id
      at: time
      fields: {offeringId: =service, region: region, timeZone: =UTC}
      rules:
        - {when: {what: p}, emit: {type: PLACED}}
        - {when: {what: c}, emit: {type: COMPLETED}}
        - {when: {what: x}, emit: {type: CANCELLED, initiator: =NOBODY}}
        - {when: {what: s}, skip: true}
      """;

  @TempDir private Path folder;

  @Test
  void eventsAreSortedByTheTimeOfTheirRecord() {
    Mapped mapped =
        Mapped.run(
            folder,
            MAPPING + "recordedAt: [seen, time]\n",
            "a.csv",
            """
            id,time,what,region,seen
            B,2032-01-02T00:00:00Z,c,R,
            A,2032-01-01T00:00:00Z,p,R,2032-01-03T00:00:00Z
            B,2032-01-01T00:00:00Z,p,R,
            A,2032-01-02T00:00:00Z,c,R,
            """);
    assertThat(mapped.fields("recordedAt", "orderId", "type"))
        .containsExactly(
            "2032-01-01T00:00:00.000Z B PLACED",
            "2032-01-02T00:00:00.000Z B COMPLETED",
            "2032-01-02T00:00:00.000Z A COMPLETED",
            "2032-01-03T00:00:00.000Z A PLACED");
    assertThat(mapped.report().neededRetention()).hasDays(1);
  }

  @Test
  void nothingIsSilent() {
    Mapped mapped =
        Mapped.run(
            folder,
            MAPPING,
            "a.csv",
            """
            id,time,what,region
            A,2032-01-01T00:00:00Z,p,R
            A,2032-01-01T01:00:00Z,s,R
            A,2032-01-01T02:00:00Z,strange,R
            ,2032-01-01T03:00:00Z,c,R
            A,soon,c,R
            A,2032-01-01T04:00:00Z,x,R
            A,2032-01-01T04:00:00Z,x,R
            A,2032-01-01T05:00:00Z,c,
            """);
    assertThat(mapped.report().unmappedReasons())
        .containsOnlyKeys(
            "no rule takes the record",
            "the subject is not known",
            "time is not a time as expected: soon");
    assertThat(mapped.unmapped()).hasSize(3).anyMatch(line -> line.contains("a.csv, row 4"));
    // Another's rule, not the mapping's: it is written, and said.
    assertThat(mapped.report().deadReasons()).hasSize(2);
    assertThat(mapped.report().dead()).isEqualTo(2);
    assertThat(mapped.report().events()).isEqualTo(3);
    assertThat(mapped.report().duplicates()).isEqualTo(1);
    assertThat(mapped.report().text())
        .contains("8 records read", "1 skipped by a rule", "3 not mapped", "2 invalid")
        .contains("region is missing");
  }

  @Test
  void twoEventsOfOneIdAreReported() {
    Mapped mapped =
        Mapped.run(
            folder,
            MAPPING + "id: \"{subject}-{type}\"\n",
            "a.csv",
            """
            id,time,what,region
            A,2032-01-01T00:00:00Z,p,R
            A,2032-01-01T01:00:00Z,p,R
            """);
    assertThat(mapped.fields("eventId")).containsExactly("A-PLACED");
    assertThat(mapped.report().unmappedReasons())
        .containsOnlyKeys("two different events have the id A-PLACED");
  }

  @Test
  void severalOfOneTypeAndTimeHaveIdsOfTheirOwnEachTime() {
    String csv =
        """
        id,time,what,region
        A,2032-01-01T00:00:00Z,p,R
        A,2032-01-01T00:00:00Z,p,S
        A,2032-01-01T00:00:00Z,p,R
        """;
    Mapped mapped = Mapped.run(folder, MAPPING, "a.csv", csv);
    assertThat(mapped.fields("eventId", "region"))
        .containsExactly(
            "A.PLACED.2032-01-01T00:00:00.000Z R", "A.PLACED.2032-01-01T00:00:00.000Z.2 S");
    assertThat(Mapped.run(folder, MAPPING, "a.csv", csv).events()).isEqualTo(mapped.events());
  }

  @Test
  void severalInputsAreOne() throws IOException {
    String header = "id,time,what,region\n";
    Path first =
        Files.writeString(folder.resolve("1.csv"), header + "A,2032-01-02T00:00:00Z,c,R\n");
    Path second =
        Files.writeString(folder.resolve("2.csv"), header + "A,2032-01-01T00:00:00Z,p,R\n");
    Mapping mapping = Mapping.parse("m.yaml", folder, MAPPING);
    assertThat(Mapped.run(mapping, folder, 1 << 20, first, second).fields("type"))
        .containsExactly("PLACED", "COMPLETED");
  }

  @Test
  void aKeyThatIsNoneIsRefusedBeforeMemoryEnds() throws IOException {
    StringBuilder csv = new StringBuilder("id,time,what,region\n");
    for (int i = 0; i < 500; i++) {
      csv.append("same,2032-01-01T00:00:00Z,p,R").append(i).append('\n');
    }
    Path file = Files.writeString(folder.resolve("a.csv"), csv);
    Mapping mapping = Mapping.parse("m.yaml", folder, MAPPING);
    assertThatThrownBy(() -> Mapped.run(mapping, folder, 10_000, file))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("subject same has more than");
    assertThat(folder.toFile().list()).containsExactly("a.csv");
  }

  @Test
  void littleMemoryChangesNothing() throws IOException {
    Path file = generated(2_000);
    Mapping mapping = Mapping.parse("m.yaml", folder, MAPPING);
    Mapped roomy = Mapped.run(mapping, folder, 1 << 28, file);
    Mapped tight = Mapped.run(mapping, folder, 10_000, file);
    assertThat(tight.events()).isEqualTo(roomy.events()).hasSize(4_000);
    assertThat(roomy.fields("recordedAt")).isSorted();
  }

  /** The file is larger than the heap, and so are the columns that are used. */
  @Test
  void aFileLargerThanMemoryIsMapped() throws Exception {
    Path file = generated(100_000);
    Path mapping = Files.writeString(folder.resolve("m.yaml"), MAPPING);
    assertThat(Files.size(file)).isGreaterThan(30L << 20);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx20m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CountEvents.class.getName(),
                mapping.toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("200000 events in order");
    assertThat(process.exitValue()).isZero();
  }

  /** Two rows an order, in no order, each with much that the mapping does not use. */
  private Path generated(int orders) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < 2 * orders; i++) {
      rows.add(i);
    }
    java.util.Collections.shuffle(rows, new java.util.Random(7));
    long start = Instant.parse("2032-01-01T00:00:00Z").getEpochSecond();
    Path file = folder.resolve("generated.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,time,what,region,note\n");
      for (int row : rows) {
        long at = start + (row / 2) * 13L + (row % 2) * 86_400L;
        out.write(
            "O%d,%s,%s,R,%s%n"
                .formatted(
                    row / 2,
                    Instant.ofEpochSecond(at),
                    row % 2 == 0 ? "p" : "c",
                    "x".repeat(100 + random.nextInt(60))));
      }
    }
    return file;
  }

  /** A program of its own, so that it can have a heap of its own. */
  static final class CountEvents {
    public static void main(String[] args) throws IOException {
      String[] latest = {""};
      MapReport report =
          new Mapper(Mapping.load(Path.of(args[0])), Path.of(args[1]).getParent())
              .run(
                  List.of(Path.of(args[1])),
                  new Mapper.Output() {
                    @Override
                    public void event(String line) {
                      int at = line.indexOf("\"recordedAt\":");
                      String recordedAt = line.substring(at, at + 40);
                      if (recordedAt.compareTo(latest[0]) < 0) {
                        throw new IllegalStateException(recordedAt + " after " + latest[0]);
                      }
                      latest[0] = recordedAt;
                    }

                    @Override
                    public void unmapped(String line) {
                      throw new IllegalStateException(line);
                    }
                  });
      System.out.println(report.events() + " events in order");
    }

    private CountEvents() {}
  }
}
