package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.alerts.RaiseAlerts;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.incidents.FollowIncidents;
import dev.odyssey.notifications.incidents.GateByFeed;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.incidents.IncidentTypes;
import dev.odyssey.notifications.outreach.Ask;
import dev.odyssey.notifications.outreach.AskByPlaybook;
import dev.odyssey.notifications.outreach.OutreachTypes;
import dev.odyssey.notifications.outreach.PreferenceChange;
import dev.odyssey.notifications.outreach.ReachOut;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * The operators that a change of a defect goes through, as the notifications put them together,
 * with the keyed exchanges ahead of them. Feeds are live, nothing is silenced, and nobody has said
 * how to be contacted.
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
    changes =
        reach == reach.floor()
            ? changes(new Discard<>(), none -> {})
            : notifications(reach, retention);
  }

  private Exchange<DefectChange> notifications(Reach reach, Duration retention) throws Exception {
    NotificationSettings settings = NotificationSettings.builtIn();
    DetectionClock clock = DetectionClock.replay();
    Consumer<Incident> incidents = incident -> {};
    if (reach.hasMessages()) {
      incidents = incidents.andThen(messages(settings, clock, retention));
    }
    if (reach.hasAlerts()) {
      incidents = incidents.andThen(alerts(settings, clock, retention));
    } else {
      incidents = incidents.andThen(incident -> out++);
    }
    var gate =
        twoInputs(
            new KeyedCoProcessOperator<>(
                new GateByFeed(settings.feeds(), retention.multipliedBy(2))),
            GateByFeed::keyOf,
            FeedStatus::region,
            incidents);
    Exchange<Incident> followed = new Exchange<>(IncidentTypes.INCIDENT, gate::processElement1);
    return changes(
        new FollowIncidents(settings.alerts(), clock, retention),
        incident -> followed.send(incident, incident.at()));
  }

  private Consumer<Incident> alerts(
      NotificationSettings settings, DetectionClock clock, Duration retention) throws Exception {
    var raise =
        twoInputs(
            new CoBroadcastWithKeyedOperator<>(
                new RaiseAlerts(settings.alerts(), clock, retention),
                List.of(RaiseAlerts.SILENCES)),
            RaiseAlerts::keyOf,
            null,
            alert -> {
              out++;
              interruptions += alert.notifies() ? 1 : 0;
            });
    Exchange<Incident> incidents = new Exchange<>(IncidentTypes.INCIDENT, raise::processElement1);
    return incident -> incidents.send(incident, incident.at());
  }

  private Consumer<Incident> messages(
      NotificationSettings settings, DetectionClock clock, Duration retention) throws Exception {
    var reachOut =
        twoInputs(
            new KeyedCoProcessOperator<>(new ReachOut(settings.outreach(), clock, retention)),
            Ask::key,
            PreferenceChange::key,
            message -> out++);
    Exchange<Ask> asks = new Exchange<>(OutreachTypes.ASK, reachOut::processElement1);
    OneInputStreamOperatorTestHarness<Incident, Ask> playbook =
        Harnesses.open(
            new OneInputStreamOperatorTestHarness<>(
                new StreamFlatMap<>(new AskByPlaybook(settings.outreach()))),
            store,
            ask -> asks.send(ask, ask.at()));
    operators.addFirst(playbook);
    return incident -> {
      try {
        playbook.processElement(new StreamRecord<>(incident, incident.at()));
      } catch (Exception e) {
        throw new IllegalStateException("no play for " + incident, e);
      }
    };
  }

  private <OUT> Exchange<DefectChange> changes(
      KeyedProcessFunction<String, DefectChange, OUT> function, Consumer<OUT> output)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, DefectChange, OUT> first =
        Harnesses.open(
            new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), FollowIncidents::keyOf, Types.STRING),
            store,
            output);
    operators.addFirst(first);
    watermarks.addFirst(first::processWatermark);
    return new Exchange<>(IncidentTypes.CHANGE, first::processElement);
  }

  private <A, B, OUT> KeyedTwoInputStreamOperatorTestHarness<String, A, B, OUT> twoInputs(
      TwoInputStreamOperator<A, B, OUT> operator,
      KeySelector<A, String> key,
      KeySelector<B, String> otherKey,
      Consumer<OUT> output)
      throws Exception {
    KeyedTwoInputStreamOperatorTestHarness<String, A, B, OUT> harness =
        Harnesses.open(
            new KeyedTwoInputStreamOperatorTestHarness<>(operator, key, otherKey, Types.STRING),
            store,
            output);
    operators.addFirst(harness);
    watermarks.addFirst(harness::processBothWatermarks);
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
