package dev.odyssey.tables;

import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.Target;
import dev.odyssey.scorecards.tiers.Targets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * The table {@code scorecard_target}: the targets in force, for views to compare values with. They
 * are written with each batch of scorecards; where they are there already, nothing changes.
 */
final class TargetTable implements TableWriter<ScorecardRow> {

  private static final String NAME = "scorecard_target";

  private final Targets targets;
  private final Table<Target> rows;

  TargetTable(Targets targets) {
    this.targets = targets;
    this.rows =
        Table.merging(
            NAME,
            new Columns<Target>()
                .text("metric", target -> target.metric().key())
                .symbol("direction", Target::direction)
                .real("target", Target::bound)
                .integer("sample_size", target -> targets.sampleSize())
                .text("version", target -> targets.version())
                .list(),
            1,
            """
            DO UPDATE SET
              direction = EXCLUDED.direction, target = EXCLUDED.target,
              sample_size = EXCLUDED.sample_size, version = EXCLUDED.version,
              updated_at = EXCLUDED.updated_at
            WHERE (kept.direction, kept.target, kept.sample_size, kept.version)
              IS DISTINCT FROM
              (EXCLUDED.direction, EXCLUDED.target, EXCLUDED.sample_size, EXCLUDED.version)""",
            (first, second) -> second);
  }

  @Override
  public String table() {
    return NAME;
  }

  @Override
  public Set<Month> months(List<ScorecardRow> scorecards) {
    return Set.of();
  }

  @Override
  public void write(Connection connection, List<ScorecardRow> scorecards) throws SQLException {
    try (PreparedStatement others =
        connection.prepareStatement("DELETE FROM " + NAME + " WHERE metric <> ALL (?)")) {
      Object[] metrics = targets.targets().stream().map(target -> target.metric().key()).toArray();
      others.setArray(1, connection.createArrayOf("text", metrics));
      others.executeUpdate();
    }
    rows.write(connection, targets.targets());
  }
}
