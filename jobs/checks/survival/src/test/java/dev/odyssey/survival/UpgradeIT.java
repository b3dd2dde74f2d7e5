package dev.odyssey.survival;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.deploy.Deployer;
import dev.odyssey.deploy.Deployer.Beginning;
import dev.odyssey.deploy.Deployer.Ending;
import dev.odyssey.deploy.Deployer.Wish;
import dev.odyssey.deploy.Deployment;
import dev.odyssey.deploy.Deployment.How;
import dev.odyssey.deploy.History;
import dev.odyssey.deploy.KeptJars;
import dev.odyssey.deploy.RunningCluster;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.survival.Plan.Heartbeats;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version with one more defect takes the place of this one in the middle of the stream, a version
 * that cannot work does not, and this one is gone back to; on a cluster of processes.
 */
@Timeout(600)
class UpgradeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOAD = Duration.ofSeconds(15);
  private static final String JOB = Job.LIFECYCLE_DEFECTS.title();
  private static final int ORDERS = 800;

  /** Nothing is killed. */
  private static final Plan CALM = new Plan(11, Heartbeats.OF_JOBS, List.of());

  @TempDir private Path scratch;

  private final List<String> said = new ArrayList<>();

  @Test
  void nothingIsLostOrDoubledByAnUpgradeAndWhatFailsIsTakenBack() throws Exception {
    ProjectHome home = ProjectHome.locate();
    Market market = Market.simulate(CALM.seed(), ORDERS, EnumSet.of(Job.LIFECYCLE_DEFECTS));
    CompletableFuture<Expectation> expectation =
        CompletableFuture.supplyAsync(() -> Expectation.of(market, scratch.resolve("backtest")));
    NextVersion next = NextVersion.withOneMoreDefect(home, scratch);
    Path old = home.jobJar(JOB);
    Path withOneMore = next.jar(old, scratch.resolve("with-one-more.jar"));
    Path failing =
        NextVersion.thatFails(home, scratch).jar(withOneMore, scratch.resolve("failing.jar"));

    try (Sandbox sandbox = Sandbox.start(SandboxOptions.forTest(scratch.resolve("sandbox")));
        Feed feed =
            new Feed(sandbox.kafka().bootstrapServers(), market, CALM, LOAD, Clock.systemUTC());
        Committed committed = new Committed(sandbox.kafka().bootstrapServers(), Seen.topics());
        NextVersion.Reader reader = next.reader()) {
      Defects defects = new Defects(committed, reader);
      History history = new History(scratch.resolve("deployments"), Clock.systemUTC(), "test@here");
      Deployer deployer = deployer(sandbox, history);
      List<String> arguments =
          Job.LIFECYCLE_DEFECTS.arguments(
              sandbox.jobArguments(), CALM.heartbeats(), Path.of("not of this job"));
      Wish first = new Wish(Optional.of(old), Optional.of(arguments), scratch);
      assertThat(deployer.submit(JOB, first, new Beginning.WhereItWas(), 0, false))
          .as("%s", said)
          .isEqualTo(Ending.DONE);
      feed.start();
      await().atMost(PATIENCE).until(() -> !defects.changes().isEmpty());

      // Looking ahead changes nothing.
      List<Deployment> before = history.of(JOB);
      String running = running(sandbox);
      assertThat(deployer.upgrade(JOB, wish(withOneMore), Optional.empty(), true))
          .as("%s", said)
          .isEqualTo(Ending.DONE);
      assertThat(history.of(JOB)).isEqualTo(before);
      assertThat(running(sandbox)).isEqualTo(running);

      // The upgrade, under load.
      assertThat(deployer.upgrade(JOB, wish(withOneMore), Optional.empty(), false))
          .as("%s", said)
          .isEqualTo(Ending.DONE);
      assertThat(feed.isOver()).isFalse();
      String savepoint = history.of(JOB).get(0).stoppedAt().orElseThrow();
      assertThat(said)
          .contains("savepoint " + savepoint)
          .anyMatch(line -> line.startsWith("nothing ran for "));
      feed.sendTheRest();
      await().atMost(PATIENCE).until(feed::isOver);

      // Orders that nothing happens to any more are looked at with the new rule too.
      Set<String> found = NextVersion.findings(market);
      assertThat(found).isNotEmpty();
      Map<String, JsonNode> ofThisVersion = expectation.join().defects();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                Map<String, JsonNode> now = defects.standing();
                assertThat(now.keySet()).containsAll(found);
                assertThat(known(now)).isEqualTo(ofThisVersion);
              });
      sandbox.flink().awaitCheckpoints(running(sandbox), 2, PATIENCE);
      List<String> changes = defects.changes();
      assertEachOnce(changes);
      Map<String, JsonNode> standing = defects.standing();
      assertThat(known(standing)).isEqualTo(ofThisVersion);
      assertThat(standing.keySet().stream().filter(UpgradeIT::isNew).toList())
          .containsExactlyInAnyOrderElementsOf(found);
      assertThat(committed.of(TopicNames.DEAD_LETTERS)).hasSameSizeAs(feed.rubbish());

      // What does not come up is taken back; what is no job stops nothing.
      String present = running(sandbox);
      assertThat(
              deployer.upgrade(
                  JOB,
                  new Wish(
                      Optional.empty(), Optional.of(List.of("--no-such-option", "1")), scratch),
                  Optional.empty(),
                  false))
          .as("%s", said)
          .isEqualTo(Ending.AS_BEFORE);
      assertThat(said)
          .anyMatch(
              line -> line.startsWith("nothing was stopped") && line.contains("no-such-option"));
      assertThat(running(sandbox)).isEqualTo(present);
      assertThat(deployer.upgrade(JOB, wish(failing), Optional.empty(), false))
          .as("%s", said)
          .isEqualTo(Ending.AS_BEFORE);
      assertThat(said)
          .anyMatch(
              line -> line.startsWith("it does not come up: ") && line.contains(NextVersion.WHY));
      assertThat(running(sandbox)).isNotEqualTo(present);
      sandbox.flink().awaitCheckpoints(running(sandbox), 1, PATIENCE);
      assertThat(defects.changes()).as("written by none of that").hasSameSizeAs(changes);

      // Back in time: what was read since the upgrade is read again.
      assertThat(deployer.rollback(JOB, Optional.empty(), false)).isEqualTo(Ending.DONE);
      Deployment last = history.last(JOB).orElseThrow();
      assertThat(last.from()).contains(savepoint);
      assertThat(last.sha256()).isEqualTo(history.of(JOB).get(0).sha256());
      int partitions = sendToEachPartition(sandbox.kafka().bootstrapServers());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () ->
                  defects.standing().keySet().stream().filter(UpgradeIT::isProbe).count()
                      == partitions);
      sandbox.flink().awaitCheckpoints(running(sandbox), 2, PATIENCE);
      List<String> all = defects.changes();
      assertThat(all).as("some of it twice").hasSizeGreaterThan(changes.size() + partitions);
      Map<String, JsonNode> end = Expectation.standing(all.stream());
      end.keySet().removeIf(UpgradeIT::isProbe);
      assertThat(end).as("what the next version alone found stays").isEqualTo(standing);
      assertThat(known(end)).isEqualTo(ofThisVersion);
      assertThat(history.of(JOB))
          .extracting(Deployment::how)
          .containsExactly(How.SUBMIT, How.UPGRADE, How.UPGRADE, How.RETURN, How.ROLLBACK);
    }
  }

  private Deployer deployer(Sandbox sandbox, History history) {
    return Deployer.on(
        new RunningCluster(
            sandbox.flink().rest(),
            sandbox.flink().client(),
            Optional.of(scratch.resolve("savepoints").toUri()),
            Optional.empty(),
            PATIENCE,
            0,
            Clock.systemUTC()),
        history,
        new KeptJars(scratch.resolve("jars")),
        Clock.systemUTC(),
        said::add);
  }

  private Wish wish(Path jar) {
    return new Wish(Optional.of(jar), Optional.empty(), scratch);
  }

  private static String running(Sandbox sandbox) {
    return sandbox.flink().rest().jobs().stream()
        .filter(job -> !job.isOver())
        .map(job -> job.id())
        .collect(Collectors.joining(" and "));
  }

  /** What is on the topic of defects, with those that this version has no code for. */
  private record Defects(Committed committed, NextVersion.Reader reader) {

    List<String> changes() {
      committed.toEnd();
      return committed.of(TopicNames.DEFECTS).stream()
          .map(record -> reader.read(record.value()))
          .toList();
    }

    Map<String, JsonNode> standing() {
      return Expectation.standing(changes().stream());
    }
  }

  /** What this version knows too. */
  private static Map<String, JsonNode> known(Map<String, JsonNode> standing) {
    Map<String, JsonNode> known = new TreeMap<>(standing);
    known.keySet().removeIf(UpgradeIT::isNew);
    return known;
  }

  private static boolean isNew(String defectId) {
    return defectId.startsWith(NextVersion.CODE);
  }

  private static void assertEachOnce(List<String> changes) {
    Set<String> seen = new HashSet<>();
    Map<String, Integer> revisions = new HashMap<>();
    for (String change : changes) {
      assertThat(seen.add(row(change))).as(change).isTrue();
      JsonNode parsed = Expectation.parse(change);
      assertThat(parsed.get("revision").asInt())
          .as("revision of %s", parsed.get("defectId"))
          .isEqualTo(revisions.merge(parsed.get("defectId").asText(), 1, Integer::sum));
    }
  }

  private static String row(String change) {
    JsonNode parsed = Expectation.parse(change);
    return String.join(
        "|",
        parsed.get("defectId").asText(),
        parsed.get("revision").asText(),
        parsed.get("status").asText());
  }

  /**
   * Sends something that is found at once, behind all else in each partition, whatever its key.
   *
   * @return how many partitions there are
   */
  private static int sendToEachPartition(String bootstrapServers) {
    OrderEventAvro avro = new OrderEventAvro();
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      int partitions = producer.partitionsFor(TopicNames.ORDER_EVENTS).size();
      for (int partition = 0; partition < partitions; partition++) {
        OrderEvent event = probe(partition);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    TopicNames.ORDER_EVENTS,
                    partition,
                    event.orderId().getBytes(UTF_8),
                    avro.encode(event)));
      }
      return partitions;
    }
  }

  private static OrderEvent probe(int partition) {
    long now = Clock.systemUTC().millis();
    return OrderEvent.builder()
        .eventId("probe-event-" + partition)
        .type(OrderEventType.RATED)
        .occurredAt(now)
        .recordedAt(now)
        .orderId("probe-" + partition)
        .offeringId("tv-mount")
        .region("US-NY")
        .timeZone("America/New_York")
        .stars(1)
        .build();
  }

  private static boolean isProbe(String defectId) {
    return defectId.contains("probe-event-");
  }
}
