package dev.odyssey.survival;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final long RAISED_AT = Instant.parse("2025-03-01T17:00:00Z").toEpochMilli();
  private static final List<byte[]> RUBBISH = List.of("noise".getBytes(UTF_8));
  private static final DefectChange STANDS = change("a", 1, DefectStatus.RAISED);
  private static final DefectChange WAS_WRONG = change("b", 1, DefectStatus.RAISED);
  private static final DefectChange TAKEN_BACK = change("b", 2, DefectStatus.RETRACTED);
  private static final List<String> ROWS =
      List.of("MISSED_WINDOW:order-of-a:a|1|RAISED", "MISSED_WINDOW:order-of-b:b|2|RETRACTED");
  private static final List<String> CHANGE_ROWS =
      List.of(
          "MISSED_WINDOW:order-of-a:a|1|RAISED",
          "MISSED_WINDOW:order-of-b:b|1|RAISED",
          "MISSED_WINDOW:order-of-b:b|2|RETRACTED");

  @Test
  void itIsTheSameWhateverTheWayThere() {
    assertThat(differences(List.of(STANDS, WAS_WRONG, TAKEN_BACK), ROWS, CHANGE_ROWS, RUBBISH))
        .isEmpty();
  }

  @Test
  void whatIsLostIsNamed() {
    assertThat(
            differences(
                List.of(WAS_WRONG, TAKEN_BACK),
                ROWS.subList(1, 2),
                CHANGE_ROWS.subList(1, 3),
                RUBBISH))
        .containsExactly("defects: lost MISSED_WINDOW:order-of-a:a");
  }

  @Test
  void whatIsMadeUpIsNamed() {
    assertThat(
            differences(
                List.of(STANDS, WAS_WRONG),
                List.of(ROWS.get(0), CHANGE_ROWS.get(1)),
                CHANGE_ROWS.subList(0, 2),
                RUBBISH))
        .containsExactly("defects: made up MISSED_WINDOW:order-of-b:b");
  }

  @Test
  void whatIsDoubledOrOutOfOrderIsNamed() {
    assertThat(
            differences(List.of(STANDS, STANDS, WAS_WRONG, TAKEN_BACK), ROWS, CHANGE_ROWS, RUBBISH))
        .containsExactly(
            "defects: revision 1 of MISSED_WINDOW:order-of-a:a comes after 1",
            "table defect_change: lost MISSED_WINDOW:order-of-a:a|1|RAISED");
  }

  @Test
  void aTableThatSaysOtherwiseIsNamed() {
    assertThat(
            differences(
                List.of(STANDS, WAS_WRONG, TAKEN_BACK),
                List.of(ROWS.get(0), "MISSED_WINDOW:order-of-b:b|1|RAISED"),
                CHANGE_ROWS,
                RUBBISH))
        .containsExactly(
            "table defect: doubled or made up MISSED_WINDOW:order-of-b:b|1|RAISED",
            "table defect: lost MISSED_WINDOW:order-of-b:b|2|RETRACTED");
  }

  @Test
  void rubbishIsADeadLetterOnce() {
    assertThat(
            differences(
                List.of(STANDS, WAS_WRONG, TAKEN_BACK),
                ROWS,
                CHANGE_ROWS,
                List.of(RUBBISH.get(0), RUBBISH.get(0))))
        .containsExactly("dead-letters: doubled or made up 6e6f697365");
  }

  private static List<String> differences(
      List<DefectChange> changes,
      List<String> rows,
      List<String> changeRows,
      List<byte[]> deadLetters) {
    Expectation expectation =
        new Expectation(
            Expectation.standing(Stream.of(STANDS).map(DefectChangeJson::write)),
            new TreeSet<>(),
            Map.of());
    Seen seen =
        new Seen(
            changes,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            deadLetters,
            0,
            new Tables(Map.of(Tables.DEFECT, rows, Tables.DEFECT_CHANGE, changeRows)));
    return Verdict.differences(
        Set.of(Job.LIFECYCLE_DEFECTS, Job.TABLES), expectation, RUBBISH, seen);
  }

  private static DefectChange change(String anchor, int revision, DefectStatus status) {
    return new DefectChange(
        revision,
        status,
        RAISED_AT + revision,
        new Finding(
            DefectCode.MISSED_WINDOW,
            anchor,
            Severity.HIGH,
            ChargedTo.PROVIDER,
            "order-of-" + anchor,
            null,
            "customer-1",
            "provider-1",
            "tv-mount",
            "BOS",
            null,
            null,
            null,
            null,
            "America/New_York",
            RAISED_AT - 14_400_000,
            RAISED_AT,
            RAISED_AT,
            null,
            null,
            null,
            null,
            "Nobody came",
            List.of(),
            "ARRIVED",
            "windowEnd 17:00 + arrivalGrace PT0S",
            Map.of("arrivalGrace", "PT0S"),
            Map.of()));
  }
}
