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

  @Test
  void importWritesEventsAndCounts() throws IOException {
    Path extract =
        Files.writeString(
            folder.resolve("extract.csv"),
            """
            CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,TYPE,Department,neighborhood
            1,01/05/2015 08:00:00 AM,01/05/2015 07:59:59 AM,,Litter,PWDx,Allston
            2,01/05/2015 09:00:00 AM,01/06/2015 09:00:00 AM,,Litter,PWDx,Allston
            """);
    Path events = folder.resolve("events.jsonl");
    assertThat(importing("boston311", extract.toString(), "--out", events.toString())).isZero();
    assertThat(out.toString()).contains("2 requests").contains("1 invalid promises");
    List<String> lines = Files.readAllLines(events);
    assertThat(isValid(lines.get(0))).isFalse();
    assertThat(isValid(lines.get(1))).isTrue();
  }

  @Test
  void importSaysWhatIsWrongWithoutAStackTrace() {
    String nowhere = folder.resolve("nowhere.csv").toString();
    String events = folder.resolve("events.jsonl").toString();
    assertThat(importing("uci-incidents", nowhere, "--out", events)).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("uci-incidents: no such file: " + nowhere);
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

  private int importing(String... args) {
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
