package dev.odyssey.streaming.postgres;

import dev.odyssey.scorecards.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The table {@code scorecard_target}: the targets in force, for views to stand beside values. */
public final class TargetTable {

  private static final String APPLICATION_NAME = "odyssey";

  private static final String INSERT =
      "INSERT INTO scorecard_target (metric, direction, target, sample_size, version)"
          + " VALUES (?, ?, ?, ?, ?)";

  /**
   * Puts these targets in the place of all others, in one transaction.
   *
   * @throws SQLException if the database refuses or is away
   */
  public static void replace(
      PostgresConnection database, String version, int sampleSize, List<Target> targets)
      throws SQLException {
    try (Connection connection = database.open(APPLICATION_NAME)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM scorecard_target");
      }
      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
        Bindings row = new Bindings(statement);
        for (Target target : targets) {
          row.text(target.metric().key())
              .symbol(target.direction())
              .real(target.bound())
              .integer(sampleSize)
              .text(version)
              .addBatch();
        }
        statement.executeBatch();
      }
      connection.commit();
    }
  }

  private TargetTable() {}
}
