package dev.odyssey.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Rows to draw reports of. */
final class Marketplace {

  private static final Set<String> WITH_PROVISIONAL = Set.of("fcr_24h", "fcr_7d", "automation");
  private static final String DEFECT = "defect_";
  private static final Set<String> OF_ORDERS =
      Set.of(
          "on_time_arrival",
          "completion_in_window",
          "provider_reschedule",
          "provider_cancel",
          "order_contact",
          "approved_claim",
          "star_rating",
          "reopened");

  private record Row(String table, String entityType, String entityId, String day, String code) {}

  /** Empties what the others fill. */
  static void clear(Connection connection) throws SQLException {
    execute(
        connection,
        "TRUNCATE order_scorecard_day, rule_day, contact_scorecard_day, provider_tier, defect, alert,"
            + " alert_change, outreach, outreach_change, outreach_outcome, order_contact");
  }

  /** 200 providers, 60 agents, 208 days up to 2025-03-31. */
  static void loadSynthetic(Connection connection) throws SQLException {
    execute(connection, Html.resource("marketplace.sql"));
  }

  /** Six missed windows of one day, who was told of them, and who asked. */
  static void loadOutreach(Connection connection) throws SQLException {
    execute(connection, Html.resource("outreach.sql"));
  }

  private static BufferedReader history() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(
                Marketplace.class.getResourceAsStream("/history-scorecard-day.jsonl.gz")),
            StandardCharsets.UTF_8));
  }

  /** The scorecards of a small history, which lie beside the tests in the long form. */
  static void loadHistory(Connection connection) throws SQLException, IOException {
    Map<Row, Map<String, Long>> rows = new LinkedHashMap<>();
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedReader reader = history()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(rows, mapper.readTree(line));
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<Row, Map<String, Long>> entry : rows.entrySet()) {
        Row row = entry.getKey();
        StringBuilder columns = new StringBuilder("entity_type, entity_id, day, revision");
        StringBuilder values =
            new StringBuilder(
                "'%s', '%s', '%s', 1".formatted(row.entityType(), row.entityId(), row.day()));
        if (row.code() != null) {
          columns.append(", code");
          values.append(", '").append(row.code()).append('\'');
        }
        entry
            .getValue()
            .forEach(
                (column, value) -> {
                  columns.append(", ").append(column);
                  values.append(", ").append(value);
                });
        statement.addBatch(
            "INSERT INTO %s (%s) VALUES (%s)".formatted(row.table(), columns, values));
      }
      statement.executeBatch();
    }
  }

  private static void add(Map<Row, Map<String, Long>> rows, JsonNode line) {
    String metric = line.get("metric").textValue();
    boolean ofRule = metric.startsWith(DEFECT);
    boolean ofOrders = OF_ORDERS.contains(metric);
    Map<String, Long> counts =
        rows.computeIfAbsent(
            new Row(
                ofRule ? "rule_day" : ofOrders ? "order_scorecard_day" : "contact_scorecard_day",
                line.get("entityType").textValue(),
                line.get("entityId").textValue(),
                line.get("day").textValue(),
                ofRule ? metric.substring(DEFECT.length()) : null),
            row -> new LinkedHashMap<>());
    double numerator = line.get("numerator").doubleValue();
    if (ofRule) {
      counts.put("count", Math.round(numerator));
      return;
    }
    if (metric.equals("resolution_hours")) {
      counts.put("resolution_millis_num", Math.round(numerator * 3_600_000));
    } else {
      counts.put(metric + "_num", Math.round(numerator));
    }
    counts.put(metric + "_den", line.get("denominator").longValue());
    if (WITH_PROVISIONAL.contains(metric)) {
      counts.put(metric + "_prov", line.get("provisional").longValue());
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Marketplace() {}
}
