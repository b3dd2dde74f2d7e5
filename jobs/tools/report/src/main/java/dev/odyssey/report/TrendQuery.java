package dev.odyssey.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** The contact rate by day, and over the four weeks up to each day. */
final class TrendQuery {

  private static final String DAYS =
      """
      SELECT
        day, daily_num, daily_den,
        wilson_low(daily_num, daily_den) AS daily_low, wilson_high(daily_num, daily_den) AS daily_high,
        rolling_num, rolling_den,
        wilson_low(rolling_num, rolling_den) AS rolling_low,
        wilson_high(rolling_num, rolling_den) AS rolling_high,
        sigma_level(1e6 * rolling_num::double precision / nullif(rolling_den, 0)) AS sigma,
        (SELECT contact_rate FROM contact_baseline WHERE valid_from <= day ORDER BY valid_from DESC LIMIT 1) AS baseline
      FROM (
        SELECT
          span.day::date AS day, c.contacted_orders AS daily_num, c.orders AS daily_den,
          sum(c.contacted_orders) OVER lately AS rolling_num, sum(c.orders) OVER lately AS rolling_den
        FROM generate_series(?::date - ?, ?::date, interval '1 day') AS span (day)
        LEFT JOIN dpmo AS c ON c.day = span.day AND c.entity_type = ? AND c.region = ?
        WINDOW lately AS (ORDER BY span.day ROWS BETWEEN ? PRECEDING AND CURRENT ROW)
      ) AS days
      WHERE day >= ?
      ORDER BY day
      """;

  static Trend read(Connection connection, Scope scope) throws SQLException {
    int before = Scope.LINE_DAYS - 1;
    return new Trend(
        Sql.list(
            connection,
            DAYS,
            row ->
                new Trend.Day(
                    row.getObject("day", LocalDate.class),
                    Sql.proportion(row, "daily"),
                    Sql.proportion(row, "rolling"),
                    Sql.optionalDouble(row, "sigma"),
                    Sql.optionalDouble(row, "baseline")),
            scope.trendFrom(),
            before,
            scope.to(),
            scope.entityType(),
            scope.entityId(),
            before,
            scope.trendFrom()));
  }

  private TrendQuery() {}
}
