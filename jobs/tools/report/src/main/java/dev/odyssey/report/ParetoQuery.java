package dev.odyssey.report;

import java.sql.Connection;
import java.sql.SQLException;

/** Defects by code: those of orders from the counts, those of contacts from the defects. */
final class ParetoQuery {

  private static final String OF_ORDERS =
      """
      SELECT code, sum(count)::bigint AS defects
      FROM rule_day
      WHERE entity_type = ? AND entity_id = ? AND day BETWEEN ? AND ?
      GROUP BY code
      HAVING sum(count) > 0
      """;

  private static final String OF_CONTACTS =
      """
      SELECT code, count(*) AS defects
      FROM defect
      WHERE
        status <> 'RETRACTED' AND contact_id IS NOT NULL
        AND raised_at >= (?::date)::timestamp AT TIME ZONE 'UTC'
        AND raised_at < (?::date + 1)::timestamp AT TIME ZONE 'UTC'
        AND code IN (
          'REPEAT_CONTACT', 'TRANSFER_CHAIN', 'DROPPED_CONTACT', 'ABANDONED_CONTACT',
          'SLOW_RESOLUTION', 'NOT_SOLVED')
      GROUP BY code
      """;

  private static final Sql.RowMapper<Pareto.Count> COUNT =
      row -> new Pareto.Count(row.getString("code"), row.getLong("defects"));

  static Pareto ofOrders(Connection connection, Scope scope) throws SQLException {
    return Pareto.of(
        Sql.list(
            connection,
            OF_ORDERS,
            COUNT,
            scope.entityType(),
            scope.entityId(),
            scope.from(),
            scope.to()));
  }

  /** Of all regions: a contact has none. Days are those of UTC. */
  static Pareto ofContacts(Connection connection, Scope scope) throws SQLException {
    return Pareto.of(Sql.list(connection, OF_CONTACTS, COUNT, scope.from(), scope.to()));
  }

  private ParetoQuery() {}
}
