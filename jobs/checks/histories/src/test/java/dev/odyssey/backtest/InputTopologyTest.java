package dev.odyssey.backtest;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of input, good and bad, and what is found out if only a part is asked for. */
class InputTopologyTest {

  private static final String PLACED = event("e1", "PLACED", "2025-03-01T08:00:00Z", "");
  private static final String SCHEDULED =
      event(
          "e2",
          "SCHEDULED",
          "2025-03-01T09:00:00Z",
          ", \"windowStart\": \"2025-03-02T09:00:00Z\", \"windowEnd\": \"2025-03-02T11:00:00Z\"");
  private static final String ARRIVED = event("e3", "ARRIVED", "2025-03-02T11:10:00Z", "");

  @TempDir private Path directory;

  private static String event(String id, String type, String at, String more) {
    return """
        {"eventId": "%s", "type": "%s", "occurredAt": "%s", "recordedAt": "%s", "orderId": "o1", \
        "offeringId": "tv-mount", "region": "US-NY", "timeZone": "America/New_York"%s}"""
        .formatted(id, type, at, at, more);
  }

  static Stream<Arguments> noEvents() {
    return Stream.of(
        Arguments.of("[" + PLACED + ",\n" + SCHEDULED + "]\n", UTF_8, "JSON array"),
        Arguments.of(PLACED.replace("{", "{\n").replace(",", ",\n"), UTF_8, "several lines"),
        Arguments.of("{\"case\": 1}\n{\"case\": 2}\n", UTF_8, "JSON lines of another form"),
        Arguments.of(PLACED + '\r' + SCHEDULED + '\r', UTF_8, "carriage return"),
        Arguments.of(PLACED + '\n', UTF_16LE, "UTF-16"),
        Arguments.of("<log/>", UTF_8, "XML"),
        Arguments.of("id;status\n1;done\n", UTF_8, "CSV"));
  }

  @ParameterizedTest
  @MethodSource("noEvents")
  void aFileIsCalledWhatItLooksLike(String text, Charset charset, String looks) throws Exception {
    Path file = Files.writeString(directory.resolve("orders.jsonl"), text, charset);

    assertThat(FileLook.of(file)).contains("no line of " + file + " is an event", looks);
  }

  @Test
  void aFileWithoutAnyEventIsAnError() throws Exception {
    Path file = Files.writeString(directory.resolve("orders.jsonl"), "id;status\n1;done\n");

    Run run = Run.of(directory.resolve("out"), "--order-events", file, "--only", "defects");

    assertThat(run.exit()).isEqualTo(BacktestCli.MOSTLY_DEAD);
    assertThat(run.complaints()).contains("no line of " + file + " is an event", "CSV");
  }

  @Test
  void everythingThatWasReadIsCounted() throws Exception {
    // Flink by itself does not read a file of such a name.
    Path file = directory.resolve("_orders.jsonl");
    String late = event("e0", "PLACED", "2023-03-01T08:00:00Z", "").replace("o1", "o2");
    Files.write(file, List.of(PLACED, SCHEDULED, "", SCHEDULED, "no event", ARRIVED, late));

    Run run = Run.of(directory.resolve("out"), "--order-events", file, "--only", "defects");

    assertThat(run.exit()).isEqualTo(BacktestCli.MOSTLY_DEAD);
    assertThat(run.console())
        .containsPattern("_orders\\.jsonl +6 +1 +1 +0")
        .contains("1 duplicates", "--open-retention P733D would have kept the late events")
        .containsPattern("1 dead: .*_orders\\.jsonl:5");
    assertThat(run.lines("late.jsonl")).hasSize(1);
    assertThat(directory.resolve("out/scorecard_day.jsonl")).doesNotExist();
    assertThat(directory.resolve("out/alerts.jsonl")).doesNotExist();
  }

  @Test
  void theLedgerIsWhatStandsInTheEnd() throws Exception {
    Path file = directory.resolve("orders.jsonl");
    String early = event("e4", "ARRIVED", "2025-03-02T10:00:00Z", "");
    // What was missed at first had come in time, as is found out later.
    Files.write(file, List.of(PLACED, SCHEDULED, ARRIVED, early));

    Run run = Run.of(directory.resolve("out"), "--order-events", file, "--only", "defects");

    assertThat(run.exit()).isZero();
    assertThat(run.lines("defects.jsonl")).anyMatch(c -> code(c).equals("MISSED_WINDOW"));
    assertThat(run.lines("ledger.jsonl"))
        .isNotEmpty()
        .noneMatch(d -> code(d).equals("MISSED_WINDOW"));
  }

  @Test
  void otherPoliciesAreComparedByCode() throws Exception {
    Path file = directory.resolve("orders.jsonl");
    Files.write(file, List.of(PLACED, SCHEDULED, ARRIVED));
    Path patient = directory.resolve("patient.yaml");
    Files.writeString(patient, "defaults: {arrivalGrace: PT1H}\n");

    Run run =
        Run.of(
            directory.resolve("out"),
            "--order-events",
            file,
            "--only",
            "defects,scorecards",
            "--against",
            patient);

    assertThat(run.console()).containsPattern("MISSED_WINDOW +0 +0 +1 +0");
    assertThat(run.lines("against.jsonl")).hasSize(1);
    JsonNode gone = run.lines("against.jsonl").get(0);
    assertThat(gone.get("change").asText()).isEqualTo("GONE");
    assertThat(gone.get("now").get("orderId").asText()).isEqualTo("o1");
    assertThat(gone.get("then").isNull()).isTrue();
    assertThat(directory.resolve("out/.against")).doesNotExist();
  }

  @Test
  void aMappingIsReadInOneGo() throws Exception {
    Path mappings = Path.of("../../../test-data/mappings");
    Path mapping = mappings.resolve("appointments.yaml");
    Path file = mappings.resolve("samples/appointments.csv");

    Run run = Run.of(directory.resolve("out"), "--mapping", mapping, file);

    assertThat(run.exit()).as(run.complaints()).isZero();
    assertThat(run.lines("ledger.jsonl")).isNotEmpty();
    assertThat(directory.resolve("out/events.jsonl.gz")).isNotEmptyFile();
    assertThat(directory.resolve("out/unmapped.jsonl")).isEmptyFile();
  }

  private static String code(JsonNode defect) {
    return defect.get("code").asText();
  }
}
