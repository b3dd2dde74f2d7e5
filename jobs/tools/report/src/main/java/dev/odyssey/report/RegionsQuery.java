package dev.odyssey.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The regions of the period. */
final class RegionsQuery {

  private static final String REGIONS =
      """
      SELECT
        region, contact_num, contact_den,
        wilson_low(contact_num, contact_den) AS contact_low,
        wilson_high(contact_num, contact_den) AS contact_high,
        sigma_level(1e6 * contact_num::double precision / contact_den) AS sigma
      FROM (
        SELECT region, sum(contacted_orders)::bigint AS contact_num, sum(orders)::bigint AS contact_den
        FROM dpmo
        WHERE entity_type = 'REGION' AND day BETWEEN ? AND ?
        GROUP BY region
      ) AS regions
      ORDER BY contact_num::double precision / contact_den DESC, region
      """;

  /** The worst first. */
  static List<Region> read(Connection connection, Scope scope) throws SQLException {
    return Sql.list(
        connection,
        REGIONS,
        row ->
            new Region(
                row.getString("region"),
                Sql.proportion(row, "contact").orElseThrow(),
                Sql.optionalDouble(row, "sigma")),
        scope.from(),
        scope.to());
  }

  /** Whether a region ever had an order. */
  static boolean exists(Connection connection, String region) throws SQLException {
    return Sql.single(
        connection,
        "SELECT EXISTS (SELECT FROM order_scorecard_day WHERE entity_type = 'REGION' AND entity_id = ?) AS found",
        row -> row.getBoolean("found"),
        region);
  }

  private RegionsQuery() {}
}
