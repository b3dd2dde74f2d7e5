package dev.odyssey.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * All that a report shows, as of one moment.
 *
 * @param updatedAt when the latest of these rows was written; empty where there is none
 * @param before the period before, to compare with
 * @param providers of all regions, as are sites, agents, regions and alerts
 * @param outreach all codes together first; empty where nobody was written to
 */
record ReportData(
    Scope scope,
    Optional<OffsetDateTime> updatedAt,
    Summary summary,
    Summary before,
    OpenDefects openDefects,
    Trend trend,
    List<Target> targets,
    List<Provider> providers,
    Pareto orderDefects,
    Pareto contactDefects,
    Comparison sites,
    Comparison agents,
    List<Region> regions,
    List<OutreachValue> outreach,
    List<AlertDay> alerts) {

  /**
   * Reads a report in one transaction, so that all of it is of one moment.
   *
   * @param to the last day; the latest day that is measured where it is empty
   * @param today the last day where nothing is measured yet
   * @throws IllegalArgumentException if the region never had an order
   */
  static ReportData read(
      Connection connection,
      Optional<LocalDate> to,
      int days,
      Optional<String> region,
      LocalDate today)
      throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      Optional<LocalDate> last = to.isPresent() ? to : LatestQuery.day(connection);
      if (last.isPresent()
          && region.isPresent()
          && !RegionsQuery.exists(connection, region.get())) {
        throw new IllegalArgumentException("no order was ever in the region " + region.get());
      }
      return read(connection, Scope.lastDays(last.orElse(today), days, region));
    } finally {
      connection.rollback();
    }
  }

  private static ReportData read(Connection connection, Scope scope) throws SQLException {
    return new ReportData(
        scope,
        LatestQuery.updatedAt(connection, scope),
        SummaryQuery.read(connection, scope),
        SummaryQuery.read(connection, scope.before()),
        SummaryQuery.open(connection, scope),
        TrendQuery.read(connection, scope),
        ProvidersQuery.targets(connection),
        ProvidersQuery.read(connection, scope),
        ParetoQuery.ofOrders(connection, scope),
        ParetoQuery.ofContacts(connection, scope),
        ComparisonQuery.read(connection, scope, "SITE"),
        ComparisonQuery.read(connection, scope, "AGENT"),
        RegionsQuery.read(connection, scope),
        OutreachQuery.value(connection, scope),
        OutreachQuery.alerts(connection, scope));
  }

  /** A funnel plot for each target, where any provider has cases. */
  List<Funnel> funnels() {
    return targets.stream().flatMap(target -> Funnel.of(target, providers).stream()).toList();
  }

  /** Whether there is nothing to show. */
  boolean isEmpty() {
    return updatedAt.isEmpty() && trend.isEmpty() && openDefects.all() == 0;
  }
}
