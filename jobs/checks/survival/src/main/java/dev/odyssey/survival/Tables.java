package dev.odyssey.survival;

import dev.odyssey.sandbox.PostgresServer;
import dev.odyssey.scorecards.Scorecard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in the tables, each row as its key, its revision and what a topic says too, with bars
 * between, in the order of the alphabet.
 *
 * @param rows by the name of the table
 */
record Tables(Map<String, List<String>> rows) {

  static final String DEFECT = "defect";
  static final String DEFECT_CHANGE = "defect_change";
  static final String PROVIDER_TIER = "provider_tier";
  static final String PROVIDER_TIER_CHANGE = "provider_tier_change";
  static final String ALERT = "alert";
  static final String ALERT_CHANGE = "alert_change";
  static final String OUTREACH = "outreach";
  static final String OUTREACH_CHANGE = "outreach_change";
  static final String ORDER_EVENT = "order_event";
  static final String CONTACT_EVENT = "contact_event";

  private static final Map<String, String> COLUMNS =
      Map.of(
          ORDER_EVENT, "order_id, event_id, type",
          CONTACT_EVENT, "customer_id, event_id, type",
          DEFECT, "defect_id, revision, status",
          DEFECT_CHANGE, "defect_id, revision, status",
          PROVIDER_TIER, "provider_id, revision, tier",
          PROVIDER_TIER_CHANGE, "provider_id, revision, tier",
          ALERT, "alert_id, revision, status, notify",
          ALERT_CHANGE, "alert_id, revision, status, notify",
          OUTREACH, "outreach_id, revision, status",
          OUTREACH_CHANGE, "outreach_id, revision, status");

  /** Reads all of them, one after the other. */
  static Tables read(PostgresServer postgres) {
    Map<String, List<String>> rows = new HashMap<>();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
        rows.put(
            table.getKey(),
            query(statement, "SELECT " + table.getValue() + " FROM " + table.getKey()));
      }
      for (Scorecard scorecard : Scorecard.values()) {
        rows.put(
            scorecard.table(),
            query(
                statement,
                "SELECT entity_type, entity_id, day%s, revision, %s FROM %s"
                    .formatted(
                        scorecard == Scorecard.RULE ? ", code" : "",
                        String.join(", ", scorecard.columns()),
                        scorecard.table())));
      }
      return new Tables(rows);
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> query(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row));
      }
      rows.sort(null);
      return rows;
    }
  }

  /** The rows of a table. */
  List<String> of(String table) {
    return rows.getOrDefault(table, List.of());
  }
}
