package dev.odyssey.lifecycledefects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.backtest.BacktestCli;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.connectors.Committed;
import dev.odyssey.connectors.TopicNames;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.sandbox.FlinkCluster;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A machine is lost in the middle of the stream; on a cluster of processes, from the job's jar. */
class KillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Longer ago than anything that the simulator tells of an order, so that all of it is over. */
  private static final Duration AGO = Duration.ofDays(500);

  private static final String RETENTION = "P1000D";
  private static final int ORDERS = 3_000;
  private static final int PORTIONS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  @Test
  void eachChangeIsThereOnceAndTheTableIsThatOfABacktest() throws Exception {
    List<OrderEvent> events = events();
    ProjectHome home = ProjectHome.locate();
    Map<String, JsonNode> expected = backtest(events, home.policies());
    SandboxOptions options =
        SandboxOptions.forTest(scratch.resolve("sandbox")).withTaskManagers(2, 1);
    List<DefectChange> changes;
    try (Sandbox sandbox = Sandbox.start(options);
        Feed feed = new Feed(sandbox.kafka().bootstrapServers(), events)) {
      FlinkCluster flink = sandbox.flink();
      List<String> arguments = new ArrayList<>(sandbox.jobArguments());
      arguments.addAll(List.of("--retention", RETENTION, "--pulse.settle", "PT2S"));
      String job = flink.submit(home.jobJar("lifecycle-defects"), Optional.empty(), arguments);
      flink.awaitRunning(job, PATIENCE);
      String victim = flink.taskManagers().get(0);
      assertThat(flink.rest().subtasksOn(job, victim)).isPositive();

      feed.start();
      await().atMost(PATIENCE).until(() -> feed.isHalfway() && !changes(sandbox).isEmpty());
      List<DefectChange> seen = changes(sandbox);
      flink.killTaskManager(victim);
      feed.sendTheRest();
      flink.startTaskManager();

      await().atMost(PATIENCE).until(feed::isOver);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> standing(json(changes(sandbox))).equals(expected));
      assertThat(flink.rest().restores(job)).isPositive();
      // Whatever may still be under way behind the last change is visible after these.
      flink.awaitCheckpoints(job, 2, PATIENCE);

      changes = changes(sandbox);
      assertThat(standing(json(changes))).isEqualTo(expected);
      Set<DefectChange> lost = new HashSet<>(seen);
      lost.removeAll(new HashSet<>(changes));
      assertThat(lost).as("seen before the kill, and not after").isEmpty();
      assertThat(changes).as("more than before the kill").hasSizeGreaterThan(seen.size());
      assertThat(rows(sandbox, "SELECT defect_id, revision, status FROM defect_change"))
          .isEqualTo(changes.stream().map(KillIT::row).sorted().toList());
      assertThat(rows(sandbox, "SELECT defect_id, revision, status FROM defect"))
          .isEqualTo(latest(changes).values().stream().map(KillIT::row).sorted().toList());
    }
    Map<String, Integer> revisions = new HashMap<>();
    for (DefectChange change : changes) {
      assertThat(change.revision())
          .as("revision of %s", change.defectId())
          .isEqualTo(revisions.merge(change.defectId(), 1, Integer::sum));
    }
  }

  private static List<OrderEvent> events() {
    SimulationConfig config =
        SimulationConfig.of(11, ORDERS)
            .withOrdersPerDay(ORDERS)
            .withStart(Instant.now().minus(AGO));
    return new Simulator(config)
        .stream()
            .filter(Delivery.OfOrder.class::isInstance)
            .map(delivery -> ((Delivery.OfOrder) delivery).event())
            .toList();
  }

  /** What a backtest comes to over the same events. */
  private Map<String, JsonNode> backtest(List<OrderEvent> events, Path policies)
      throws IOException {
    OrderEventJson json = new OrderEventJson();
    Path file = scratch.resolve("orders.jsonl");
    Files.write(file, events.stream().map(json::write).toList());
    Path out = scratch.resolve("backtest");
    int exit =
        new CommandLine(new BacktestCli())
            .execute(
                "--order-events", file.toString(),
                "--policies", policies.toString(),
                "--retention", RETENTION,
                "--out", out.toString());
    assertThat(exit).isZero();
    return standing(Files.readAllLines(out.resolve("defects.jsonl")).stream());
  }

  /** The defects that stand, by id, without what tells of the way there. */
  private static Map<String, JsonNode> standing(Stream<String> lines) {
    Map<String, ObjectNode> latest = new TreeMap<>();
    lines
        .map(KillIT::parse)
        .forEach(
            change ->
                latest.merge(
                    change.get("defectId").asText(),
                    change,
                    (a, b) -> a.get("revision").asInt() > b.get("revision").asInt() ? a : b));
    latest.values().removeIf(change -> change.get("status").asText().equals("RETRACTED"));
    latest.values().forEach(change -> change.remove(List.of("revision", "detectedAt")));
    return new TreeMap<>(latest);
  }

  private static Stream<String> json(List<DefectChange> changes) {
    return changes.stream().map(DefectChangeJson::write);
  }

  private static ObjectNode parse(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, DefectChange> latest(List<DefectChange> changes) {
    Map<String, DefectChange> latest = new HashMap<>();
    changes.forEach(
        change ->
            latest.merge(change.defectId(), change, (a, b) -> a.revision() > b.revision() ? a : b));
    return latest;
  }

  private static List<DefectChange> changes(Sandbox sandbox) {
    return Committed.changes(sandbox.kafka().bootstrapServers(), TopicNames.DEFECTS);
  }

  private static String row(DefectChange change) {
    return change.defectId() + "|" + change.revision() + "|" + change.status();
  }

  /** In the order of the alphabet: each of thousands sought among all would take minutes. */
  private static List<String> rows(Sandbox sandbox, String sql) throws Exception {
    try (Connection connection = sandbox.postgres().connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1) + "|" + result.getString(2) + "|" + result.getString(3));
      }
      rows.sort(null);
      return rows;
    }
  }

  /** Sends events in their order, over some time, the last of them only when it is told to. */
  private static final class Feed implements AutoCloseable {

    private final OrderEventAvro avro = new OrderEventAvro();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<OrderEvent> events;
    private volatile int limit;

    Feed(String bootstrapServers, List<OrderEvent> events) {
      this.events = events;
      this.limit = events.size() / 4 * 3;
      this.producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", bootstrapServers),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void start() {
      var unused = pace.scheduleAtFixedRate(this::sendPortion, 0, 100, TimeUnit.MILLISECONDS);
    }

    private void sendPortion() {
      int from = sent.get();
      int to = Math.min(limit, from + events.size() / PORTIONS + 1);
      for (OrderEvent event : events.subList(from, to)) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    TopicNames.ORDER_EVENTS, event.orderId().getBytes(UTF_8), avro.encode(event)));
      }
      producer.flush();
      sent.set(to);
    }

    /** Sends what is held back until then: the last quarter. */
    void sendTheRest() {
      limit = events.size();
    }

    boolean isHalfway() {
      return sent.get() > events.size() / 2;
    }

    boolean isOver() {
      return sent.get() == events.size();
    }

    @Override
    public void close() {
      pace.shutdownNow();
      producer.close(Duration.ZERO);
    }
  }
}
