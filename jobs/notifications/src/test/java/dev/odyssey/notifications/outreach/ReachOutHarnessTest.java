package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.incidents.Incident.Step;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReachOutHarnessTest {

  private static final long NOON = Desk.instant("2025-01-15T12:00");
  private static final long NIGHT = Desk.instant("2025-01-15T22:00");
  private static final long MORNING = Desk.instant("2025-01-16T08:00");
  private static final Duration RETENTION = Duration.ofDays(30);

  private KeyedTwoInputStreamOperatorTestHarness<String, Ask, PreferenceChange, Outreach> reach;

  @BeforeEach
  void start() throws Exception {
    reach = open(false, null);
  }

  @AfterEach
  void stop() throws Exception {
    reach.close();
  }

  @Test
  void nothingIsDecidedBeforeTheWatermarksOfBothInputs() throws Exception {
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NOON);
    reach.processWatermark1(mark(NOON + 1));
    assertThat(reach.extractOutputValues()).as("preferences are not read yet").isEmpty();
    prefer("C", true, NOON - 1);
    reach.processWatermark2(mark(Long.MAX_VALUE));

    assertThat(reach.extractOutputValues())
        .singleElement()
        .satisfies(
            outreach -> {
              assertThat(outreach.reason()).isEqualTo(WithdrawalReason.OPTED_OUT);
              assertThat(outreach.decidedAt()).isEqualTo(NOON + 7);
            });
  }

  @Test
  void ofOneInstantTheMostSevereGoesAndTheOthersDoNot() throws Exception {
    ask("C", "O", DefectCode.UNCONFIRMED, Severity.WARNING, Step.FIRING, NOON);
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NOON);
    ask("C", "O", DefectCode.NO_SHOW, Severity.CRITICAL, Step.FIRING, NOON);
    watermark(NOON);

    assertThat(reasons()).containsExactly(null, WithdrawalReason.CAPPED, WithdrawalReason.CAPPED);
  }

  @Test
  void recipientsAndOrdersAreCappedEachByThemselves() throws Exception {
    ask("C", "O1", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NOON);
    ask("C", "O2", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NOON);
    ask("D", "O1", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NOON);
    watermark(NOON);

    assertThat(reasons()).containsExactly(null, null, null);
  }

  @Test
  void anOptOutConcernsAllThatIsAheadOfTheirsAndNobodyElses() throws Exception {
    ask("C", "O1", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NOON);
    ask("C", "O2", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NIGHT);
    ask("C", "O3", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NIGHT);
    ask("D", "O2", DefectCode.UNFILLED, Severity.HIGH, Step.FIRING, NIGHT);
    watermark(NIGHT);
    assertThat(reasons()).containsOnlyNulls().hasSize(4);
    prefer("C", true, MORNING - 1);

    assertThat(reach.extractOutputValues().subList(4, 6))
        .extracting(Outreach::orderId, Outreach::reason)
        .containsExactly(
            tuple("O2", WithdrawalReason.OPTED_OUT), tuple("O3", WithdrawalReason.OPTED_OUT));
    assertThat(reach.extractOutputValues()).hasSize(6);
  }

  @Test
  void whatIsTakenBackHoldsNoMore() throws Exception {
    prefer("C", true, NOON - 2);
    reach.processElement2(
        new StreamRecord<>(
            new PreferenceChange(new Recipient(Recipient.Kind.CUSTOMER, "C"), null, NOON - 1)));
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NOON);
    watermark(NOON);

    assertThat(reasons()).containsOnlyNulls().hasSize(1);
    watermark(NOON + RETENTION.plusDays(2).toMillis());
    assertThat(reach.numKeyedStateEntries()).isZero();
  }

  @Test
  void whatComesLateIsTakenAsOfTheWatermark() throws Exception {
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NIGHT);
    watermark(MORNING);
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.CLEARED, MORNING - 1);
    assertThat(reasons()).as("it may have been sent").containsOnlyNulls().hasSize(1);

    ask("C", "O2", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NIGHT);
    assertThat(reach.extractOutputValues().get(1).sendAfter()).isEqualTo(MORNING);
  }

  @Test
  void messagesAreKeptForTheRetentionAndPreferencesForGood() throws Exception {
    prefer("C", false, NOON);
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NIGHT);
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.CLEARED, MORNING + 1);
    watermark(MORNING + RETENTION.toMillis());
    ask("C", "O", DefectCode.MISSED_WINDOW, Severity.HIGH, Step.FIRING, NIGHT);
    assertThat(reach.extractOutputValues()).as("a replay tells nothing new").hasSize(1);

    watermark(MORNING + RETENTION.plusDays(32).toMillis());
    assertThat(reach.numKeyedStateEntries()).as("the preference").isEqualTo(1);
    assertThat(reach.numEventTimeTimers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestartMakesNoDifference(boolean onRocksDb) throws Exception {
    List<Outreach> expected = run(onRocksDb, Integer.MAX_VALUE);
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(run(onRocksDb, 17)).isEqualTo(expected);
    assertThat(run(false, Integer.MAX_VALUE)).isEqualTo(expected);
  }

  /** Some days of a few customers, with opt-outs. */
  private List<Outreach> run(boolean onRocksDb, int restartEvery) throws Exception {
    reach.close();
    reach = open(onRocksDb, null);
    Random random = new Random(42);
    List<Outreach> found = new ArrayList<>();
    long at = NOON;
    for (int i = 1; i <= 300; i++) {
      at += random.nextInt(3_600_000);
      String customer = "C" + random.nextInt(3);
      if (random.nextInt(20) == 0) {
        watermark(at);
        prefer(customer, random.nextBoolean(), at);
      } else {
        String code = DefectCode.BUILT_IN.get(random.nextInt(8));
        Step step =
            List.of(Step.FIRING, Step.FIRING, Step.CHANGED, Step.CLEARED).get(random.nextInt(4));
        Severity severity = Severity.values()[1 + DefectCode.BUILT_IN.indexOf(code) % 3];
        ask(customer, "O" + random.nextInt(9), code, severity, step, at);
      }
      if (random.nextInt(3) == 0) {
        watermark(at - random.nextInt(1_000));
      }
      if (i % restartEvery == 0) {
        OperatorSubtaskState snapshot = reach.snapshot(i, i);
        found.addAll(reach.extractOutputValues());
        reach.close();
        reach = open(onRocksDb, snapshot);
      }
    }
    watermark(Long.MAX_VALUE);
    found.addAll(reach.extractOutputValues());
    return found;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Ask, PreferenceChange, Outreach>
      open(boolean onRocksDb, OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<String, Ask, PreferenceChange, Outreach>(
            new KeyedCoProcessOperator<>(
                new ReachOut(Desk.SETTINGS, streamTime -> streamTime + 7, RETENTION)),
            Ask::key,
            PreferenceChange::key,
            Types.STRING);
    harness
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            ReachOut.class.getClassLoader());
    harness.setStateBackend(
        onRocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    harness.setup(OutreachTypes.OUTREACH.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private void ask(
      String customer, String order, String code, Severity severity, Step step, long at)
      throws Exception {
    reach.processElement1(
        new StreamRecord<>(
            new Ask(
                "CUSTOMER/" + code + ":" + customer + order,
                new Recipient(Recipient.Kind.CUSTOMER, customer),
                new Play(
                    Recipient.Kind.CUSTOMER,
                    "t",
                    List.of(OutreachOption.CANCEL),
                    Duration.ofHours(24),
                    false),
                step,
                at,
                code.equals(DefectCode.UNSCHEDULED) ? Suppression.HISTORICAL : null,
                code,
                severity,
                order,
                null,
                code + ":" + customer + order,
                "R",
                Desk.ZONE.getId(),
                null,
                null,
                Map.of())));
  }

  private void prefer(String customer, boolean optedOut, long at) throws Exception {
    Recipient recipient = new Recipient(Recipient.Kind.CUSTOMER, customer);
    reach.processElement2(
        new StreamRecord<>(
            new PreferenceChange(
                recipient,
                new ContactPreference(recipient, optedOut, Set.of(), List.of(), null),
                at)));
  }

  private void watermark(long at) throws Exception {
    reach.processWatermark1(mark(at));
    reach.processWatermark2(mark(at));
  }

  private static Watermark mark(long at) {
    return new Watermark(at);
  }

  private List<WithdrawalReason> reasons() {
    return reach.extractOutputValues().stream().map(Outreach::reason).toList();
  }
}
