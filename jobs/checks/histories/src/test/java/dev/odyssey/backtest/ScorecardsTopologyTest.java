package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.backtest.reference.BatchScorecards;
import dev.odyssey.backtest.reference.EventFiles;
import dev.odyssey.backtest.reference.ScorecardRow;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.testdata.Cli;
import dev.odyssey.testdata.Simulate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scorecards of a simulated year, through the command itself. */
@Timeout(120)
class ScorecardsTopologyTest {

  private static final int ORDERS = 1_000;
  private static final int ORDERS_PER_DAY = 3;

  @TempDir private static Path directory;

  private static Path orders;
  private static Path contacts;
  private static List<ScorecardRow> expected;

  @BeforeAll
  static void simulateAYear() {
    orders = directory.resolve("orders.jsonl");
    contacts = directory.resolve("contacts.jsonl");
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    int exit =
        Cli.run(
            new Simulate(),
            out,
            out,
            "--orders=" + ORDERS,
            "--per-day=" + ORDERS_PER_DAY,
            "--seed=11",
            "--order-events=" + orders,
            "--contact-events=" + contacts);
    assertThat(exit).as(said.toString()).isZero();
    expected =
        BatchScorecards.of(
            EventFiles.orders(orders),
            EventFiles.contacts(contacts),
            Policies.builtIn(),
            Long.MAX_VALUE);
  }

  @Test
  void rowsAreThoseOfABatchOverAll() throws Exception {
    assertRows(scorecards("in-order", orders, contacts, "P400D"), expected);
  }

  @Test
  void rowsAreTheSameInAnyOrder() throws Exception {
    Random random = new Random(5);
    assertRows(
        scorecards("shuffled", shuffled(orders, random), shuffled(contacts, random), "P1000D"),
        expected);
  }

  /** Also where the history of the order has long been forgotten. */
  @Test
  void aClaimThatIsApprovedMonthsLaterChangesItsDaysRowsAndNoOther() throws Exception {
    Path before = directory.resolve("claim-before.jsonl");
    Path after = directory.resolve("claim-after.jsonl");
    String order =
        "\"orderId\":\"o1\",\"offeringId\":\"tv-mount\",\"region\":\"US-CA\","
            + "\"timeZone\":\"America/Los_Angeles\",\"providerId\":\"p1\"";
    List<String> life = new ArrayList<>();
    life.add(
        event(
            order,
            "e1",
            "SCHEDULED",
            "2025-01-06T10:00:00Z",
            ",\"windowStart\":\"2025-01-07T18:00:00Z\",\"windowEnd\":\"2025-01-07T20:00:00Z\""));
    life.add(event(order, "e2", "STARTED", "2025-01-07T19:00:00Z", ""));
    life.add(event(order, "e3", "COMPLETED", "2025-01-07T20:00:00Z", ""));
    // Another order, by which time goes on.
    life.add(event(order.replace("o1", "o2"), "e4", "PLACED", "2025-05-01T00:00:00Z", ""));
    Files.write(before, life);
    life.add(event(order, "e5", "CLAIM_APPROVED", "2025-05-02T00:00:00Z", ",\"claimId\":\"c1\""));
    Files.write(after, life);

    Set<ScorecardRow> changed =
        new HashSet<>(ScorecardRow.all(scorecards("claim-before", before, null, "P30D")));
    List<ScorecardRow> rows = ScorecardRow.all(scorecards("claim-after", after, null, "P30D"));
    List<ScorecardRow> different = rows.stream().filter(row -> !changed.contains(row)).toList();

    assertThat(rows).hasSameSizeAs(changed);
    assertThat(different)
        .hasSize(4)
        .allMatch(row -> row.day().equals("2025-01-07") && row.metric().equals("approved_claim"))
        .allMatch(row -> row.numerator() == 1 && row.denominator() == 1)
        .extracting(ScorecardRow::entityType)
        .containsExactly("ALL", "OFFERING", "PROVIDER", "REGION");
  }

  private static String event(String order, String id, String type, String at, String more) {
    return "{\"eventId\":\"%s\",\"type\":\"%s\",\"occurredAt\":\"%s\",\"recordedAt\":\"%s\",%s%s}"
        .formatted(id, type, at, at, order, more);
  }

  private static Path shuffled(Path file, Random random) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Collections.shuffle(lines, random);
    return Files.write(directory.resolve("shuffled-" + file.getFileName()), lines);
  }

  private static Path scorecards(String name, Path orders, Path contacts, String retention) {
    Path out = directory.resolve(name);
    Stream<Object> arguments =
        Stream.concat(
            Stream.of("--order-events", orders, "--retention", retention, "--only", "scorecards"),
            contacts == null ? Stream.of() : Stream.of("--contact-events", contacts));
    Run run = Run.of(out, arguments.toArray());
    assertThat(run.exit()).as(run.complaints()).isZero();
    return out.resolve("scorecard_day.jsonl");
  }

  private static void assertRows(Path file, List<ScorecardRow> expected) throws IOException {
    assertThat(expected).hasSizeGreaterThan(8_000);
    assertThat(ScorecardRow.all(file))
        .usingElementComparator((a, b) -> a.agreesWith(b) ? 0 : 1)
        .containsExactlyElementsOf(expected);
  }
}
