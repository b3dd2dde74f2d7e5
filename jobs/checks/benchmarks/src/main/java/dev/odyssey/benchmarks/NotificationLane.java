package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.alerts.DeskInput;
import dev.odyssey.notifications.alerts.DeskOutput;
import dev.odyssey.notifications.alerts.DeskRules;
import dev.odyssey.notifications.alerts.DeskState;
import dev.odyssey.notifications.cases.CaseInput;
import dev.odyssey.notifications.cases.CaseOutput;
import dev.odyssey.notifications.cases.CaseRules;
import dev.odyssey.notifications.cases.DecideCases;
import dev.odyssey.notifications.cases.DefectNews;
import dev.odyssey.notifications.feeds.FeedNews;
import dev.odyssey.notifications.job.NotificationTopology;
import dev.odyssey.notifications.outreach.MessageInput;
import dev.odyssey.notifications.outreach.MessageOutput;
import dev.odyssey.notifications.outreach.MessageRules;
import dev.odyssey.notifications.outreach.MessageState;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.DecideAll;
import dev.odyssey.notifications.time.DecideByKey;
import dev.odyssey.notifications.time.Memory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * The operators that a change of a defect goes through, as the notifications put them together,
 * with the exchanges ahead of them. Feeds are good, nothing is silenced, and nobody has said how
 * they want to be written to.
 */
final class NotificationLane implements AutoCloseable {

  private static final long STEP = Duration.ofSeconds(1).toMillis();

  private final Store store;

  /** From the first to the last: how the watermark goes through. */
  private final Deque<ThrowingConsumer<Watermark, Exception>> watermarks = new ArrayDeque<>();

  private final Deque<AbstractStreamOperatorTestHarness<?>> operators = new ArrayDeque<>();
  private final Exchange<DefectChange> changes;
  private long time = Long.MIN_VALUE;
  private long out;
  private long interruptions;

  NotificationLane(Reach reach, Duration retention, Store store) throws Exception {
    this.store = store;
    changes = reach == reach.floor() ? discard() : notifications(reach, retention);
  }

  private Exchange<DefectChange> discard() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, DefectChange, Alert> first =
        keyed(new Discard<>(), change -> change.finding().orderId(), none -> {});
    return new Exchange<>(TypeInformation.of(DefectChange.class), first::processElement);
  }

  private Exchange<DefectChange> notifications(Reach reach, Duration retention) throws Exception {
    NotificationSettings settings = NotificationSettings.builtIn();
    Consumer<CaseOutput> told = reach.hasAlerts() ? output -> {} : output -> out++;
    if (reach.hasMessages()) {
      told = told.andThen(messages(settings, retention));
    }
    if (reach.hasAlerts()) {
      told = told.andThen(alerts(settings));
    }
    KeyedTwoInputStreamOperatorTestHarness<String, CaseInput, FeedNews, CaseOutput> cases =
        Harnesses.open(
            new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                    new DecideCases(new CaseRules(settings, Memory.of(retention))),
                    List.of(DecideCases.FEEDS)),
                CaseInput::caseId,
                null,
                Types.STRING),
            store,
            told);
    operators.addFirst(cases);
    watermarks.addFirst(cases::processBothWatermarks);
    return new Exchange<>(
        TypeInformation.of(DefectChange.class),
        change ->
            cases.processElement1(
                new StreamRecord<>(
                    CaseInput.of(
                        CaseInput.ofOrder(change.getValue().finding().orderId()),
                        DefectNews.of(change.getValue())),
                    change.getTimestamp())));
  }

  private Consumer<CaseOutput> alerts(NotificationSettings settings) throws Exception {
    OneInputStreamOperatorTestHarness<DeskInput, DeskOutput> desk =
        Harnesses.open(
            new OneInputStreamOperatorTestHarness<>(
                new DecideAll<DeskState, DeskInput, DeskOutput>(
                    new DeskRules(settings.alerts()),
                    DecideByKey.typeOf(DeskState.class, DeskInput.class),
                    0)),
            store,
            output -> {
              out++;
              interruptions += output.alert() != null && output.alert().notifies() ? 1 : 0;
            });
    operators.addLast(desk);
    watermarks.addLast(desk::processWatermark);
    Exchange<DeskInput> news =
        new Exchange<>(NotificationTopology.DESK_INPUT, desk::processElement);
    return output -> {
      if (output.news() != null) {
        news.send(DeskInput.of(output.news()), time);
      }
    };
  }

  private Consumer<CaseOutput> messages(NotificationSettings settings, Duration retention)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, MessageInput, MessageOutput> messages =
        keyed(
            new DecideByKey<MessageState, MessageInput, MessageOutput>(
                new MessageRules(settings.messages(), Memory.of(retention)),
                DecideByKey.typeOf(MessageState.class, MessageInput.class)),
            MessageInput::recipient,
            output -> out++);
    Exchange<MessageInput> wishes =
        new Exchange<>(NotificationTopology.MESSAGE_INPUT, messages::processElement);
    return output -> {
      if (output.wishes() != null) {
        wishes.send(MessageInput.of(output.wishes()), time);
      }
    };
  }

  private <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> keyed(
      KeyedProcessFunction<String, I, O> function, KeySelector<I, String> key, Consumer<O> output)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, I, O> harness =
        Harnesses.open(
            new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), key, Types.STRING),
            store,
            output);
    operators.addLast(harness);
    watermarks.addLast(harness::processWatermark);
    return harness;
  }

  /** Feeds changes, with a watermark for each second. */
  void feed(Batch batch) throws Exception {
    for (int i = 0; i < batch.size(); i++) {
      long timestamp = batch.timestamps()[i];
      long second = timestamp - timestamp % STEP;
      if (second > time) {
        time = second;
        Watermark watermark = new Watermark(second - 1);
        for (ThrowingConsumer<Watermark, Exception> each : watermarks) {
          each.accept(watermark);
        }
      }
      byte[] change = batch.records()[i];
      changes.receive(change, change.length, timestamp);
    }
  }

  /** How much came out at the end. */
  long out() {
    return out;
  }

  /** How many of the alerts interrupt somebody. */
  long interruptions() {
    return interruptions;
  }

  /** How many keys there is state of, of all operators. */
  int keys() {
    return operators.stream().mapToInt(NotificationLane::keys).sum();
  }

  private static int keys(AbstractStreamOperatorTestHarness<?> operator) {
    if (operator instanceof KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> two) {
      return two.numKeyedStateEntries();
    }
    return operator instanceof KeyedOneInputStreamOperatorTestHarness<?, ?, ?> one
        ? one.numKeyedStateEntries()
        : 0;
  }

  /** Its operators. */
  Snapshots snapshots() {
    return new Snapshots(operators);
  }

  @Override
  public void close() throws Exception {
    for (AbstractStreamOperatorTestHarness<?> operator : operators) {
      operator.close();
    }
  }
}
