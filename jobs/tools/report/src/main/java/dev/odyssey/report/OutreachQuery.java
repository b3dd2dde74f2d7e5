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
        day, sum(fired)::bigint AS fired, sum(interruptions)::bigint AS interruptions,
        sum(acted_on)::bigint AS acted_on,
        sum(first)::bigint AS first, sum(members)::bigint AS members, sum(worse)::bigint AS worse,
        sum(reminders)::bigint AS reminders, sum(again)::bigint AS again, sum(over)::bigint AS over
      FROM alert_day
      WHERE day BETWEEN ? AND ?
      GROUP BY day
      ORDER BY day DESC
      """;

  /** The reason of interruptions by an end, which nobody acts on. */
  static final String OVER = "over";

  /** What the reasons of interruptions are called, by column. */
  static final Map<String, String> REASONS = reasons();

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("first", "First");
    reasons.put("members", "New members");
    reasons.put("worse", "Worse");
    reasons.put("reminders", "Reminder");
    reasons.put("again", "Again");
    reasons.put(OVER, "Over");
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
          Map<String, Long> byReason = new LinkedHashMap<>();
          for (String reason : REASONS.keySet()) {
            byReason.put(reason, row.getLong(reason));
          }
          return new AlertDay(
              row.getObject("day", LocalDate.class),
              row.getLong("fired"),
              row.getLong("interruptions"),
              row.getLong("acted_on"),
              byReason);
        },
        scope.from(),
        scope.to());
  }

  private OutreachQuery() {}
}
