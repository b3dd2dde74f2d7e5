package dev.odyssey.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What alerts and messages were worth in the period. */
final class OutreachQuery {

  /** From the rows behind {@code outreach_value}: medians do not add up over its days. */
  private static final String VALUE =
      """
      SELECT
        c.*,
        wilson_low(proactive_num, proactive_den) AS proactive_low,
        wilson_high(proactive_num, proactive_den) AS proactive_high,
        wilson_low(acted_num, acted_den) AS acted_low,
        wilson_high(acted_num, acted_den) AS acted_high,
        wilson_low(contacted_num, contacted_den) AS contacted_low,
        wilson_high(contacted_num, contacted_den) AS contacted_high,
        wilson_low(others_num, others_den) AS others_low,
        wilson_high(others_num, others_den) AS others_high
      FROM (
        SELECT
          o.code,
          count(*) AS defects,
          count(*) FILTER (WHERE alerted) AS alerted,
          count(*) FILTER (WHERE messaged) AS messaged,
          count(*) FILTER (WHERE proactive) AS proactive_num,
          count(o.order_id) AS proactive_den,
          extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY first_contact_at - reached_at)
            FILTER (WHERE proactive)) AS lead,
          count(*) FILTER (WHERE acted) AS acted_num,
          count(reached_at) AS acted_den,
          count(*) FILTER (WHERE proactive AND first_contact_at IS NOT NULL) AS contacted_num,
          count(*) FILTER (WHERE proactive) AS contacted_den,
          count(*) FILTER (WHERE o.order_id IS NOT NULL AND NOT proactive AND first_contact_at IS NOT NULL) AS others_num,
          count(*) FILTER (WHERE o.order_id IS NOT NULL AND NOT proactive) AS others_den
        FROM outreach_defect AS o
        JOIN defect AS d USING (defect_id)
        WHERE o.day BETWEEN ? AND ? AND (CAST(? AS text) IS NULL OR d.region = CAST(? AS text))
        GROUP BY GROUPING SETS ((o.code), ())
      ) AS c
      WHERE messaged > 0
      ORDER BY code IS NOT NULL, messaged DESC, code
      """;

  private static final String ALERTS =
      """
      SELECT
        day, sum(fired)::bigint AS fired, sum(notified)::bigint AS notified,
        sum(historical)::bigint AS historical, sum(inhibited)::bigint AS inhibited,
        sum(feed_silent)::bigint AS feed_silent, sum(storm)::bigint AS storm,
        sum(silenced)::bigint AS silenced
      FROM alert_day
      WHERE day BETWEEN ? AND ?
      GROUP BY day
      ORDER BY day DESC
      """;

  /** What the reasons of alerts that interrupted nobody are called, by column. */
  static final Map<String, String> REASONS = reasons();

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("inhibited", "Something worse");
    reasons.put("feed_silent", "Feed silent");
    reasons.put("storm", "One of many");
    reasons.put("silenced", "Silenced");
    reasons.put("historical", "History");
    return reasons;
  }

  /** All codes together, then those about which most was written; empty if nothing was. */
  static List<OutreachValue> value(Connection connection, Scope scope) throws SQLException {
    return Sql.list(
        connection,
        VALUE,
        row ->
            new OutreachValue(
                Optional.ofNullable(row.getString("code")),
                row.getLong("defects"),
                row.getLong("alerted"),
                row.getLong("messaged"),
                Sql.proportion(row, "proactive"),
                lead(row),
                Sql.proportion(row, "acted"),
                Sql.proportion(row, "contacted"),
                Sql.proportion(row, "others")),
        scope.from(),
        scope.to(),
        scope.region().orElse(null),
        scope.region().orElse(null));
  }

  private static Optional<Duration> lead(ResultSet row) throws SQLException {
    double seconds = row.getDouble("lead");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (seconds * 1e3)));
  }

  /** Alerts of all regions, the latest day first. */
  static List<AlertDay> alerts(Connection connection, Scope scope) throws SQLException {
    return Sql.list(
        connection,
        ALERTS,
        row -> {
          Map<String, Long> suppressed = new LinkedHashMap<>();
          for (String reason : REASONS.keySet()) {
            suppressed.put(reason, row.getLong(reason));
          }
          return new AlertDay(
              row.getObject("day", LocalDate.class),
              row.getLong("fired"),
              row.getLong("notified"),
              suppressed);
        },
        scope.from(),
        scope.to());
  }

  private OutreachQuery() {}
}
