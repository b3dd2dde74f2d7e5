package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.testdata.Import;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command does with its options and with input that is not fine. */
class BacktestTopologyTest {

  private static final Path TOLD = ScenariosTopologyTest.SCENARIOS.resolve("notifications");
  private static final Instant NOON = Instant.parse("2025-03-04T12:00:00Z");
  private static final OrderEventJson JSON = new OrderEventJson();

  @TempDir private Path directory;

  @Test
  void twoRunsWriteTheSameBytes() {
    Run first = history("first");
    Run second = history("second");

    assertThat(first.exit()).as(first.complaints()).isZero();
    for (String file :
        List.of(
            "defects.jsonl",
            "dead-letters.jsonl",
            "late.jsonl",
            "overflow.jsonl",
            "alerts.jsonl",
            "outreach.jsonl")) {
      assertThat(second.out().resolve(file)).hasSameBinaryContentAs(first.out().resolve(file));
    }
    assertThat(first.out().resolve("defects.jsonl")).isNotEmptyFile();
    assertThat(first.out().resolve("alerts.jsonl")).isNotEmptyFile();
    assertThat(first.out().resolve("outreach.jsonl")).isNotEmptyFile();
    assertThat(table(second)).isEqualTo(table(first));
  }

  private Run history(String name) {
    return Run.of(
        directory.resolve(name),
        "--order-events",
        TOLD.resolve("surge/orders.jsonl"),
        "--contact-events",
        TOLD.resolve("abandoned-calls/contacts.jsonl"));
  }

  /** What it said from the table on; before that is how long it took. */
  private static List<String> table(Run run) {
    return run.console()
        .lines()
        .dropWhile(line -> !line.startsWith("code "))
        .takeWhile(line -> !line.startsWith("Written to"))
        .toList();
  }

  @Test
  void badLinesAreDeadLettersWithFileAndLine() throws Exception {
    Path file =
        write(
            JSON.write(scheduled("O-1", "o1-1", NOON)),
            "{\"eventId\":\"broken",
            "",
            JSON.write(scheduled("O-2", "o2-1", NOON)).replace("tv-mount", " "));

    Run run = Run.of(directory.resolve("out"), "--order-events", file);

    assertThat(run.exit()).as(run.complaints()).isEqualTo(BacktestCli.MOSTLY_DEAD);
    List<JsonNode> letters = run.lines("dead-letters.jsonl");
    assertThat(letters).extracting(letter -> letter.get("line").asInt()).containsExactly(2, 4);
    assertThat(letters)
        .allSatisfy(l -> assertThat(l.get("file").asText()).isEqualTo(file.toString()));
    assertThat(letters.get(0).get("value").asText()).isEqualTo("{\"eventId\":\"broken");
    assertThat(letters.get(1).get("reason").asText()).contains("offeringId");
    assertThat(run.standing()).hasSize(4).allMatch(defect -> defect.contains("o1-1"));
  }

  /** Of each what it met; what is in the shadow goes to a file of its own. */
  @Test
  void everyRuleOfOnesOwnHasALine() throws Exception {
    Path events =
        write(
            JSON.write(scheduled("O-1", "o1-1", NOON)),
            JSON.write(event("O-1", "o1-2", OrderEventType.ARRIVED, NOON.plusSeconds(8 * 3600))),
            JSON.write(scheduled("O-2", "o2-1", NOON)));
    Path rules =
        Files.writeString(
            directory.resolve("rules.yaml"),
            """
            rules:
              NOT_THERE: {of: order, severity: HIGH, charge: PLATFORM, after: {types: [PROMISE]},
                by: occurredAt + PT1H, unless: {types: [ARRIVED]}, says: x}
              ON_SITE: {of: order, severity: HIGH, charge: PLATFORM, when: {types: [ARRIVED]},
                times: 1, says: x, mode: shadow}
              NEVER: {of: order, severity: HIGH, charge: PLATFORM, after: {types: [CLAIM_FILED]},
                by: occurredAt + PT1H, unless: {types: [CLAIM_DENIED]}, says: x}
              OF_CONTACTS: {of: contact, severity: HIGH, charge: PLATFORM,
                when: {types: [QUEUED]}, times: 1, says: x}
            """);

    Run run =
        Run.of(directory.resolve("out"), "--order-events", events, "--rules", rules.toString());

    assertThat(run.exit()).as(run.complaints()).isZero();
    assertThat(run.console().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsSubsequence(
            "rule anchors met raised cleared retracted",
            "NOT_THERE 2 2 1 0",
            "ON_SITE (shadow) 1 1 0 0",
            "NEVER met none 0 0 0",
            "OF_CONTACTS not read 0 0 0");
    assertThat(run.lines("shadow.jsonl"))
        .singleElement()
        .satisfies(change -> assertThat(change.get("code").asText()).isEqualTo("ON_SITE"));
    assertThat(run.lines("defects.jsonl"))
        .noneMatch(change -> change.get("code").asText().equals("ON_SITE"));
  }

  @Test
  void theTableCountsDefectsByHowTheyEnd() throws Exception {
    Path file =
        write(
            JSON.write(scheduled("O-1", "o1-1", NOON)),
            JSON.write(event("O-1", "o1-2", OrderEventType.ARRIVED, NOON.plusSeconds(8 * 3600))),
            JSON.write(scheduled("O-2", "o2-1", NOON)),
            // Too late in the file to be in time, but early enough to take everything back.
            JSON.write(event("O-2", "o2-2", OrderEventType.CONFIRMED, NOON.plusSeconds(60))),
            JSON.write(event("O-2", "o2-3", OrderEventType.STARTED, NOON.plusSeconds(120))));

    Run run = Run.of(directory.resolve("out"), "--order-events", file);

    assertThat(table(run))
        .extracting(line -> line.strip().replaceAll(" +", " "))
        .contains(
            "code raised cleared retracted open",
            "MISSED_WINDOW 1 1 1 0",
            "NO_SHOW 1 1 1 0",
            "UNCONFIRMED 1 1 1 0");
  }

  @Test
  void whatIsDueAfterTheEndOfTimeIsNotRaised() throws Exception {
    Path file = write(JSON.write(scheduled("O-1", "o1-1", NOON)));

    Run run =
        Run.of(
            directory.resolve("out"),
            "--order-events",
            file,
            "--until",
            NOON.plus(Duration.ofHours(5)));

    assertThat(run.standing())
        .extracting(defect -> defect.replaceAll(".*Z ([A-Z_]+) .* cleared .*", "$1"))
        .containsExactly("UNCONFIRMED", "LATE_DEPARTURE", "MISSED_WINDOW");
  }

  @Test
  void nobodyIsToldAnythingAfterTheEndOfTime() throws Exception {
    Path file = write(JSON.write(scheduled("O-1", "o1-1", NOON)));

    Run run =
        Run.of(
            directory.resolve("out"),
            "--order-events",
            file,
            "--until",
            // Of the window that was missed, but not of its hold.
            NOON.plus(Duration.ofHours(4)));

    assertThat(run.standing()).anyMatch(defect -> defect.contains("MISSED_WINDOW"));
    long end = NOON.plus(Duration.ofHours(4)).toEpochMilli();
    assertThat(run.lines("alerts.jsonl")).isEmpty();
    assertThat(run.lines("outreach.jsonl"))
        .isNotEmpty()
        .allMatch(
            message ->
                Instant.parse(message.get("decidedAt").asText()).toEpochMilli() <= end
                    && !message.get("code").asText().equals("MISSED_WINDOW"));
  }

  @Test
  void theTablesSayWhoWouldHaveBeenTold() throws Exception {
    Path file = write(JSON.write(scheduled("O-1", "o1-1", NOON)));

    Run run = Run.of(directory.resolve("out"), "--order-events", file);

    assertThat(table(run))
        .extracting(line -> line.strip().replaceAll(" +", " "))
        .anyMatch(line -> line.startsWith("alerts to kind fired"))
        .anyMatch(line -> line.startsWith("operations-urgent CASES 1"))
        .anyMatch(line -> line.endsWith("a day"))
        .contains("PROVIDER nudge-to-arrive 1");
  }

  @Test
  void eventsOlderThanTheRetentionAreKeptAside() throws Exception {
    OrderEvent late = scheduled("O-2", "o2-1", NOON.minus(Duration.ofDays(9)));
    Path file =
        write(
            JSON.write(scheduled("O-1", "o1-1", NOON)),
            JSON.write(scheduled("O-3", "o3-1", NOON.plusSeconds(60))),
            JSON.write(late));

    Run run =
        Run.of(
            directory.resolve("out"),
            "--order-events",
            file,
            "--retention",
            "P7D",
            "--open-retention",
            "P7D");

    assertThat(Files.readAllLines(run.out().resolve("late.jsonl")))
        .containsExactly(JSON.write(late));
    assertThat(run.standing()).noneMatch(defect -> defect.contains("o2-1"));
  }

  @Test
  void eventsBeyondTheBoundOfTheirSubjectAreKeptAside() throws Exception {
    OrderEvent beyond = event("O-1", "o1-3", OrderEventType.ARRIVED, NOON.plusSeconds(120));
    Path file =
        write(
            JSON.write(scheduled("O-1", "o1-1", NOON)),
            JSON.write(event("O-1", "o1-2", OrderEventType.CONFIRMED, NOON.plusSeconds(60))),
            JSON.write(beyond));

    Run run = Run.of(directory.resolve("out"), "--order-events", file, "--max-events", "2");

    assertThat(Files.readAllLines(run.out().resolve("overflow.jsonl")))
        .containsExactly(JSON.write(beyond));
    assertThat(run.standing()).anyMatch(defect -> defect.contains("MISSED_WINDOW"));
  }

  @Test
  void whatAnEarlierRunWroteIsReplaced() throws Exception {
    Path out = directory.resolve("out");
    Path file = write(JSON.write(scheduled("O-1", "o1-1", NOON)));
    int before = Run.of(out, "--order-events", file).lines("defects.jsonl").size();

    Run again = Run.of(out, "--order-events", file);

    assertThat(again.lines("defects.jsonl")).hasSize(before);
  }

  /** The rows are invented; the columns are those of the publisher. */
  @Test
  void anImportedExtractCanBeReplayed() throws Exception {
    Path extract = directory.resolve("extract.csv");
    Files.writeString(
        extract,
        """
        CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,TYPE,Department,neighborhood
        1,01/05/2015 08:00:00 AM,01/06/2015 08:00:00 AM,01/06/2015 07:59:59 AM,ONTIME,Closed,Graffiti,PROP,Roxbury
        2,01/05/2015 08:00:00 AM,01/06/2015 08:00:00 AM,01/07/2015 09:00:00 AM,OVERDUE,Closed,Graffiti,PROP,Roxbury
        3,01/05/2015 09:00:00 AM,01/08/2015 09:00:00 AM,,OVERDUE,Open,Pothole,PWDx,Allston
        4,01/05/2015 09:00:00 AM,,01/05/2015 10:00:00 AM,ONTIME,Closed,Notification,INFO,
        5,01/05/2015 09:00:00 AM,01/05/2015 08:59:59 AM,,OVERDUE,Open,Pothole,PWDx,Allston
        6,01/05/2015 09:00:00 AM,02/01/2015 09:00:00 AM,,ONTIME,Open,Pothole,PWDx,Allston
        """);
    Path events = directory.resolve("events.jsonl.gz");
    assertThat(
            new CommandLine(new Import())
                .execute(
                    "--mapping",
                    "../../../test-data/mappings/boston311.yaml",
                    extract.toString(),
                    "--out",
                    events.toString()))
        .isZero();

    Run run =
        Run.of(
            directory.resolve("out"), "--order-events", events, "--until", "2015-01-20T05:00:00Z");

    assertThat(run.standing())
        .filteredOn(defect -> defect.contains("MISSED_WINDOW"))
        .containsExactly(
            "2015-01-06T13:00:00.000Z MISSED_WINDOW 2-opened cleared 2015-01-07T14:00:00.000Z"
                + " COMPLETED",
            "2015-01-08T14:00:00.000Z MISSED_WINDOW 3-opened cleared null null");
    assertThat(run.lines("dead-letters.jsonl"))
        .singleElement()
        .satisfies(l -> assertThat(l.get("value").asText()).contains("5-opened"));
  }

  /** Promised at an instant for two to four hours later. */
  private static OrderEvent scheduled(String order, String id, Instant at) {
    return builder(order, id, OrderEventType.SCHEDULED, at)
        .windowStart(at.plus(Duration.ofHours(2)).toEpochMilli())
        .windowEnd(at.plus(Duration.ofHours(4)).toEpochMilli())
        .build();
  }

  private static OrderEvent event(String order, String id, OrderEventType type, Instant at) {
    return builder(order, id, type, at).build();
  }

  private static OrderEvent.Builder builder(
      String order, String id, OrderEventType type, Instant at) {
    return OrderEvent.builder()
        .eventId(id)
        .type(type)
        .occurredAt(at.toEpochMilli())
        .recordedAt(at.toEpochMilli())
        .orderId(order)
        .offeringId("tv-mount")
        .region("US-NY")
        .timeZone("America/New_York")
        .providerId("P-1");
  }

  private Path write(String... lines) throws Exception {
    return Files.write(directory.resolve("orders.jsonl"), List.of(lines));
  }
}
