package dev.odyssey.scorecards.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.FactTypeInfo;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What the operators remember, what they forget, and what survives a restart. */
class RetentionHarnessTest {

  private static final LocalDate DAY = LocalDate.of(2025, 3, 1);
  private static final Days DAYS = new Days(Duration.ofDays(10));
  private static final long END = DAYS.end(DAY);
  private static final ScorecardKey KEY =
      new ScorecardKey(Scorecard.ORDER, EntityType.REGION, "BOS", DAY);
  private static final DetectionClock CLOCK = streamTime -> 7;
  private static final ScorecardSettings SETTINGS =
      new ScorecardSettings(Duration.ofDays(10), Duration.ofSeconds(1), Targets.builtIn());

  @Test
  void aRowIsEmittedOnceForAllThatCameTogether() throws Exception {
    try (var rows = rows()) {
      delta(rows, 1, 2);
      delta(rows, 0, 3);
      assertThat(rows.extractOutputValues()).isEmpty();

      rows.setProcessingTime(1_000);
      assertThat(rows.extractOutputValues())
          .containsExactly(new ScorecardRow(KEY, 7, 7, Counters.of(1, 5)));
      delta(rows, -1, -5);
      rows.setProcessingTime(2_000);
      assertThat(rows.extractOutputValues())
          .contains(new ScorecardRow(KEY, 8, 7, Counters.ZERO))
          .hasSize(2);
    }
  }

  @Test
  void whatIsNotEmittedYetSurvivesARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var rows = rows()) {
      delta(rows, 1, 2);
      rows.setProcessingTime(1_000);
      delta(rows, 1, 1);
      snapshot = rows.snapshot(1, 1);
    }
    try (var rows = harness(snapshot)) {
      delta(rows, 1, 1);
      rows.setProcessingTime(60_000);

      assertThat(rows.extractOutputValues())
          .containsExactly(new ScorecardRow(KEY, 8, 7, Counters.of(3, 4)));
    }
  }

  @Test
  void aDayThatIsOverIsEmittedForgottenAndRefused() throws Exception {
    try (var rows = rows()) {
      delta(rows, 1, 1);
      rows.processWatermark(END - 1);
      assertThat(rows.extractOutputValues()).isEmpty();
      rows.processWatermark(END);
      assertThat(rows.extractOutputValues()).hasSize(1);

      delta(rows, 1, 1);
      rows.setProcessingTime(60_000);
      assertThat(rows.extractOutputValues()).hasSize(1);
      assertThat(rows.numKeyedStateEntries()).isZero();
      assertThat(rows.numEventTimeTimers()).isZero();
      assertThat(rows.numProcessingTimeTimers()).isZero();
    }
  }

  /** After a restart there is no watermark yet: then a fact's own time tells. */
  @Test
  void aFactDecidedAfterTheEndOfADayIsRefusedWithoutAWatermark() throws Exception {
    try (var rows = rows()) {
      rows.processElement(new StreamRecord<>(new RowDelta(KEY, Counters.of(1)), END));

      assertThat(rows.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void theEndOfTheInputEmitsWhatIsLeft() throws Exception {
    try (var rows = rows()) {
      delta(rows, 1, 1);
      rows.processWatermark(Long.MAX_VALUE);

      assertThat(rows.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void ordersAndContactsAreForgottenWhenTheirDaysAreOver() throws Exception {
    AnyFacts any = new AnyFacts(new Random(5));
    try (var orders = orders();
        var contacts = contacts()) {
      for (int i = 0; i < 300; i++) {
        OrderFacts order = any.order(0);
        orders.processElement1(new StreamRecord<>(order, 0));
        ContactFacts contact = any.contact(0);
        contacts.processElement(new StreamRecord<>(contact, 0));
        drainMentions(contacts, orders);
      }
      assertThat(orders.numEventTimeTimers()).isPositive().isLessThanOrEqualTo(7);
      assertThat(contacts.numEventTimeTimers()).isPositive().isLessThanOrEqualTo(6);

      long later = DAYS.end(AnyFacts.FIRST.plusDays(60));
      contacts.processWatermark(later);
      orders.processWatermark1(new Watermark(later));
      orders.processWatermark2(new Watermark(later));

      assertThat(contacts.numKeyedStateEntries() + contacts.numEventTimeTimers()).isZero();
      assertThat(orders.numKeyedStateEntries() + orders.numEventTimeTimers()).isZero();
    }
  }

  private static void drainMentions(
      KeyedOneInputStreamOperatorTestHarness<String, ContactFacts, RowDelta> from,
      KeyedTwoInputStreamOperatorTestHarness<String, OrderFacts, Mention, RowDelta> to)
      throws Exception {
    var mentions = from.getSideOutput(CountContacts.MENTIONS);
    while (mentions != null && !mentions.isEmpty()) {
      to.processElement2(mentions.poll());
    }
  }

  private static void delta(
      KeyedOneInputStreamOperatorTestHarness<String, RowDelta, ScorecardRow> rows, long... change)
      throws Exception {
    rows.processElement(
        new StreamRecord<>(new RowDelta(KEY, Counters.of(change)), Days.beginning(DAY)));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RowDelta, ScorecardRow> rows()
      throws Exception {
    return harness(null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RowDelta, ScorecardRow> harness(
      OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SumRows(SETTINGS, CLOCK)), RowDelta::row, Types.STRING);
    harness.getExecutionConfig().configure(withoutKryo(), SumRows.class.getClassLoader());
    harness.setup(RowTypeInfo.ROW.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ContactFacts, RowDelta> contacts()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CountContacts(DAYS, FactTypeInfo.CONTACT)),
            ContactFacts::factId,
            Types.STRING);
    harness.getExecutionConfig().configure(withoutKryo(), SumRows.class.getClassLoader());
    harness.setup(RowDelta.TYPE.createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, OrderFacts, Mention, RowDelta>
      orders() throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new CountOrders(DAYS, FactTypeInfo.ORDER)),
            OrderFacts::orderId,
            Mention::orderId,
            Types.STRING);
    harness.getExecutionConfig().configure(withoutKryo(), SumRows.class.getClassLoader());
    harness.setup(RowDelta.TYPE.createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private static Configuration withoutKryo() {
    return new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
  }
}
