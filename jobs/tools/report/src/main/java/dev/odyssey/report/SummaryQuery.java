package dev.odyssey.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The numbers at the head of the report. */
final class SummaryQuery {

  private static final String SUMMARY =
      """
      SELECT
        coalesce(d.orders, 0) AS orders,
        d.contacted AS contact_num, d.orders AS contact_den,
        wilson_low(d.contacted, d.orders) AS contact_low,
        wilson_high(d.contacted, d.orders) AS contact_high,
        sigma_level(1e6 * d.contacted::double precision / d.orders) AS sigma,
        d.contacts_avoided,
        CASE WHEN d.currencies = 1 THEN d.cost_avoided END AS cost_avoided,
        CASE WHEN d.currencies = 1 THEN d.currency END AS currency,
        a.num AS arrival_num, a.den AS arrival_den,
        wilson_low(a.num, a.den) AS arrival_low, wilson_high(a.num, a.den) AS arrival_high
      FROM (
        SELECT
          sum(orders)::bigint AS orders, sum(contacted_orders)::bigint AS contacted,
          sum(contacts_avoided) AS contacts_avoided, sum(cost_avoided) AS cost_avoided,
          count(DISTINCT currency) AS currencies, min(currency) AS currency
        FROM dpmo
        WHERE entity_type = ? AND region = ? AND day BETWEEN ? AND ?
      ) AS d
      CROSS JOIN (
        SELECT sum(on_time_arrival_num)::bigint AS num, sum(on_time_arrival_den)::bigint AS den
        FROM order_scorecard_day
        WHERE entity_type = ? AND entity_id = ? AND day BETWEEN ? AND ?
      ) AS a
      """;

  private static final String OPEN =
      """
      SELECT count(*) AS raised, count(*) FILTER (WHERE severity IN ('HIGH', 'CRITICAL')) AS grave
      FROM defect
      WHERE status = 'RAISED' AND (?::text IS NULL OR region = ?)
        AND raised_at >= (?::date)::timestamp AT TIME ZONE 'UTC'
        AND raised_at < (?::date + 1)::timestamp AT TIME ZONE 'UTC'
      """;

  static Summary read(Connection connection, Scope scope) throws SQLException {
    return Sql.single(
        connection,
        SUMMARY,
        row ->
            new Summary(
                row.getLong("orders"),
                Sql.proportion(row, "contact"),
                Sql.optionalDouble(row, "sigma"),
                Optional.ofNullable(row.getBigDecimal("contacts_avoided")),
                Optional.ofNullable(row.getBigDecimal("cost_avoided")),
                Optional.ofNullable(row.getString("currency")),
                Sql.proportion(row, "arrival")),
        scope.entityType(),
        scope.entityId(),
        scope.from(),
        scope.to(),
        scope.entityType(),
        scope.entityId(),
        scope.from(),
        scope.to());
  }

  /** Days are those of UTC here. */
  static OpenDefects open(Connection connection, Scope scope) throws SQLException {
    return Sql.single(
        connection,
        OPEN,
        row -> new OpenDefects(row.getLong("raised"), row.getLong("grave")),
        scope.region().orElse(null),
        scope.region().orElse(null),
        scope.from(),
        scope.to());
  }

  private SummaryQuery() {}
}
