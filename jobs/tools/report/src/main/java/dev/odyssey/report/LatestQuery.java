package dev.odyssey.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** How far the tables have got. */
final class LatestQuery {

  private static final String UPDATED =
      """
      SELECT greatest(
        (SELECT max(updated_at) FROM order_scorecard_day WHERE day BETWEEN ? AND ?),
        (SELECT max(updated_at) FROM contact_scorecard_day WHERE day BETWEEN ? AND ?)) AS updated_at
      """;

  /** The last day that is measured; empty when there are no rows. */
  static Optional<LocalDate> day(Connection connection) throws SQLException {
    return Sql.single(
        connection,
        "SELECT scorecard_latest_day() AS day",
        row -> Optional.ofNullable(row.getObject("day", LocalDate.class)));
  }

  /** When a row of the period was written last; empty when there are none. */
  static Optional<OffsetDateTime> updatedAt(Connection connection, Scope scope)
      throws SQLException {
    return Sql.single(
        connection,
        UPDATED,
        row -> Optional.ofNullable(row.getObject("updated_at", OffsetDateTime.class)),
        scope.from(),
        scope.to(),
        scope.from(),
        scope.to());
  }

  private LatestQuery() {}
}
