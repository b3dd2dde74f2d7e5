package dev.odyssey.notifications.time;

import static dev.odyssey.defects.DefectStatus.CLEARED;
import static dev.odyssey.defects.DefectStatus.RAISED;
import static dev.odyssey.notifications.cases.Samples.change;
import static dev.odyssey.notifications.cases.Samples.defect;
import static dev.odyssey.notifications.cases.Samples.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.cases.CaseInput;
import dev.odyssey.notifications.cases.CaseOutput;
import dev.odyssey.notifications.cases.CaseRules;
import dev.odyssey.notifications.cases.CaseState;
import dev.odyssey.notifications.settings.NotificationSettings;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What is decided when time goes on after it has stood still. */
class StandstillHarnessTest {

  private static final int ORDERS = 80;
  private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

  /** The hold of a missed window is a minute. */
  @Test
  void whatWasClearedBeforeTimeWentOnIsMentionedNowhere() throws Exception {
    long missed = time("17:00:00");
    long down = missed + 20_000;
    long up = down + 120_000;
    assertThat(told(missed, down, up, Steps.live(LONGEST_STEP))).isEmpty();
    assertThat(told(missed, down, up, Steps.all()))
        .as("a replay knows of no outage")
        .hasSize(ORDERS);
  }

  private static TreeSet<String> told(long missed, long down, long up, Steps steps)
      throws Exception {
    try (var cases = cases(steps)) {
      for (int i = 0; i < ORDERS; i++) {
        var defect = defect("MISSED_WINDOW", "o" + i, missed);
        send(cases, change(defect, 1, RAISED, missed), missed);
      }
      for (long now = missed; now <= down; now += 1_000) {
        cases.processWatermark(now);
      }
      for (int i = 0; i < ORDERS; i++) {
        var defect = defect("MISSED_WINDOW", "o" + i, missed);
        send(cases, change(defect, 2, CLEARED, up + 5_000), up + 5_000);
      }
      for (long now = up + 30_000; now <= up + 120_000; now += 1_000) {
        cases.processWatermark(now);
      }
      TreeSet<String> told = new TreeSet<>();
      for (CaseOutput output : cases.extractOutputValues()) {
        if (output.news() != null) {
          told.add(output.news().caseId());
        }
      }
      return told;
    }
  }

  @Test
  void whatStillStandsIsTold() throws Exception {
    long missed = time("17:00:00");
    try (var cases = cases(Steps.live(LONGEST_STEP))) {
      cases.processWatermark(missed - 1);
      send(cases, change(defect("MISSED_WINDOW", "o1", missed), 1, RAISED, missed), missed);
      cases.processWatermark(missed + 1_000);
      assertThat(cases.extractOutputValues()).isEmpty();
      cases.processWatermark(missed + 300_000);
      assertThat(cases.extractOutputValues()).isNotEmpty();
    }
  }

  @Test
  void inOnePlaceTooAndStepByStepOtherwise() throws Exception {
    RecordType<Waiting<Count, Said>> type = DecideByKey.typeOf(Count.class, Said.class);
    try (var all =
        new OneInputStreamOperatorTestHarness<Said, Count>(
            new DecideAll<>(new Counting(), type, 0, Steps.live(LONGEST_STEP)))) {
      all.open();
      all.processWatermark(1_000);
      for (long at : new long[] {2_000, 3_000, 15_000, 16_000, 30_000}) {
        all.processElement(new StreamRecord<>(new Said("k"), at));
      }
      all.processWatermark(5_000);
      all.processWatermark(20_000);
      all.processWatermark(30_000);
      assertThat(all.extractOutputValues())
          .containsExactly(
              new Count(2_000, 1), new Count(3_000, 1), new Count(20_000, 2), new Count(30_000, 1));
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, CaseInput, CaseOutput> cases,
      CaseInput input,
      long at)
      throws Exception {
    cases.processElement(new StreamRecord<>(input, at));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CaseInput, CaseOutput> cases(
      Steps steps) throws Exception {
    RecordType<Waiting<CaseState, CaseInput>> type =
        DecideByKey.typeOf(CaseState.class, CaseInput.class);
    var cases =
        new KeyedOneInputStreamOperatorTestHarness<String, CaseInput, CaseOutput>(
            new DecideByKeyOperator<>(
                new DecideByKey<>(
                    new CaseRules(NotificationSettings.builtIn(), Memory.of(Duration.ofDays(30))),
                    type,
                    steps)),
            CaseInput::caseId,
            Types.STRING);
    cases.open();
    return cases;
  }

  /** How many have come for an instant. */
  record Count(long at, int count) {}

  /** What comes. */
  record Said(String key) {}

  /** Counts what comes. */
  private static final class Counting implements Rules<Count, Said, Count> {

    private static final long serialVersionUID = 1;

    @Override
    public Count decide(Count state, List<Said> news, long now, Consumer<Count> out) {
      Count count = new Count(now, news.size());
      out.accept(count);
      return count;
    }

    @Override
    public long next(Count state, long now) {
      return NEVER;
    }
  }
}
