package dev.odyssey.lifecycledefects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A version with one more defect takes the place of this one in the middle of the stream, a version
 * that cannot work does not, and this one is gone back to; on a cluster of processes.
 */
class UpgradeIT {

  private static final Logger LOG = LoggerFactory.getLogger(UpgradeIT.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String JOB = "lifecycle-defects";
  private static final int ORDERS = 2_000;

  /** Twenty seconds of load. */
  private static final int PORTIONS = 200;

  @TempDir private Path scratch;

  private final List<String> said = new ArrayList<>();

  @Test
  void nothingIsLostOrDoubledByAnUpgradeAndWhatFailsIsTakenBack() throws Exception {
    ProjectHome home = ProjectHome.locate();
    List<OrderEvent> events = Feed.events(ORDERS);
    Map<String, JsonNode> ofThisVersion = Changes.backtest(events, home.policies(), scratch);
    NextVersion next = NextVersion.withOneMoreDefect(home, scratch);
    Path old = home.jobJar(JOB);
    Path withOneMore = next.jar(old, scratch.resolve("with-one-more.jar"));
    Path failing =
        NextVersion.thatFails(home, scratch).jar(withOneMore, scratch.resolve("failing.jar"));

    try (Sandbox sandbox = Sandbox.start(SandboxOptions.forTest(scratch.resolve("sandbox")));
        Feed feed = new Feed(sandbox.kafka().bootstrapServers(), events, PORTIONS)) {
      String servers = sandbox.kafka().bootstrapServers();
      History history = new History(scratch.resolve("deployments"), Clock.systemUTC(), "test@here");
      Deployer deployer = deployer(sandbox, history);
      List<String> arguments = new ArrayList<>(sandbox.jobArguments());
      arguments.addAll(List.of("--retention", Changes.RETENTION, "--pulse.settle", "PT2S"));
      Wish first = new Wish(Optional.of(old), Optional.of(arguments), scratch);
      assertThat(deployer.submit(JOB, first, new Beginning.WhereItWas(), 0, false))
          .isEqualTo(Ending.DONE);
      feed.start();
      await()
          .atMost(PATIENCE)
          .until(() -> feed.sent() > events.size() / 4 && !next.changes(servers).isEmpty());

      // Looking ahead changes nothing.
      List<Deployment> before = history.of(JOB);
      String running = running(sandbox);
      assertThat(deployer.upgrade(JOB, wish(withOneMore), Optional.empty(), true))
          .isEqualTo(Ending.DONE);
      assertThat(history.of(JOB)).isEqualTo(before);
      assertThat(running(sandbox)).isEqualTo(running);

      // The upgrade, under load.
      assertThat(feed.isOver()).isFalse();
      assertThat(deployer.upgrade(JOB, wish(withOneMore), Optional.empty(), false))
          .isEqualTo(Ending.DONE);
      String savepoint = history.of(JOB).get(0).stoppedAt().orElseThrow();
      assertThat(said)
          .contains("savepoint " + savepoint)
          .anyMatch(line -> line.startsWith("nothing ran for "));
      feed.sendTheRest();
      await().atMost(PATIENCE).until(feed::isOver);

      // Orders that nothing happens to any more are looked at with the new rule too.
      Set<String> found = NextVersion.findings(events);
      assertThat(found).isNotEmpty();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                Map<String, JsonNode> now = standing(next, servers);
                assertThat(now.keySet()).containsAll(found);
                assertThat(known(now)).isEqualTo(ofThisVersion);
              });
      sandbox.flink().awaitCheckpoints(running(sandbox), 2, PATIENCE);
      List<String> changes = next.changes(servers);
      assertEachOnce(changes);
      Map<String, JsonNode> standing = Changes.standing(changes.stream());
      assertThat(known(standing)).isEqualTo(ofThisVersion);
      assertThat(standing.keySet().stream().filter(UpgradeIT::isNew).toList())
          .containsExactlyInAnyOrderElementsOf(found);
      assertThat(Changes.rows(sandbox, "SELECT defect_id, revision, status FROM defect_change"))
          .isEqualTo(changes.stream().map(Changes::row).sorted().toList());

      // What does not come up is taken back; what is no job stops nothing.
      String present = running(sandbox);
      assertThat(
              deployer.upgrade(
                  JOB,
                  new Wish(
                      Optional.empty(), Optional.of(List.of("--no-such-option", "1")), scratch),
                  Optional.empty(),
                  false))
          .isEqualTo(Ending.AS_BEFORE);
      assertThat(said)
          .anyMatch(
              line -> line.startsWith("nothing was stopped") && line.contains("no-such-option"));
      assertThat(running(sandbox)).isEqualTo(present);
      assertThat(deployer.upgrade(JOB, wish(failing), Optional.empty(), false))
          .isEqualTo(Ending.AS_BEFORE);
      assertThat(said)
          .anyMatch(
              line -> line.startsWith("it does not come up: ") && line.contains(NextVersion.WHY));
      assertThat(running(sandbox)).isNotEqualTo(present);
      sandbox.flink().awaitCheckpoints(running(sandbox), 1, PATIENCE);
      assertThat(next.changes(servers)).as("written by none of that").hasSameSizeAs(changes);

      // Back in time: what was read since the upgrade is read again.
      assertThat(deployer.rollback(JOB, Optional.empty(), false)).isEqualTo(Ending.DONE);
      Deployment last = history.last(JOB).orElseThrow();
      assertThat(last.from()).contains(savepoint);
      assertThat(last.sha256()).isEqualTo(history.of(JOB).get(0).sha256());
      feed.sendToEachPartition(UpgradeIT::probe);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () ->
                  standing(next, servers).keySet().stream().filter(UpgradeIT::isProbe).count()
                      == Feed.PARTITIONS);
      sandbox.flink().awaitCheckpoints(running(sandbox), 2, PATIENCE);
      List<String> all = next.changes(servers);
      assertThat(all).as("some of it twice").hasSizeGreaterThan(changes.size() + Feed.PARTITIONS);
      Map<String, JsonNode> end = Changes.standing(all.stream());
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
        line -> {
          LOG.info("{}", line);
          said.add(line);
        });
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

  private static Map<String, JsonNode> standing(NextVersion version, String servers)
      throws Exception {
    return Changes.standing(version.changes(servers).stream());
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
      assertThat(seen.add(Changes.row(change))).as(change).isTrue();
      JsonNode parsed = Changes.parse(change);
      assertThat(parsed.get("revision").asInt())
          .as("revision of %s", parsed.get("defectId"))
          .isEqualTo(revisions.merge(parsed.get("defectId").asText(), 1, Integer::sum));
    }
  }

  /** Something that is found at once, behind all else in its partition. */
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
