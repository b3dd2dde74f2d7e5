package dev.odyssey.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What every query does: bind, run, and take row by row. */
final class Sql {

  /** Makes a record of the row that the result stands on. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  static <T> List<T> list(
      Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(mapper.map(result));
        }
        return rows;
      }
    }
  }

  /** The row of a query that always has exactly one. */
  static <T> T single(Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    return list(connection, sql, mapper, parameters).get(0);
  }

  /**
   * The measure in the columns {@code <name>_num}, {@code _den}, {@code _low}, {@code _high}; empty
   * where the denominator is 0 or null.
   */
  static Optional<Measure> proportion(ResultSet row, String name) throws SQLException {
    long denominator = row.getLong(name + "_den");
    return denominator == 0
        ? Optional.empty()
        : Optional.of(
            new Measure(
                row.getDouble(name + "_num"),
                denominator,
                0,
                optionalDouble(row, name + "_low"),
                optionalDouble(row, name + "_high")));
  }

  static OptionalDouble optionalDouble(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private Sql() {}
}
