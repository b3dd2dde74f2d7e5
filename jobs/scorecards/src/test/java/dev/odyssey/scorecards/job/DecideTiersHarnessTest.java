package dev.odyssey.scorecards.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.scorecards.tiers.Targets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecideTiersHarnessTest {

  private static final LocalDate DAY = LocalDate.of(2025, 3, 31);
  private static final Targets TARGETS =
      Targets.parse(
          "test", "{version: v1, sampleSize: 20, targets: {on_time_arrival: {atLeast: 0.9}}}");
  private static final ScorecardSettings SETTINGS =
      new ScorecardSettings(Duration.ofDays(400), Duration.ofSeconds(1), TARGETS);

  private KeyedOneInputStreamOperatorTestHarness<String, ScorecardRow, ProviderTier> tiers;
  private long now;

  @BeforeEach
  void start() throws Exception {
    open(null);
  }

  @AfterEach
  void stop() throws Exception {
    tiers.close();
  }

  @Test
  void isDecidedOnceForRowsThatChangeTogether() throws Exception {
    day(DAY);
    row(DAY, 0, 10);
    row(DAY.minusDays(1), 0, 10);
    assertThat(tiers.extractOutputValues()).isEmpty();
    pass();

    assertThat(tiers.extractOutputValues())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.tier()).isEqualTo(Tier.AT_RISK);
              assertThat(change.previous()).isNull();
              assertThat(change.revision()).as("at least the clock").isEqualTo(7);
              assertThat(change.from()).isEqualTo(DAY.minusDays(27));
              assertThat(change.to()).isEqualTo(DAY);
              assertThat(change.targetsVersion()).isEqualTo("v1");
              assertThat(change.assessments().get(0).denominator()).isEqualTo(20);
            });
  }

  @Test
  void onlyChangesAreTold() throws Exception {
    day(DAY);
    row(DAY, 0, 20);
    pass();
    row(DAY, 1, 21);
    pass();
    assertThat(found()).containsExactly(Tier.AT_RISK);

    row(DAY, 100, 100);
    pass();
    row(DAY, 0, 0);
    pass();
    assertThat(found()).containsExactly(Tier.AT_RISK, Tier.GOLD, Tier.NOT_ENOUGH_DATA);
    assertThat(tiers.extractOutputValues())
        .extracting(ProviderTier::revision)
        .containsExactly(7L, 8L, 9L);
  }

  @Test
  void whatIsAheadCountsWhenItsDayComesAndUntilItLeavesTheWindow() throws Exception {
    day(DAY);
    row(DAY.plusDays(2), 0, 20);
    pass();
    assertThat(found()).containsExactly(Tier.NOT_ENOUGH_DATA);
    day(DAY.plusDays(1));
    assertThat(found()).hasSize(1);
    day(DAY.plusDays(2));
    assertThat(found()).containsExactly(Tier.NOT_ENOUGH_DATA, Tier.AT_RISK);
    day(DAY.plusDays(2 + 27));
    assertThat(found()).hasSize(2);
    day(DAY.plusDays(2 + 28));
    assertThat(found()).containsExactly(Tier.NOT_ENOUGH_DATA, Tier.AT_RISK, Tier.NOT_ENOUGH_DATA);
    assertThat(tiers.numEventTimeTimers()).as("nothing left to wait for").isZero();
  }

  @Test
  void theEndOfTheInputIsNoDay() throws Exception {
    day(DAY);
    row(DAY.minusDays(27), 0, 20);
    row(DAY.plusDays(1), 0, 20);
    tiers.processWatermark(Long.MAX_VALUE);

    assertThat(tiers.extractOutputValues())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.to()).isEqualTo(DAY);
              assertThat(change.assessments().get(0).denominator()).isEqualTo(20);
            });
    assertThat(tiers.numEventTimeTimers()).isZero();
  }

  @Test
  void waitsForTheFirstDay() throws Exception {
    row(DAY, 0, 20);
    pass();
    assertThat(found()).isEmpty();
    day(DAY.plusDays(3));

    assertThat(found()).containsExactly(Tier.AT_RISK);
  }

  @Test
  void remembersTierRevisionAndDayOverARestart() throws Exception {
    day(DAY);
    row(DAY, 0, 20);
    pass();
    row(DAY, 100, 100);
    OperatorSubtaskState snapshot = tiers.snapshot(1, 1);
    tiers.close();
    open(snapshot);
    pass();

    assertThat(tiers.extractOutputValues())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.revision()).isEqualTo(8);
              assertThat(change.previous()).isEqualTo(Tier.AT_RISK);
              assertThat(change.tier()).isEqualTo(Tier.GOLD);
              assertThat(change.to()).isEqualTo(DAY);
            });
  }

  private void open(OperatorSubtaskState snapshot) throws Exception {
    tiers =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DecideTiers(SETTINGS, streamTime -> 7)),
            row -> row.key().entityId(),
            Types.STRING);
    tiers
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            DecideTiers.class.getClassLoader());
    tiers.setup(RowTypeInfo.TIER.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      tiers.initializeState(snapshot);
    }
    tiers.open();
    tiers.setProcessingTime(now);
  }

  private void row(LocalDate day, long onTime, long visits) throws Exception {
    tiers.processElement(
        new StreamRecord<>(
            new ScorecardRow(
                new ScorecardKey(Scorecard.ORDER, EntityType.PROVIDER, "P", day),
                1,
                0,
                Counters.of(onTime, visits))));
  }

  private void day(LocalDate day) throws Exception {
    tiers.processWatermark(Days.beginning(day));
  }

  private void pass() throws Exception {
    now += 1_000;
    tiers.setProcessingTime(now);
  }

  private List<Tier> found() {
    return tiers.extractOutputValues().stream().map(ProviderTier::tier).toList();
  }
}
