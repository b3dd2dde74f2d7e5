package dev.odyssey.notifications.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.connectors.TopicNames;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.incidents.Defects;
import dev.odyssey.sandbox.FlinkCluster;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine is lost in the middle of the stream, and all is read once more without any memory; on a
 * cluster of processes, from the job's jar.
 */
class KillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ORDERS = 1_200;

  @TempDir private Path scratch;

  @Test
  void nothingIsToldTwiceAfterAKillAndNothingNewWhenAllIsReadAgain() throws Exception {
    SandboxOptions options =
        SandboxOptions.forTest(scratch.resolve("sandbox")).withTaskManagers(2, 1);
    Path settings =
        Files.writeString(
            scratch.resolve("notifications.yaml"),
            """
            alerts:
              holds: {CRITICAL: PT0S, HIGH: PT2S}
              storm: {within: PT1H, updateEvery: PT1H} # so that none is told of while it is compared
            outreach: {quietHours: {from: 00:00, to: 00:00}}
            """);
    try (Sandbox sandbox = Sandbox.start(options);
        Feed feed = new Feed(sandbox.kafka().bootstrapServers())) {
      FlinkCluster flink = sandbox.flink();
      List<String> arguments = new ArrayList<>(sandbox.jobArguments("notifications"));
      arguments.set(arguments.indexOf("--notifications") + 1, settings.toString());
      // Enough for a busy machine: what comes late is decided as of when it came.
      arguments.addAll(List.of("--settle", "PT10S", "--lag", "PT5S"));
      Path jar = ProjectHome.locate().jobJar("notifications");
      String job = flink.submit(jar, Optional.empty(), arguments);
      flink.awaitRunning(job, PATIENCE);
      String victim = flink.taskManagers().get(0);
      assertThat(flink.rest().subtasksOn(job, victim)).isPositive();

      feed.start();
      await().atMost(PATIENCE).until(() -> feed.isHalfway() && !alerts(sandbox).isEmpty());
      Set<String> seen = lines(alerts(sandbox), outreach(sandbox));
      flink.killTaskManager(victim);
      feed.sendTheRest();
      flink.startTaskManager();

      await().atMost(PATIENCE).until(feed::isOver);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(firing(alerts(sandbox))).containsAll(expected()));
      assertThat(flink.rest().restores(job)).isPositive();
      // Whatever may still be under way behind the last alert is visible after these.
      flink.awaitCheckpoints(job, 3, PATIENCE);

      List<Alert> alerts = alerts(sandbox);
      List<Outreach> outreach = outreach(sandbox);
      assertThat(lines(alerts, outreach)).as("seen before the kill").containsAll(seen);
      assertThat(alerts.size() + outreach.size()).isGreaterThan(seen.size());
      Emitted.assertRevisionsFollow(alerts, outreach);
      nobodyIsToldTwice(alerts);
      theTablesHoldTheSame(sandbox, alerts, outreach);

      flink.stopWithSavepoint(job, scratch.resolve("savepoints"));
      String again = flink.submit(jar, Optional.empty(), arguments);
      flink.awaitRunning(again, PATIENCE);
      List<String> twice =
          Stream.of(alerts, alerts).flatMap(each -> contents(each).stream()).sorted().toList();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> contents(alerts(sandbox)).equals(twice));
      flink.awaitCheckpoints(again, 3, PATIENCE);
      assertThat(contents(alerts(sandbox)))
          .as("nothing new, and nothing in other words")
          .isEqualTo(twice);
      onlyWithdrawalsAreNew(outreach, outreach(sandbox));
    }
  }

  /** The alerts that must fire, whatever is cleared: of those that are not. */
  private static Set<String> expected() {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < ORDERS; i++) {
      if (!Feed.ends(i)) {
        expected.add("ALERT:" + Feed.code(i).defectId(Feed.order(i)));
      }
    }
    return expected;
  }

  private static Set<String> firing(List<Alert> alerts) {
    return alerts.stream().map(Alert::alertId).collect(Collectors.toSet());
  }

  private static void nobodyIsToldTwice(List<Alert> alerts) {
    Map<String, Integer> begun = new HashMap<>();
    Map<String, Integer> over = new HashMap<>();
    for (Alert alert : alerts) {
      if (alert.notifies()) {
        (alert.status() == AlertStatus.CLEARED ? over : begun)
            .merge(alert.alertId(), 1, Integer::sum);
      }
    }
    assertThat(begun).isNotEmpty();
    assertThat(begun.values()).containsOnly(1);
    assertThat(over).isNotEmpty();
    assertThat(over.values()).containsOnly(1);
    assertThat(begun.keySet()).containsAll(over.keySet());
  }

  private static void theTablesHoldTheSame(
      Sandbox sandbox, List<Alert> alerts, List<Outreach> outreach) throws Exception {
    try (Connection connection = sandbox.postgres().connect()) {
      assertThat(
              Stage.rows(connection, "SELECT alert_id, revision, status, notify FROM alert_change"))
          .isEqualTo(alerts.stream().map(KillIT::row).sorted().toList());
      assertThat(Stage.rows(connection, "SELECT alert_id, revision, status, notify FROM alert"))
          .isEqualTo(
              latest(alerts, Alert::alertId, Alert::revision).stream()
                  .map(KillIT::row)
                  .sorted()
                  .toList());
      assertThat(
              Stage.rows(connection, "SELECT outreach_id, revision, status FROM outreach_change"))
          .isEqualTo(outreach.stream().map(KillIT::row).sorted().toList());
      assertThat(Stage.rows(connection, "SELECT outreach_id, revision, status FROM outreach"))
          .isEqualTo(
              latest(outreach, Outreach::outreachId, Outreach::revision).stream()
                  .map(KillIT::row)
                  .sorted()
                  .toList());
    }
  }

  /**
   * What is long due is to be sent now, so what settled it meanwhile withdraws it: of messages that
   * went out long ago that says no more than that they are over.
   */
  private static void onlyWithdrawalsAreNew(List<Outreach> before, List<Outreach> after) {
    Set<String> known = before.stream().map(KillIT::row).collect(Collectors.toSet());
    Set<String> ids = before.stream().map(Outreach::outreachId).collect(Collectors.toSet());
    assertThat(after).extracting(Outreach::outreachId).containsOnly(ids.toArray(String[]::new));
    assertThat(after)
        .filteredOn(message -> !known.contains(row(message)))
        .allMatch(
            message -> message.status() == OutreachStatus.WITHDRAWN && message.revision() > 1);
  }

  private static String row(Alert alert) {
    return String.join(
        "|",
        alert.alertId(),
        Integer.toString(alert.revision()),
        alert.status().name(),
        alert.notifies() ? "t" : "f");
  }

  private static String row(Outreach message) {
    return message.outreachId() + "|" + message.revision() + "|" + message.status();
  }

  private static <T> List<T> latest(
      List<T> values, Function<T, String> id, ToIntFunction<T> revision) {
    return List.copyOf(
        values.stream()
            .collect(
                Collectors.toMap(
                    id,
                    value -> value,
                    (a, b) -> revision.applyAsInt(a) > revision.applyAsInt(b) ? a : b))
            .values());
  }

  /** What alerts say, apart from when it was decided. */
  private static List<String> contents(List<Alert> alerts) {
    return alerts.stream()
        .map(
            alert ->
                AlertJson.write(alert).replaceAll("\"detectedAt\":\"[^\"]*\"", "\"detectedAt\""))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static Set<String> lines(List<Alert> alerts, List<Outreach> outreach) {
    return Stream.concat(
            alerts.stream().map(AlertJson::write), outreach.stream().map(OutreachJson::write))
        .collect(Collectors.toSet());
  }

  private static List<Alert> alerts(Sandbox sandbox) {
    return Emitted.alerts(sandbox.kafka().bootstrapServers(), "");
  }

  private static List<Outreach> outreach(Sandbox sandbox) {
    return Emitted.outreach(sandbox.kafka().bootstrapServers(), "");
  }

  /**
   * Sends changes as they are found, over some time: of each order a defect, and soon after of
   * every third that it is over. The last of them only when it is told to.
   */
  private static final class Feed implements AutoCloseable {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int PORTION = 10;
    private static final int LATER = 40;
    private static final int REGIONS = 40;
    private static final List<DefectCode> CODES =
        List.of(DefectCode.NO_SHOW, DefectCode.UNFILLED, DefectCode.LATE_CANCEL);

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile int limit = ORDERS / 4 * 3;

    Feed(String bootstrapServers) {
      this.producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", bootstrapServers),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    static DefectCode code(int i) {
      return CODES.get(i % CODES.size());
    }

    static String order(int i) {
      return "O" + i;
    }

    /** Every third order, whatever the code of its defect; one region is far busier than others. */
    static boolean ends(int i) {
      return i / CODES.size() % 3 == 0;
    }

    private static String region(int i) {
      return i % 5 == 0 ? "busy" : "R" + i % REGIONS;
    }

    void start() {
      var unused = pace.scheduleAtFixedRate(this::sendPortion, 0, 100, TimeUnit.MILLISECONDS);
    }

    private void sendPortion() {
      int from = sent.get();
      int to = Math.min(limit, from + PORTION);
      long at = CLOCK.millis();
      for (int i = from; i < to; i++) {
        send(change(i, 1, DefectStatus.RAISED, at));
        if (i >= LATER && ends(i - LATER)) {
          int over = i - LATER;
          send(change(over, 2, over % 2 == 0 ? DefectStatus.CLEARED : DefectStatus.RETRACTED, at));
        }
      }
      producer.flush();
      sent.set(to);
    }

    private static DefectChange change(int i, int revision, DefectStatus status, long at) {
      return Defects.change(code(i), order(i), region(i), revision, status, at);
    }

    private void send(DefectChange change) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  TopicNames.DEFECTS,
                  change.defectId().getBytes(UTF_8),
                  DefectChangeAvro.encode(change)));
    }

    /** Sends what is held back until then: the last quarter. */
    void sendTheRest() {
      limit = ORDERS;
    }

    boolean isHalfway() {
      return sent.get() > ORDERS / 2;
    }

    boolean isOver() {
      return sent.get() == ORDERS;
    }

    @Override
    public void close() {
      pace.shutdownNow();
      producer.close(Duration.ZERO);
    }
  }
}
