package dev.odyssey.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The partitions that are known to be there: each is asked for once. */
final class Months {

  private static final String KEEP = "SELECT keep_month(?, ?)";

  private final Set<Month> known = new HashSet<>();

  /**
   * Makes the partitions that rows need, in a transaction of their own: other writers wait for it
   * as short as can be.
   */
  <T> void keep(Connection connection, List<TableWriter<T>> tables, List<T> rows)
      throws SQLException {
    Set<Month> missing = new HashSet<>();
    for (TableWriter<T> table : tables) {
      missing.addAll(table.months(rows));
    }
    missing.removeAll(known);
    if (missing.isEmpty()) {
      return;
    }
    try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
      for (Month month : missing) {
        keep.setString(1, month.table());
        keep.setObject(2, month.first());
        keep.execute();
      }
    }
    connection.commit();
    known.addAll(missing);
  }
}
