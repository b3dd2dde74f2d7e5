package dev.odyssey.lifecycledefects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.sandbox.FlinkCluster;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine is lost in the middle of the stream; on a cluster of processes, from the job's jar. */
class KillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int ORDERS = 3_000;
  private static final int PORTIONS = 60;

  @TempDir private Path scratch;

  @Test
  void eachChangeIsThereOnceAndTheTableIsThatOfABacktest() throws Exception {
    List<OrderEvent> events = Feed.events(ORDERS);
    ProjectHome home = ProjectHome.locate();
    Map<String, JsonNode> expected = Changes.backtest(events, home.policies(), scratch);
    SandboxOptions options =
        SandboxOptions.forTest(scratch.resolve("sandbox")).withTaskManagers(2, 1);
    List<DefectChange> changes;
    try (Sandbox sandbox = Sandbox.start(options);
        Feed feed = new Feed(sandbox.kafka().bootstrapServers(), events, PORTIONS)) {
      FlinkCluster flink = sandbox.flink();
      List<String> arguments = new ArrayList<>(sandbox.jobArguments());
      arguments.addAll(List.of("--retention", Changes.RETENTION, "--pulse.settle", "PT2S"));
      String job = flink.submit(home.jobJar("lifecycle-defects"), Optional.empty(), arguments);
      flink.awaitRunning(job, PATIENCE);
      String victim = flink.taskManagers().get(0);
      assertThat(flink.rest().subtasksOn(job, victim)).isPositive();

      feed.start();
      await().atMost(PATIENCE).until(() -> feed.isHalfway() && !Changes.changes(sandbox).isEmpty());
      List<DefectChange> seen = Changes.changes(sandbox);
      flink.killTaskManager(victim);
      feed.sendTheRest();
      flink.startTaskManager();

      await().atMost(PATIENCE).until(feed::isOver);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> Changes.standing(Changes.json(Changes.changes(sandbox))).equals(expected));
      assertThat(flink.rest().restores(job)).isPositive();
      // Whatever may still be under way behind the last change is visible after these.
      flink.awaitCheckpoints(job, 2, PATIENCE);

      changes = Changes.changes(sandbox);
      assertThat(Changes.standing(Changes.json(changes))).isEqualTo(expected);
      Set<DefectChange> lost = new HashSet<>(seen);
      lost.removeAll(new HashSet<>(changes));
      assertThat(lost).as("seen before the kill, and not after").isEmpty();
      assertThat(changes).as("more than before the kill").hasSizeGreaterThan(seen.size());
      assertThat(Changes.rows(sandbox, "SELECT defect_id, revision, status FROM defect_change"))
          .isEqualTo(changes.stream().map(Changes::row).sorted().toList());
      assertThat(Changes.rows(sandbox, "SELECT defect_id, revision, status FROM defect"))
          .isEqualTo(Changes.latest(changes).values().stream().map(Changes::row).sorted().toList());
    }
    Map<String, Integer> revisions = new HashMap<>();
    for (DefectChange change : changes) {
      assertThat(change.revision())
          .as("revision of %s", change.defectId())
          .isEqualTo(revisions.merge(change.defectId(), 1, Integer::sum));
    }
  }
}
