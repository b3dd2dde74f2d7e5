package dev.odyssey.lifecycledefects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.backtest.BacktestCli;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.connectors.Committed;
import dev.odyssey.connectors.TopicNames;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a job wrote, what it comes to, and what it should come to. */
final class Changes {

  static final String RETENTION = "P1000D";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a backtest comes to over the same events. */
  static Map<String, JsonNode> backtest(List<OrderEvent> events, Path policies, Path scratch)
      throws IOException {
    OrderEventJson json = new OrderEventJson();
    Path file = scratch.resolve("orders.jsonl");
    Files.write(file, events.stream().map(json::write).toList());
    Path out = scratch.resolve("backtest");
    assertThat(
            new CommandLine(new BacktestCli())
                .execute(
                    "--order-events", file.toString(),
                    "--policies", policies.toString(),
                    "--retention", RETENTION,
                    "--out", out.toString()))
        .isZero();
    return standing(Files.readAllLines(out.resolve("defects.jsonl")).stream());
  }

  /** The defects that stand, by id, without what tells of the way there. */
  static Map<String, JsonNode> standing(Stream<String> lines) {
    Map<String, ObjectNode> latest = new TreeMap<>();
    lines
        .map(Changes::parse)
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

  static Stream<String> json(List<DefectChange> changes) {
    return changes.stream().map(DefectChangeJson::write);
  }

  static ObjectNode parse(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, DefectChange> latest(List<DefectChange> changes) {
    Map<String, DefectChange> latest = new HashMap<>();
    changes.forEach(
        change ->
            latest.merge(change.defectId(), change, (a, b) -> a.revision() > b.revision() ? a : b));
    return latest;
  }

  static List<DefectChange> changes(Sandbox sandbox) {
    return Committed.changes(sandbox.kafka().bootstrapServers(), TopicNames.DEFECTS);
  }

  static String row(String change) {
    JsonNode parsed = parse(change);
    return parsed.get("defectId").asText()
        + "|"
        + parsed.get("revision").asInt()
        + "|"
        + parsed.get("status").asText();
  }

  static String row(DefectChange change) {
    return change.defectId() + "|" + change.revision() + "|" + change.status();
  }

  /** In the order of the alphabet: each of thousands sought among all would take minutes. */
  static List<String> rows(Sandbox sandbox, String sql) throws Exception {
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

  private Changes() {}
}
