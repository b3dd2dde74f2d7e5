package dev.odyssey.notifications.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.notifications.settings.FeedSettings;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.EventTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FeedsHarnessTest {

  private static final FeedSettings SETTINGS =
      new FeedSettings(
          Duration.ofDays(1),
          Duration.ofHours(1),
          3,
          Duration.ofMinutes(10),
          20,
          5,
          Duration.ofMinutes(15));
  private static final long START = Instant.parse("2025-03-10T00:00:00Z").toEpochMilli();
  private static final long STOP = START + Duration.ofHours(84).toMillis();
  private static final long MINUTE = 60_000;

  @Test
  void countsGoOutBeforeTheWatermarkThatPassesThem() throws Exception {
    try (var counting = counting()) {
      counting.processElement(new StreamRecord<>(event("A", START + 1)));
      counting.processElement(new StreamRecord<>(event("A", START + 9_999)));
      counting.processElement(new StreamRecord<>(event("B", START + 7)));
      counting.processElement(new StreamRecord<>(event("A", START + 10_000)));
      counting.processWatermark(START);
      assertThat(counting.extractOutputValues()).isEmpty();
      counting.processWatermark(START + 7);

      assertThat(counting.extractOutputValues())
          .containsExactly(
              new FeedCount("A", "UTC", 2, START + 1, START + 9_999, START + 10_000),
              new FeedCount("B", "UTC", 1, START + 7, START + 7, START + 10_000));
      counting.endInput();
      assertThat(counting.extractOutputValues()).hasSize(3);
    }
  }

  @Test
  void noCountIsLeftBehindTheBarrier() throws Exception {
    try (var counting = counting()) {
      counting.processElement(new StreamRecord<>(event("A", START + 1)));
      counting.prepareSnapshotPreBarrier(1);
      assertThat(counting.extractOutputValues()).hasSize(1);
      counting.snapshot(1, 1);
      counting.endInput();
      assertThat(counting.extractOutputValues()).as("nor counted twice").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRestartMakesNoDifference(boolean onRocksDb) throws Exception {
    List<FeedCount> counts = counts();
    List<FeedStatus> expected = run(counts, onRocksDb, Integer.MAX_VALUE, 1);
    assertThat(expected).extracting(FeedStatus::state).hasSize(3);

    assertThat(run(counts, onRocksDb, 500, 1)).isEqualTo(expected);
  }

  @Test
  void neitherTheOrderOfArrivalNorTheWatermarksBetweenMakeADifference() throws Exception {
    List<FeedCount> counts = counts();
    List<FeedStatus> expected = run(counts, false, Integer.MAX_VALUE, 1);

    List<FeedCount> shuffled = new ArrayList<>(counts);
    for (int i = 0; i + 50 <= shuffled.size(); i += 50) {
      Collections.shuffle(shuffled.subList(i, i + 50), new Random(i));
    }
    assertThat(run(shuffled, false, Integer.MAX_VALUE, 50)).isEqualTo(expected);
  }

  @Test
  void nothingIsDecidedBeforeTheWatermark() throws Exception {
    try (var watching = watching(false, null)) {
      for (FeedCount count : counts()) {
        watching.processElement(new StreamRecord<>(count));
      }
      assertThat(watching.extractOutputValues()).isEmpty();
      watching.processWatermark(STOP + 25 * MINUTE);
      assertThat(watching.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void silentFeedsAreCounted() throws Exception {
    Feeds feeds = new Feeds(SETTINGS);
    for (FeedCount count : counts()) {
      if (count.firstAt() < STOP + 25 * MINUTE) {
        feeds.accept(count);
      }
    }
    feeds.advance(STOP + 25 * MINUTE);
    assertThat(feeds.silent()).isEqualTo(1);
    assertThat(Feeds.of(SETTINGS, feeds.memories(), feeds.now()).silent()).isEqualTo(1);

    counts().stream().filter(count -> count.firstAt() >= STOP + 25 * MINUTE).forEach(feeds::accept);
    assertThat(feeds.silent()).isZero();
  }

  @Test
  void theEndOfTheInputIsNoSilence() throws Exception {
    try (var watching = watching(false, null)) {
      for (FeedCount count : counts()) {
        if (count.firstAt() < STOP) {
          watching.processElement(new StreamRecord<>(count));
        }
      }
      watching.processWatermark(Long.MAX_VALUE);
      assertThat(watching.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void aSilenceIsAnIncidentAndASuspicionIsNone() throws Exception {
    List<Incident> incidents = new ArrayList<>();
    FeedIncidents function =
        new FeedIncidents(NotificationSettings.builtIn().alerts(), DetectionClock.replay());
    for (FeedStatus status : run(counts(), false, Integer.MAX_VALUE, 1)) {
      function.flatMap(status, new ListCollector<>(incidents));
    }
    function.flatMap(
        new FeedStatus("B", FeedStatus.State.SUSPECT, STOP, STOP), new ListCollector<>(incidents));
    function.flatMap(
        new FeedStatus("B", FeedStatus.State.LIVE, STOP, STOP), new ListCollector<>(incidents));

    assertThat(incidents)
        .extracting(Incident::incidentId, Incident::step, Incident::startsAt, Incident::endsAt)
        .containsExactly(
            tuple("FEED_SILENT:A:" + (STOP - MINUTE), Incident.Step.FIRING, STOP - MINUTE, null),
            tuple(
                "FEED_SILENT:A:" + (STOP - MINUTE),
                Incident.Step.CLEARED,
                STOP - MINUTE,
                STOP + 60 * MINUTE));
  }

  @Test
  void aSilenceOfThePastIsHistory() throws Exception {
    List<Incident> incidents = new ArrayList<>();
    AlertSettings settings = NotificationSettings.builtIn().alerts();
    long horizon = settings.pagingHorizon().toMillis();
    FeedStatus silent = new FeedStatus("A", FeedStatus.State.SILENT, STOP, STOP - 480 * MINUTE);
    for (long later : new long[] {horizon, horizon + 1}) {
      new FeedIncidents(settings, streamTime -> STOP + later)
          .flatMap(silent, new ListCollector<>(incidents));
    }

    assertThat(incidents)
        .extracting(Incident::suppressedBy)
        .containsExactly(null, Suppression.HISTORICAL);
  }

  /** Two regions by the minute, of which one stops for an hour. */
  private static List<FeedCount> counts() {
    List<FeedCount> counts = new ArrayList<>();
    for (long at = START; at < STOP + 90 * MINUTE; at += MINUTE) {
      if (at < STOP || at >= STOP + 60 * MINUTE) {
        counts.add(FeedCount.one("A", "UTC", at, 10_000));
      }
      counts.add(FeedCount.one("B", "UTC", at, 10_000));
    }
    return counts;
  }

  private static List<FeedStatus> run(
      List<FeedCount> counts, boolean onRocksDb, int restartEvery, int watermarkEvery)
      throws Exception {
    List<FeedStatus> found = new ArrayList<>();
    var watching = watching(onRocksDb, null);
    try {
      long latest = Long.MIN_VALUE;
      for (int i = 0; i < counts.size(); i++) {
        watching.processElement(new StreamRecord<>(counts.get(i)));
        latest = Math.max(latest, counts.get(i).firstAt());
        if (i % watermarkEvery == watermarkEvery - 1) {
          watching.processWatermark(latest - 1);
        }
        if (i % restartEvery == restartEvery - 1) {
          OperatorSubtaskState snapshot = watching.snapshot(i, i);
          found.addAll(watching.extractOutputValues());
          watching.close();
          watching = watching(onRocksDb, snapshot);
        }
      }
      watching.processWatermark(Long.MAX_VALUE);
      found.addAll(watching.extractOutputValues());
    } finally {
      watching.close();
    }
    return found;
  }

  private static OneInputStreamOperatorTestHarness<OrderEvent, FeedCount> counting()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new CountByRegion(SETTINGS),
            EventTypeInfo.ORDER.createSerializer(new SerializerConfigImpl()));
    harness.setup(FeedCount.TYPE.createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private static OneInputStreamOperatorTestHarness<FeedCount, FeedStatus> watching(
      boolean onRocksDb, OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new WatchFeeds(SETTINGS), FeedCount.TYPE.createSerializer(new SerializerConfigImpl()));
    StateBackend backend =
        onRocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
    harness.setStateBackend(backend);
    harness.setup(FeedStatus.TYPE.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static OrderEvent event(String region, long recordedAt) {
    return OrderEvent.builder()
        .eventId("e" + recordedAt)
        .type(OrderEventType.PLACED)
        .occurredAt(recordedAt)
        .recordedAt(recordedAt)
        .orderId("O")
        .offeringId("F")
        .region(region)
        .timeZone("UTC")
        .build();
  }
}
