package dev.odyssey.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers of the period, and the targets they are measured against. */
final class ProvidersQuery {

  private static final String PROVIDERS =
      """
      SELECT
        c.*, t.tier,
        wilson_low(on_time_arrival_num, on_time_arrival_den) AS on_time_arrival_low,
        wilson_high(on_time_arrival_num, on_time_arrival_den) AS on_time_arrival_high,
        wilson_low(completion_in_window_num, completion_in_window_den) AS completion_in_window_low,
        wilson_high(completion_in_window_num, completion_in_window_den) AS completion_in_window_high,
        wilson_low(provider_reschedule_num, provider_reschedule_den) AS provider_reschedule_low,
        wilson_high(provider_reschedule_num, provider_reschedule_den) AS provider_reschedule_high,
        wilson_low(provider_cancel_num, provider_cancel_den) AS provider_cancel_low,
        wilson_high(provider_cancel_num, provider_cancel_den) AS provider_cancel_high,
        wilson_low(approved_claim_num, approved_claim_den) AS approved_claim_low,
        wilson_high(approved_claim_num, approved_claim_den) AS approved_claim_high,
        star_rating_num::double precision / nullif(star_rating_den, 0)
          - mean_margin(star_rating_num, star_rating_den, star_rating_sq) AS star_rating_low,
        star_rating_num::double precision / nullif(star_rating_den, 0)
          + mean_margin(star_rating_num, star_rating_den, star_rating_sq) AS star_rating_high
      FROM (
        SELECT
          entity_id AS provider_id,
          coalesce(sum(order_contact_den), 0)::bigint AS orders,
          coalesce(sum(on_time_arrival_num), 0)::bigint AS on_time_arrival_num,
          coalesce(sum(on_time_arrival_den), 0)::bigint AS on_time_arrival_den,
          coalesce(sum(completion_in_window_num), 0)::bigint AS completion_in_window_num,
          coalesce(sum(completion_in_window_den), 0)::bigint AS completion_in_window_den,
          coalesce(sum(provider_reschedule_num), 0)::bigint AS provider_reschedule_num,
          coalesce(sum(provider_reschedule_den), 0)::bigint AS provider_reschedule_den,
          coalesce(sum(provider_cancel_num), 0)::bigint AS provider_cancel_num,
          coalesce(sum(provider_cancel_den), 0)::bigint AS provider_cancel_den,
          coalesce(sum(approved_claim_num), 0)::bigint AS approved_claim_num,
          coalesce(sum(approved_claim_den), 0)::bigint AS approved_claim_den,
          coalesce(sum(star_rating_num), 0)::bigint AS star_rating_num,
          coalesce(sum(star_rating_den), 0)::bigint AS star_rating_den,
          coalesce(sum(star_rating_sq), 0)::bigint AS star_rating_sq,
          coalesce(sum(defects), 0)::bigint AS defects
        FROM order_scorecard_day
        FULL JOIN (
          SELECT entity_type, entity_id, day, sum(count) AS defects
          FROM rule_day
          GROUP BY entity_type, entity_id, day
        ) AS d USING (entity_type, entity_id, day)
        WHERE entity_type = 'PROVIDER' AND day BETWEEN ? AND ?
        GROUP BY entity_id
      ) AS c
      LEFT JOIN provider_tier AS t ON t.provider_id = c.provider_id
      WHERE
        orders + defects + on_time_arrival_den + completion_in_window_den + provider_reschedule_den
        + provider_cancel_den + approved_claim_den + star_rating_den > 0
      ORDER BY orders DESC, c.provider_id
      """;

  private static final String TARGETS =
      "SELECT metric, target, direction = 'AT_LEAST' AS at_least, sample_size FROM scorecard_target";

  /** Those with the most orders first. */
  static List<Provider> read(Connection connection, Scope scope) throws SQLException {
    return Sql.list(connection, PROVIDERS, ProvidersQuery::provider, scope.from(), scope.to());
  }

  private static Provider provider(ResultSet row) throws SQLException {
    Map<Metric, Measure> measures = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.OF_PROVIDERS) {
      Sql.proportion(row, metric.id()).ifPresent(measure -> measures.put(metric, measure));
    }
    return new Provider(
        row.getString("provider_id"),
        Optional.ofNullable(row.getString("tier")),
        row.getLong("orders"),
        row.getLong("defects"),
        measures,
        row.getDouble("star_rating_sq"));
  }

  /** In the order of {@link Metric#OF_PROVIDERS}; those of metrics not known here are left out. */
  static List<Target> targets(Connection connection) throws SQLException {
    Map<Metric, Target> targets = new EnumMap<>(Metric.class);
    Sql.list(
            connection,
            TARGETS,
            row -> {
              double value = row.getDouble("target");
              boolean atLeast = row.getBoolean("at_least");
              int sampleSize = row.getInt("sample_size");
              return Metric.find(row.getString("metric"))
                  .filter(Metric.OF_PROVIDERS::contains)
                  .map(metric -> new Target(metric, value, atLeast, sampleSize));
            })
        .forEach(found -> found.ifPresent(target -> targets.put(target.metric(), target)));
    return List.copyOf(targets.values());
  }

  private ProvidersQuery() {}
}
