package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.odyssey.defects.DefectCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the views say of the counts, on a real PostgreSQL. */
class ScorecardViewsIT {

  private static final Offset<Double> SIX_DIGITS = within(5e-7);

  private static EmbeddedPostgres postgres;
  private static Connection connection;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    postgres.applySchema();
    connection = postgres.connect();
  }

  @AfterAll
  static void stop() throws Exception {
    if (connection != null) {
      connection.close();
    }
    postgres.close();
  }

  @BeforeEach
  void empty() throws Exception {
    execute(
        "TRUNCATE order_scorecard_day, rule_day, contact_scorecard_day, provider_tier, scorecard_target,"
            + " contact_baseline");
    postgres.apply(List.of(ProjectHome.locate().path().resolve("schemas/sql/030-scorecards.sql")));
  }

  // Functions.

  @ParameterizedTest
  @CsvSource({
    "6, 100, 0.027786, 0.124768",
    "0, 10, 0, 0.277533",
    "10, 10, 0.722467, 1",
    "60, 1000, 0.046896, 0.076471",
    "19, 20, 0.763869, 0.991119",
    "1, 1, 0.206549, 1"
  })
  void wilsonsInterval(int numerator, int denominator, double low, double high) throws Exception {
    String arguments = "(%d, %d)".formatted(numerator, denominator);
    assertThat(number("wilson_low" + arguments)).isCloseTo(low, SIX_DIGITS);
    assertThat(number("wilson_high" + arguments)).isCloseTo(high, SIX_DIGITS);
  }

  @Test
  void wilsonsIntervalEndsExactlyAtNoneAndAll() throws Exception {
    assertThat(
            rows(
                """
                SELECT n FROM generate_series(1, 5000) n
                WHERE wilson_low(0, n) <> 0 OR wilson_high(n, n) <> 1
                  OR abs(wilson_high(0, n) - 1 + wilson_low(n, n)) > 1e-15
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1", "-1, 5", "NULL, 5", "0, NULL", "NULL, NULL"})
  void whatIsNoProportionHasNoInterval(String numerator, String denominator) throws Exception {
    String arguments = "(%s, %s)".formatted(numerator, denominator);
    assertThat(rows("SELECT wilson_low" + arguments + ", wilson_high" + arguments))
        .containsExactly("null|null");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.975, 1.959963984540054",
    "0.025, -1.959963984540054",
    "0.9, 1.2815515655446004",
    "0.0013498980316300933, -3",
    "2.866515718791939e-7, -5",
    "6.220960574271785e-16, -8",
    "1e-100, -21.273453560965324"
  })
  void theNormalQuantileIsGoodToFifteenDigits(double p, double z) throws Exception {
    assertThat(number("inverse_normal(%s)".formatted(p)))
        .isCloseTo(z, within(2e-15 * Math.max(1, Math.abs(z))));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 12.706204736432095",
    "2, 4.302652729911275",
    "19, 2.093024054408263",
    "30, 2.042272456301238",
    "31, 2.0395134463964077",
    "100, 1.9839715185235518",
    "100000, 1.9599876961"
  })
  void studentsQuantile(int df, double t) throws Exception {
    assertThat(number("student_t_975(%d)".formatted(df))).isCloseTo(t, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "500000, 1.5",
    "60000, 3.055",
    "308538, 2",
    "66807, 3",
    "6210, 4",
    "233, 5",
    "3.4, 6"
  })
  void sigmaLevels(double dpmo, double sigma) throws Exception {
    assertThat(number("sigma_level(%s)".formatted(dpmo))).isCloseTo(sigma, within(5e-4));
  }

  @Test
  void perfectionAndItsOppositeHaveNoSigmaLevel() throws Exception {
    assertThat(rows("SELECT sigma_level(0), sigma_level(1e6), sigma_level(NULL)"))
        .containsExactly("null|null|null");
  }

  // DPMO.

  @Test
  void contactsAvoidedAgainstEverySecondOrder() throws Exception {
    orders(
        "REGION",
        "BOS",
        "2025-03-01",
        "order_contact_num",
        270_000,
        "order_contact_den",
        4_500_000);
    orders("ALL", "ALL", "2025-03-01", "order_contact_num", 1, "order_contact_den", 2);
    orders("REGION", "NYC", "2025-03-01", "order_contact_den", 7);
    orders("REGION", "LAX", "2025-03-01", "defect_no_show", 1);
    orders("PROVIDER", "p", "2025-03-01", "order_contact_den", 1);

    assertThat(
            rows(
                """
                SELECT entity_type, region, orders, contacted_orders, contact_rate, dpmo,
                  round(sigma_level::numeric, 3), trim_scale(contacts_avoided), trim_scale(cost_avoided), currency
                FROM dpmo ORDER BY region
                """))
        .containsExactly(
            "ALL|ALL|2|1|0.5|500000|1.500|0|0|USD",
            "REGION|BOS|4500000|270000|0.06|60000|3.055|1980000|11880000|USD",
            "REGION|NYC|7|0|0|0|null|3.5|21|USD");
  }

  @Test
  void theBaselineInForceOnTheDayApplies() throws Exception {
    execute(
        "INSERT INTO contact_baseline VALUES ('2025-03-02', 0.40, 5, 'USD'),"
            + " ('2025-03-04', 0.30, 4.50, 'EUR')",
        "DELETE FROM contact_baseline WHERE valid_from < '2025-03-02'");
    for (int day = 1; day <= 5; day++) {
      orders("ALL", "ALL", "2025-03-0" + day, "order_contact_num", 10, "order_contact_den", 100);
    }

    assertThat(
            rows(
                """
                SELECT extract(day FROM day), trim_scale(contacts_avoided), trim_scale(cost_avoided), currency
                FROM dpmo ORDER BY day
                """))
        .containsExactly(
            "1|null|null|null", "2|30|150|USD", "3|30|150|USD", "4|20|90|EUR", "5|20|90|EUR");
  }

  // The long views.

  @Test
  void aDayIsARowForEachMetricThatCountsAnything() throws Exception {
    orders(
        "PROVIDER",
        "p1",
        "2025-03-01",
        "on_time_arrival_num",
        19,
        "on_time_arrival_den",
        20,
        "provider_cancel_den",
        19,
        "star_rating_num",
        9,
        "star_rating_den",
        2,
        "star_rating_sq",
        41,
        "defect_missed_window",
        1);
    orders("PROVIDER", "p2", "2025-03-01");

    assertThat(
            rows(
                """
                SELECT entity_type, entity_id, day, metric, numerator, denominator, provisional, value,
                  round(ci_low::numeric, 6), round(ci_high::numeric, 6), sample_ok
                FROM scorecard_day ORDER BY metric COLLATE "C"
                """))
        .containsExactly(
            "PROVIDER|p1|2025-03-01|defect_MISSED_WINDOW|1|0|0|null|null|null|f",
            "PROVIDER|p1|2025-03-01|on_time_arrival|19|20|0|0.95|0.763869|0.991119|t",
            "PROVIDER|p1|2025-03-01|provider_cancel|0|19|0|0|0.000000|0.168179|f",
            "PROVIDER|p1|2025-03-01|star_rating|9|2|0|4.5|null|null|f");
  }

  @Test
  void hoursAreHoursAndTheProvisionalIsSaid() throws Exception {
    contacts(
        "AGENT",
        "a1",
        "2025-03-01",
        "resolution_millis_num",
        5_400_000,
        "resolution_hours_den",
        2,
        "fcr_24h_num",
        3,
        "fcr_24h_den",
        4,
        "fcr_24h_prov",
        2,
        "csat_num",
        9,
        "csat_den",
        2);
    contacts(
        "TRIAL_ARM",
        "b",
        "2025-03-01",
        "automation_num",
        1,
        "automation_den",
        1,
        "automation_prov",
        1);

    assertThat(
            rows(
                """
                SELECT entity_id, metric, numerator, denominator, provisional, value, ci_low IS NULL
                FROM scorecard_day ORDER BY entity_id, metric
                """))
        .containsExactly(
            "a1|csat|9|2|0|4.5|t",
            "a1|fcr_24h|3|4|2|0.75|f",
            "a1|resolution_hours|1.5|2|0|0.75|t",
            "b|automation|1|1|1|1|f");
  }

  @Test
  void theSampleSizeIsASetting() throws Exception {
    execute("UPDATE scorecard_target SET sample_size = 30");
    for (int n : List.of(29, 30)) {
      orders("REGION", "r" + n, "2025-03-01", "order_contact_den", n);
    }

    assertThat(rows("SELECT entity_id, sample_ok FROM scorecard_day ORDER BY 1"))
        .containsExactly("r29|f", "r30|t");

    execute("DELETE FROM scorecard_target");
    assertThat(rows("SELECT bool_and(sample_ok) FROM scorecard_day")).containsExactly("t");
  }

  @Test
  void everyCounterReachesItsMetric() throws Exception {
    for (String table : List.of("order_scorecard_day", "contact_scorecard_day")) {
      List<String> counters =
          rows(
              """
              SELECT column_name FROM information_schema.columns
              WHERE table_name = '%s' AND data_type = 'bigint' AND column_name <> 'revision'
              ORDER BY ordinal_position
              """
                  .formatted(table));
      String values =
          counters.stream().map(c -> value(c, counters)).collect(Collectors.joining(", "));
      execute(
          "INSERT INTO %s (entity_type, entity_id, day, revision, %s) VALUES ('ALL', 'ALL', '2025-03-01', 1, %s)"
              .formatted(table, String.join(", ", counters), values));
    }
    for (int i = 0; i < DefectCode.BUILT_IN.size(); i++) {
      execute(
          "INSERT INTO rule_day VALUES ('ALL', 'ALL', '2025-03-01', '%s', 1, now(), %d)"
              .formatted(DefectCode.BUILT_IN.get(i), i + 1));
    }
    execute("INSERT INTO rule_day VALUES ('ALL', 'ALL', '2025-03-01', 'OWN_RULE', 1, now(), 7)");
    String counted =
        """
        SELECT lower(metric), numerator, denominator, provisional FROM %s
        WHERE day = '2025-03-01' ORDER BY metric COLLATE "C"
        """;

    List<String> day = rows(counted.formatted("scorecard_day"));

    assertThat(day).hasSize(8 + DefectCode.BUILT_IN.size() + 14);
    for (String row : day) {
      String[] parts = row.split("\\|");
      String table =
          parts[0].startsWith(DEFECT)
              ? "rule_day WHERE '" + parts[0] + "' = 'defect_' || lower(code)"
              : isOrderMetric(parts[0]) ? "order_scorecard_day" : "contact_scorecard_day";
      assertThat(rows("SELECT " + columnsOf(parts[0]) + " FROM " + table))
          .as(parts[0])
          .containsExactly(parts[1] + "|" + parts[2] + "|" + parts[3]);
    }
    assertThat(rows(counted.formatted("scorecard_7d"))).isEqualTo(day);
  }

  /** A value that no other counter has; numerators are below denominators. */
  private static String value(String counter, List<String> counters) {
    int place = counters.indexOf(counter) + 1;
    if (counter.endsWith("_millis_num")) {
      return place + " * 3600000";
    }
    return String.valueOf(counter.endsWith("_den") ? 1000 + place : place);
  }

  private static boolean isOrderMetric(String metric) {
    return List.of(
            "on_time_arrival",
            "completion_in_window",
            "provider_reschedule",
            "provider_cancel",
            "order_contact",
            "approved_claim",
            "star_rating",
            "reopened")
        .contains(metric);
  }

  private static String columnsOf(String metric) {
    if (metric.startsWith("defect_")) {
      return "count, 0, 0";
    }
    String numerator =
        metric.equals("resolution_hours") ? "resolution_millis_num / 3600000" : metric + "_num";
    boolean provisional = metric.startsWith("fcr_") || metric.equals("automation");
    return numerator + ", " + metric + "_den, " + (provisional ? metric + "_prov" : "0");
  }

  @Test
  void aRollingSumStandsAsLongAsItsDaysHoldAnything() throws Exception {
    orders("REGION", "r", "2025-03-01", "on_time_arrival_num", 1, "on_time_arrival_den", 2);
    orders("REGION", "r", "2025-03-03", "on_time_arrival_num", 1, "on_time_arrival_den", 1);
    orders("REGION", "other", "2025-03-20", "on_time_arrival_den", 1);
    orders("REGION", "r", "2025-04-20", "provider_cancel_den", 5);

    assertThat(
            rows(
                """
                SELECT extract(day FROM day), numerator, denominator, round(value::numeric, 3)
                FROM scorecard_7d WHERE entity_id = 'r' ORDER BY day
                """))
        .as("up to seven days each, and nothing of promises for days ahead")
        .containsExactly(
            "1|1|2|0.500",
            "2|1|2|0.500",
            "3|2|3|0.667",
            "4|2|3|0.667",
            "5|2|3|0.667",
            "6|2|3|0.667",
            "7|2|3|0.667",
            "8|1|1|1.000",
            "9|1|1|1.000");
    assertThat(
            rows(
                "SELECT min(day), max(day), max(denominator) FROM scorecard_28d WHERE entity_id = 'r'"))
        .containsExactly("2025-03-01|2025-03-20|3");
  }

  @Test
  void aRollingSumIsTheSumOfItsDays() throws Exception {
    execute(
        "SELECT setseed(0.17)",
        """
        INSERT INTO order_scorecard_day (entity_type, entity_id, day, revision, on_time_arrival_num,
          on_time_arrival_den, star_rating_num, star_rating_den, reopened_num, reopened_den)
        SELECT 'PROVIDER', 'p' || p, DATE '2025-03-01' + d, 1, n, n + (random() * 3)::int, 4 * m, m, m, n + m
        FROM generate_series(1, 12) p, generate_series(0, 99) d,
          LATERAL (SELECT (random() * 4)::int AS n, (random() * 0.8)::int AS m WHERE p > 0) counts
        WHERE random() < 0.2
        """,
        """
        INSERT INTO contact_scorecard_day (entity_type, entity_id, day, revision, fcr_7d_num, fcr_7d_den,
          fcr_7d_prov, resolution_millis_num, resolution_hours_den)
        SELECT 'SITE', 's' || s, DATE '2025-03-01' + d, 1, n, n + 1, n, 1000 * n, n
        FROM generate_series(1, 5) s, generate_series(0, 99) d,
          LATERAL (SELECT (random() * 4)::int AS n WHERE s > 0) counts
        WHERE random() < 0.2
        """);

    for (int days : List.of(7, 28)) {
      String difference =
          """
          WITH expected AS (
            SELECT entity_type, entity_id, day + i AS day, metric, round(sum(numerator)::numeric, 9), sum(denominator), sum(provisional)
            FROM scorecard_day, generate_series(0, %1$d - 1) i
            WHERE day + i <= scorecard_latest_day()
            GROUP BY entity_type, entity_id, day + i, metric
          ), actual AS (
            SELECT entity_type, entity_id, day, metric, round(numerator::numeric, 9), denominator, provisional FROM scorecard_%1$dd
          )
          (TABLE expected EXCEPT TABLE actual) UNION ALL (TABLE actual EXCEPT TABLE expected)
          """
              .formatted(days);
      assertThat(rows(difference)).isEmpty();
      assertThat(rows("SELECT count(*) > 1000 FROM scorecard_%dd".formatted(days)))
          .containsExactly("t");
    }
  }

  @Test
  void theLatestDayIsTodayAtTheLatest() throws Exception {
    assertThat(rows("SELECT scorecard_latest_day()")).containsExactly("null");
    orders("ALL", "ALL", "2025-03-01", "order_contact_den", 1);
    assertThat(rows("SELECT scorecard_latest_day()"))
        .as("nothing is decided yet")
        .containsExactly("2025-03-01");
    contacts("ALL", "ALL", "2025-03-05", "dropped_den", 1);
    orders("ALL", "ALL", "2025-03-04", "on_time_arrival_den", 1);
    assertThat(rows("SELECT scorecard_latest_day()")).containsExactly("2025-03-05");
    orders("ALL", "ALL", "9999-01-01", "on_time_arrival_den", 1);
    assertThat(rows("SELECT scorecard_latest_day() - current_date BETWEEN 0 AND 2"))
        .containsExactly("t");
  }

  // The wide views.

  @Test
  void aProvidersLastFourWeeksBesideTheTargets() throws Exception {
    orders("PROVIDER", "p1", "2025-03-01", "on_time_arrival_den", 1000, "defect_no_show", 50);
    orders(
        "PROVIDER",
        "p1",
        "2025-03-02",
        "on_time_arrival_num",
        11,
        "on_time_arrival_den",
        12,
        "order_contact_den",
        10,
        "star_rating_num",
        9,
        "star_rating_den",
        2,
        "star_rating_sq",
        41);
    orders(
        "PROVIDER",
        "p1",
        "2025-03-29",
        "on_time_arrival_num",
        8,
        "on_time_arrival_den",
        8,
        "order_contact_num",
        1,
        "order_contact_den",
        10,
        "star_rating_num",
        5,
        "star_rating_den",
        1,
        "star_rating_sq",
        25,
        "defect_missed_window",
        2,
        "defect_rework",
        1,
        "defect_unscheduled",
        1);
    orders("PROVIDER", "gone", "2025-03-29");
    execute(
        """
        INSERT INTO provider_tier VALUES
          ('p1', 2, 'AT_RISK', 'STANDARD', now(), '2025-03-02', '2025-03-29', 'default', '{}')
        """);

    assertThat(
            rows(
                """
                SELECT provider_id, window_from, window_to, tier, orders, on_time_arrival_n, on_time_arrival,
                  on_time_arrival_target, provider_cancel, provider_cancel_target, round(star_rating::numeric, 4),
                  round(star_rating_low::numeric, 4), round(star_rating_high::numeric, 4), star_rating_n,
                  contacted_orders, contact_rate, defects, missed_windows, no_shows, rework
                FROM provider_scorecard
                """))
        .containsExactly(
            "p1|2025-03-02|2025-03-29|AT_RISK|20|20|0.95|0.9|null|0.05|4.6667|3.2324|6.1009|3|1|0.05|4|2|0|1");
  }

  @Test
  void agentsSitesAndAllSideBySide() throws Exception {
    for (String[] who : new String[][] {{"AGENT", "a1"}, {"SITE", "BOS"}, {"ALL", "ALL"}}) {
      contacts(
          who[0],
          who[1],
          "2025-03-01",
          "abandoned_den",
          20,
          "transferred_num",
          1,
          "transferred_den",
          10,
          "fcr_24h_num",
          6,
          "fcr_24h_den",
          8,
          "fcr_24h_prov",
          2,
          "resolution_millis_num",
          5_400_000,
          "resolution_hours_den",
          3,
          "csat_num",
          9,
          "csat_den",
          2);
    }
    contacts("AGENT_VERSION", "v2", "2025-03-01", "automation_num", 3, "automation_den", 4);
    String columns =
        "window_to, contacts, sample_ok, transferred, fcr_24h, fcr_24h_n, fcr_24h_provisional,"
            + " resolution_hours, csat, csat_n, effort";
    String expected = "2025-03-01|20|t|0.1|0.75|8|2|0.5|4.5|2|null";

    assertThat(rows("SELECT agent_id, " + columns + " FROM agent_scorecard"))
        .containsExactly("a1|" + expected);
    assertThat(rows("SELECT site, " + columns + " FROM site_scorecard"))
        .containsExactly("BOS|" + expected);
    assertThat(
            rows("SELECT entity_type, automation, automation_n FROM contact_scorecard ORDER BY 1"))
        .containsExactly("AGENT|null|0", "AGENT_VERSION|0.75|4", "ALL|null|0", "SITE|null|0");
  }

  // The scripts.

  @Test
  void theDefaultsAreThere() throws Exception {
    assertThat(
            rows(
                "SELECT metric, direction, target, sample_size FROM scorecard_target ORDER BY metric"))
        .containsExactly(
            "approved_claim|AT_MOST|0.01|20",
            "completion_in_window|AT_LEAST|0.9|20",
            "on_time_arrival|AT_LEAST|0.9|20",
            "provider_cancel|AT_MOST|0.05|20",
            "provider_reschedule|AT_MOST|0.1|20",
            "star_rating|AT_LEAST|4.7|20");
    assertThat(rows("SELECT contact_rate, unit_cost, currency FROM contact_baseline"))
        .containsExactly("0.50|6.00|USD");
  }

  @Test
  void applyingTheScriptsAgainKeepsRowsTargetsAndGrants() throws Exception {
    orders("ALL", "ALL", "2025-03-01", "order_contact_den", 1);
    execute(
        "DELETE FROM scorecard_target WHERE metric <> 'star_rating'",
        "UPDATE contact_baseline SET contact_rate = 0.40",
        "CREATE ROLE analyst",
        "GRANT SELECT ON scorecard_28d, dpmo TO analyst",
        "CREATE VIEW own AS SELECT * FROM scorecard_day");

    postgres.applySchema();

    assertThat(rows("SELECT metric FROM scorecard_target")).containsExactly("star_rating");
    assertThat(rows("SELECT contact_rate FROM contact_baseline")).containsExactly("0.40");
    assertThat(rows("SELECT metric FROM own")).containsExactly("order_contact");
    assertThat(
            rows(
                "SELECT has_table_privilege('analyst', v, 'SELECT')"
                    + " FROM unnest(ARRAY['scorecard_28d', 'dpmo']) v"))
        .containsExactly("t", "t");
    execute("DROP VIEW own", "DROP OWNED BY analyst", "DROP ROLE analyst");
  }

  @Test
  void tablesRefuseWhatCannotBe() {
    for (String row :
        List.of(
            "scorecard_target VALUES ('x', 'ABOUT', 1, 20, 'v')",
            "contact_baseline VALUES ('2025-01-01', 50, 6, 'USD')",
            "provider_tier VALUES ('p', 1, 'SILVER', NULL, now(), '2025-03-01', '2025-03-28', 'v', '{}')",
            "order_scorecard_day VALUES ('AGENT', 'a', '2025-03-01', 1)",
            "order_scorecard_day VALUES ('ALL', 'ALL', '2025-03-01', 0)")) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> execute("INSERT INTO " + row))
          .withMessageContaining("check constraint");
    }
  }

  @Test
  void everythingSaysWhatItMeans() throws Exception {
    assertThat(
            rows(
                """
                SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0
                  AND NOT c.relispartition AND c.relname NOT IN ('open_defect', 'defect_evidence')
                  AND coalesce(col_description(c.oid, a.attnum), '') = ''
                """))
        .isEmpty();
    assertThat(
            rows(
                """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
                  AND NOT relispartition AND obj_description(oid, 'pg_class') IS NULL
                UNION ALL
                SELECT proname FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL
                """))
        .isEmpty();
  }

  @Test
  void whoAsksForALittleReadsALittle() throws Exception {
    execute(
        """
        INSERT INTO order_scorecard_day (entity_type, entity_id, day, revision, on_time_arrival_num,
          on_time_arrival_den, order_contact_den)
        SELECT 'PROVIDER', 'p' || p, DATE '2025-01-01' + d, 1, 5, 6, 7
        FROM generate_series(1, 400) p, generate_series(0, 364) d
        """,
        "ANALYZE order_scorecard_day, contact_scorecard_day");

    for (String question :
        List.of(
            "scorecard_day WHERE entity_type = 'PROVIDER' AND entity_id = 'p7'",
            "scorecard_day WHERE entity_type = 'PROVIDER' AND day = '2025-06-30'",
            "scorecard_28d WHERE entity_type = 'PROVIDER' AND entity_id = 'p7'",
            "scorecard_28d WHERE entity_type = 'PROVIDER' AND entity_id = 'p7' AND day = '2025-06-30'",
            "provider_scorecard WHERE provider_id = 'p7'",
            "provider_scorecard",
            "dpmo WHERE region = 'BOS'")) {
      assertThat(rows("EXPLAIN SELECT * FROM " + question))
          .as(question)
          .noneMatch(line -> line.contains("Seq Scan on order_scorecard_day"))
          .anyMatch(line -> line.contains("Index") && line.contains("order_scorecard_day"));
    }
  }

  private static void orders(String entityType, String entityId, String day, Object... counters)
      throws SQLException {
    insert("order_scorecard_day", entityType, entityId, day, counters);
  }

  private static void contacts(String entityType, String entityId, String day, Object... counters)
      throws SQLException {
    insert("contact_scorecard_day", entityType, entityId, day, counters);
  }

  private static final String DEFECT = "defect_";

  /**
   * Inserts a row, its counters given as names and values in turn; those of defects into rows of
   * their own.
   */
  private static void insert(
      String table, String entityType, String entityId, String day, Object... counters)
      throws SQLException {
    StringBuilder names = new StringBuilder("entity_type, entity_id, day, revision");
    StringBuilder values =
        new StringBuilder("'%s', '%s', '%s', 1".formatted(entityType, entityId, day));
    for (int i = 0; i < counters.length; i += 2) {
      if (counters[i].toString().startsWith(DEFECT)) {
        String code = counters[i].toString().substring(DEFECT.length()).toUpperCase(Locale.ROOT);
        execute(
            "INSERT INTO rule_day VALUES ('%s', '%s', '%s', '%s', 1, now(), %s)"
                .formatted(entityType, entityId, day, code, counters[i + 1]));
        continue;
      }
      names.append(", ").append(counters[i]);
      values.append(", ").append(counters[i + 1]);
    }
    execute("INSERT INTO %s (%s) VALUES (%s)".formatted(table, names, values));
  }

  private static double number(String expression) throws SQLException {
    return Double.parseDouble(rows("SELECT " + expression).get(0));
  }

  private static void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> rows(String sql) throws SQLException {
    return SqlRows.of(connection, sql);
  }
}
