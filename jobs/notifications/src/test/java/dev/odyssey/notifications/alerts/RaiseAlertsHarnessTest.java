package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.incidents.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaiseAlertsHarnessTest {

  private static final String OUTAGE = outage();

  private static String outage() {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      script.append("%ds raise NO_SHOW/o%d;".formatted(i * 3, i));
      script.append("%ds clear NO_SHOW/o%d;".formatted(200 + i * 2, i));
      script.append("%ds raise MISSED_WINDOW/o%d;".formatted(i * 5, i));
    }
    return script.toString();
  }

  @Test
  void decidesNothingWhileTheWatermarkIsHeldBack() throws Exception {
    try (AlertHarness operator = new AlertHarness(false, null)) {
      for (Incident incident : Story.incidents(OUTAGE, "1h")) {
        operator.incident(incident);
      }
      assertThat(operator.alerts()).isEmpty();
      operator.watermark(Story.time("1h"));
      assertThat(operator.alerts()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestartInTheMiddleChangesNothing(boolean rocks) throws Exception {
    List<Incident> incidents = Story.incidents(OUTAGE, "1h");
    List<Alert> expected = Story.of(OUTAGE).until("1h");
    for (String middle : List.of("30s", "76s", "90s", "2m", "230s", "15m")) {
      List<Alert> alerts = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (AlertHarness operator = new AlertHarness(rocks, null)) {
        for (Incident incident : incidents) {
          if (incident.at() <= Story.time(middle) + 20_000) {
            operator.incident(incident);
          }
        }
        operator.watermark(Story.time(middle));
        snapshot = operator.snapshot();
        alerts.addAll(operator.alerts());
      }
      try (AlertHarness operator = new AlertHarness(rocks, snapshot)) {
        for (Incident incident : incidents) {
          if (incident.at() > Story.time(middle) + 20_000) {
            operator.incident(incident);
          }
        }
        operator.watermark(Story.time("1h"));
        alerts.addAll(operator.alerts());
      }
      assertThat(alerts).as(middle).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void aSilenceWorksFromWhenItComesIn() throws Exception {
    try (AlertHarness operator = new AlertHarness(false, null)) {
      operator.silence(silence("code", "NO_SHOW"));
      operator.watermark(Story.time("0s"));
      fire(operator, "1m raise NO_SHOW/a");
      operator.watermark(Story.time("2m"));
      operator.silence(Silences.takenBack("s"));
      fire(operator, "150s raise NO_SHOW/b");
      operator.watermark(Story.time("5m"));
      assertThat(Story.tell(operator.alerts()))
          .isEqualTo(
              "1m FIRING NO_SHOW/a (SILENCED); 2m30s FIRING! NO_SHOW/b; 3m UPDATED! NO_SHOW/a");
    }
  }

  /** Or a silence for good would be waited for for good. */
  @Test
  void theEndOfTheInputIsNotTheEndOfASilence() throws Exception {
    try (AlertHarness operator = new AlertHarness(false, null)) {
      operator.silence(
          new Silence(
              "s",
              List.of(new Matcher("code", Comparison.EQUALS, "NO_SHOW")),
              Story.time("0s"),
              Long.MAX_VALUE,
              "why",
              "me"));
      fire(operator, "1m raise NO_SHOW/a");
      operator.watermark(Long.MAX_VALUE);
      assertThat(Story.tell(operator.alerts())).isEqualTo("1m FIRING NO_SHOW/a (SILENCED)");
    }
  }

  /** Nobody can take it back any more, so its end is looked at without listening in between. */
  @Test
  void aSilenceEndsAfterTheInputToo() throws Exception {
    try (AlertHarness operator = new AlertHarness(false, null)) {
      operator.silence(
          new Silence(
              "s",
              List.of(new Matcher("code", Comparison.EQUALS, "NO_SHOW")),
              Story.time("0s"),
              Story.time("1h"),
              "why",
              "me"));
      fire(operator, "1m raise NO_SHOW/a");
      operator.watermark(Long.MAX_VALUE);
      assertThat(Story.tell(operator.alerts()))
          .startsWith("1m FIRING NO_SHOW/a (SILENCED); 1h UPDATED! NO_SHOW/a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "codes"})
  void aSilenceOfWhatIsThereNotSilencesNothing(String field) throws Exception {
    try (AlertHarness operator = new AlertHarness(false, null)) {
      operator.silence(
          new Silence(
              "s",
              List.of(new Matcher(field, Comparison.NOT_EQUALS, "NO_SHOW")),
              Story.time("0s"),
              Story.time("1h"),
              "why",
              "me"));
      operator.silence(
          new Silence(
              "t",
              List.of(new Matcher("code", Comparison.MATCHES, "(")),
              Story.time("0s"),
              Story.time("1h"),
              "why",
              "me"));
      fire(operator, "1m raise NO_SHOW/a");
      operator.watermark(Story.time("2m"));
      assertThat(Story.tell(operator.alerts())).isEqualTo("1m FIRING! NO_SHOW/a");
    }
  }

  @Test
  void whatComesLateIsTakenTogether() throws Exception {
    try (AlertHarness operator = new AlertHarness(false, null)) {
      operator.watermark(Story.time("10m"));
      for (int i = 0; i < 40; i++) {
        fire(operator, "%ds raise NO_SHOW/o%d".formatted(i, i));
      }
      operator.watermark(Story.time("11m"));
      assertThat(operator.alerts().stream().filter(Alert::notifies))
          .singleElement()
          .satisfies(storm -> assertThat(storm.members().count()).isEqualTo(40));
    }
  }

  @Test
  void nothingIsLeftInTheEnd() throws Exception {
    try (AlertHarness operator = new AlertHarness(false, null)) {
      for (Incident incident : Story.incidents(OUTAGE, "1h")) {
        operator.incident(incident);
      }
      operator.watermark(Story.time("1h") + AlertHarness.RETENTION.toMillis() * 2);
      assertThat(operator.keyedEntries()).isZero();
      assertThat(operator.timers()).isZero();
    }
  }

  private static void fire(AlertHarness operator, String script) throws Exception {
    for (Incident incident : Story.incidents(script, "1h")) {
      operator.incident(incident);
    }
  }

  private static Silence silence(String field, String value) {
    return new Silence(
        "s",
        List.of(new Matcher(field, Comparison.EQUALS, value)),
        Story.time("0s"),
        Story.time("0s") + Duration.ofHours(5).toMillis(),
        "why",
        "me");
  }
}
