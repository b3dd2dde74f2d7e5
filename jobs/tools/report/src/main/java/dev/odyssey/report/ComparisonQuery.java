package dev.odyssey.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sites or agents in the period. */
final class ComparisonQuery {

  private static final String MEMBERS =
      """
      SELECT
        c.entity_id, c.contacts, m.metric, m.num, m.den, m.prov,
        wilson_low(m.num, m.den) AS low, wilson_high(m.num, m.den) AS high
      FROM (
        SELECT
          entity_id, sum(repeated_den)::bigint AS contacts,
          sum(fcr_7d_num)::bigint AS fcr_7d_num, sum(fcr_7d_den)::bigint AS fcr_7d_den,
          sum(fcr_7d_prov)::bigint AS fcr_7d_prov,
          sum(transferred_num)::bigint AS transferred_num, sum(transferred_den)::bigint AS transferred_den,
          sum(repeated_num)::bigint AS repeated_num, sum(repeated_den)::bigint AS repeated_den,
          sum(solved_yes_num)::bigint AS solved_yes_num, sum(solved_yes_den)::bigint AS solved_yes_den
        FROM contact_scorecard_day
        WHERE entity_type = ? AND day BETWEEN ? AND ?
        GROUP BY entity_id
      ) AS c
      CROSS JOIN LATERAL (
        VALUES
          ('fcr_7d', c.fcr_7d_num, c.fcr_7d_den, c.fcr_7d_prov),
          ('transferred', c.transferred_num, c.transferred_den, 0),
          ('repeated', c.repeated_num, c.repeated_den, 0),
          ('solved_yes', c.solved_yes_num, c.solved_yes_den, 0)
      ) AS m (metric, num, den, prov)
      WHERE m.den > 0
      ORDER BY c.entity_id
      """;

  private record Cell(String id, long contacts, Metric metric, Measure measure) {}

  /**
   * The comparison.
   *
   * @param entityType AGENT or SITE
   */
  static Comparison read(Connection connection, Scope scope, String entityType)
      throws SQLException {
    List<Cell> cells =
        Sql.list(
            connection,
            MEMBERS,
            row ->
                new Cell(
                    row.getString("entity_id"),
                    row.getLong("contacts"),
                    Metric.find(row.getString("metric")).orElseThrow(),
                    new Measure(
                        row.getLong("num"),
                        row.getLong("den"),
                        row.getLong("prov"),
                        Sql.optionalDouble(row, "low"),
                        Sql.optionalDouble(row, "high"))),
            entityType,
            scope.from(),
            scope.to());
    Map<String, Comparison.Member> members = new LinkedHashMap<>();
    for (Cell cell : cells) {
      members
          .computeIfAbsent(
              cell.id(),
              id -> new Comparison.Member(id, cell.contacts(), new EnumMap<>(Metric.class)))
          .measures()
          .put(cell.metric(), cell.measure());
    }
    int sampleSize =
        Sql.single(connection, "SELECT scorecard_sample_size() AS n", row -> row.getInt("n"));
    return new Comparison(List.copyOf(members.values()), sampleSize);
  }

  private ComparisonQuery() {}
}
