package dev.odyssey.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.InvalidEventException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void simulateWritesTheSameBytesForTheSameSeed() throws IOException {
    Path orders = folder.resolve("a/orders.jsonl.gz");
    Path contacts = folder.resolve("a/contacts.jsonl");
    Path ordersAgain = folder.resolve("b/orders.jsonl.gz");
    Path contactsAgain = folder.resolve("b/contacts.jsonl");
    assertThat(simulate(orders, contacts, "--broken", "0.1")).isZero();
    assertThat(simulate(ordersAgain, contactsAgain, "--broken", "0.1")).isZero();
    assertThat(orders).hasSameBinaryContentAs(ordersAgain);
    assertThat(contacts).hasSameBinaryContentAs(contactsAgain);
    assertThat(out.toString()).contains("200 orders").contains("lines in " + orders);
    assertThat(err.toString()).contains("done");
  }

  @Test
  void simulateMixesInRubbishWhenAsked() throws IOException {
    Path orders = folder.resolve("orders.jsonl.gz");
    simulate(orders, folder.resolve("contacts.jsonl"), "--broken", "0.1");
    List<String> lines = lines(orders);
    long invalid = lines.stream().filter(line -> !isValid(line)).count();
    assertThat(invalid).isBetween(lines.size() / 20L, lines.size() / 5L);
  }

  @Test
  void simulateIsValidThroughoutUnlessAsked() throws IOException {
    Path orders = folder.resolve("orders.jsonl.gz");
    simulate(orders, folder.resolve("contacts.jsonl"));
    assertThat(lines(orders)).isNotEmpty().allMatch(CommandsTest::isValid);
  }

  @Test
  void simulateRefusesWhatMakesNoSense() {
    Path file = folder.resolve("never.jsonl");
    Path other = folder.resolve("never-either.jsonl");
    assertThat(simulate(file, other, "--trouble", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("trouble is not in 0 to 2: 3.0");
    assertThat(simulate(file, file)).isEqualTo(2);
    assertThat(err.toString()).contains("are one file: " + file);
    assertThat(simulate(file, other, "--broken", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("--broken is not in 0 to 1: -1.0");
    assertThat(file).doesNotExist();
  }

  private static final String EXTRACT =
      """
      CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,TYPE,Department,neighborhood
      1,01/05/2015 08:00:00 AM,01/05/2015 07:59:59 AM,,Litter,PWDx,Allston
      2,01/05/2015 09:00:00 AM,01/06/2015 09:00:00 AM,,Litter,PWDx,Allston
      """;

  @Test
  void mapWritesEventsAndCounts() throws IOException {
    Path extract = Files.writeString(folder.resolve("extract.csv"), EXTRACT);
    Path events = folder.resolve("events.jsonl");
    assertThat(mapping("boston311", extract.toString(), "--out", events.toString())).isZero();
    assertThat(out.toString())
        .contains("2 records read")
        .contains("1 invalid, would be dead letters")
        .contains("windowStart ... is after windowEnd ...");
    List<String> lines = Files.readAllLines(events);
    assertThat(isValid(lines.get(0))).isFalse();
    assertThat(isValid(lines.get(1))).isTrue();
    assertThat(folder.resolve("events.unmapped.jsonl")).doesNotExist();
  }

  @Test
  void whatIsNotMappedIsWrittenWithTheReasonAndEndsWithThree() throws IOException {
    Path extract =
        Files.writeString(folder.resolve("extract.csv"), EXTRACT.replace("01/06/2015", "tomorrow"));
    Path events = folder.resolve("events.jsonl.gz");
    assertThat(mapping("boston311", extract.toString(), "--out", events.toString())).isEqualTo(3);
    assertThat(lines(events)).hasSize(1);
    assertThat(Files.readString(folder.resolve("events.unmapped.jsonl")))
        .contains("\"subject\":\"2\"")
        .contains("TARGET_DT is not a time as expected: tomorrow 09:00:00 AM");
    assertThat(
            mapping(
                "boston311",
                Files.writeString(extract, EXTRACT).toString(),
                "--out",
                events.toString()))
        .isZero();
    assertThat(folder.resolve("events.unmapped.jsonl")).doesNotExist();
  }

  @Test
  void checkWritesNothing() throws IOException {
    Path extract = Files.writeString(folder.resolve("extract.csv"), EXTRACT);
    assertThat(mapping("boston311", extract.toString(), "--check")).isZero();
    assertThat(out.toString()).contains("2 events").contains("Needed retention: P");
    assertThat(folder.toFile().list()).containsExactly("extract.csv");
  }

  @Test
  void explainSaysWhatIsMadeOfASubject() throws IOException {
    Path extract = Files.writeString(folder.resolve("extract.csv"), EXTRACT);
    assertThat(mapping("boston311", extract.toString(), "--explain", "2")).isZero();
    assertThat(out.toString())
        .contains("extract.csv, row 3: ")
        .contains("rule 1 -> {\"eventId\":\"2-opened\"")
        .doesNotContain("1-opened");
    assertThat(mapping("boston311", extract.toString(), "--explain", "77")).isEqualTo(1);
    assertThat(err.toString()).contains("no record is about 77");
  }

  @Test
  void initWritesAMappingThatRuns() throws IOException {
    Path extract = Files.writeString(folder.resolve("extract.csv"), EXTRACT);
    Path first = folder.resolve("first.yaml");
    assertThat(map(extract.toString(), "--init", "--out", first.toString())).isZero();
    assertThat(map("--mapping", first.toString(), extract.toString(), "--check")).isZero();
    assertThat(out.toString()).contains("SCHEDULED");
    assertThat(map(extract.toString(), "--init", "--out", first.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void mapSaysWhatIsWrongWithoutAStackTrace() throws IOException {
    String nowhere = folder.resolve("nowhere.csv").toString();
    String events = folder.resolve("events.jsonl").toString();
    assertThat(mapping("uci-incidents", nowhere, "--out", events)).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("import map: no such file: " + nowhere);
    Path extract = Files.writeString(folder.resolve("extract.csv"), EXTRACT);
    assertThat(map(extract.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--mapping is missing");
    assertThat(mapping("boston311", extract.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--out is missing");
  }

  private int simulate(Path orders, Path contacts, String... more) {
    String[] args = {
      "--orders",
      "200",
      "--order-events",
      orders.toString(),
      "--contact-events",
      contacts.toString()
    };
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(new Simulate(), new PrintWriter(out), new PrintWriter(err), all);
  }

  private int mapping(String name, String... args) {
    List<String> all = new ArrayList<>(List.of("--mapping", "mappings/" + name + ".yaml"));
    all.addAll(List.of(args));
    return map(all.toArray(String[]::new));
  }

  private int map(String... args) {
    return Cli.run(new Import(), new PrintWriter(out), new PrintWriter(err), args);
  }

  private static boolean isValid(String line) {
    try {
      return new OrderEventJson().read(line) != null;
    } catch (InvalidEventException e) {
      return false;
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }
}
