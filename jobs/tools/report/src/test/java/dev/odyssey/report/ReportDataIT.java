package dev.odyssey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.odyssey.sandbox.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reports read, on a real PostgreSQL. */
class ReportDataIT {

  private static final LocalDate TODAY = LocalDate.of(2025, 4, 1);
  private static final LocalDate END_OF_MARCH = LocalDate.of(2025, 3, 31);

  private static EmbeddedPostgres postgres;

  private Connection connection;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start();
    postgres.applySchema();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void connect() throws Exception {
    connection = postgres.connect();
    Marketplace.clear(connection);
  }

  @AfterEach
  void disconnect() throws Exception {
    connection.close();
  }

  // A history whose scorecards were worked out by another program.

  @Test
  void theHeadOfAHistory() throws Exception {
    Marketplace.loadHistory(connection);
    ReportData data = read(END_OF_MARCH);

    assertThat(data.scope().from()).isEqualTo("2025-03-04");
    assertThat(data.updatedAt()).isPresent();
    assertThat(data.isEmpty()).isFalse();
    assertThat(data.summary().orders()).isEqualTo(32);
    assertThat(data.summary().contactRate().orElseThrow())
        .returns(8.0, Measure::numerator)
        .returns(32L, Measure::denominator);
    assertThat(data.summary().dpmo()).hasValue(250_000);
    assertThat(data.summary().contactsAvoided().orElseThrow()).isEqualByComparingTo("8");
    assertThat(data.summary().costAvoided().orElseThrow()).isEqualByComparingTo("48");
    assertThat(data.summary().onTimeArrival().orElseThrow())
        .returns(11.0, Measure::numerator)
        .returns(37L, Measure::denominator);
  }

  @Test
  void theDefectsOfAHistory() throws Exception {
    Marketplace.loadHistory(connection);
    Pareto pareto = read(END_OF_MARCH).orderDefects();

    assertThat(pareto.total()).isEqualTo(149);
    assertThat(pareto.bars().subList(0, 4))
        .extracting(Pareto.Bar::code, Pareto.Bar::count)
        .containsExactly(
            tuple("LATE_DEPARTURE", 28L),
            tuple("MISSED_WINDOW", 26L),
            tuple("UNCONFIRMED", 26L),
            tuple("STALLED_START", 12L));
    assertThat(pareto.bars()).hasSize(16);
  }

  @Test
  void theSitesAndRegionsOfAHistory() throws Exception {
    Marketplace.loadHistory(connection);
    ReportData data = read(END_OF_MARCH);

    assertThat(counts(data.sites(), "SJO"))
        .containsOnly(
            Map.entry(Metric.TRANSFERRED, "10/16"),
            Map.entry(Metric.REPEATED, "3/16"),
            Map.entry(Metric.FCR_7D, "8/11"),
            Map.entry(Metric.SOLVED_YES, "1/3"));
    assertThat(data.sites().means().get(Metric.FCR_7D)).isEqualTo(21 / 26.0);
    assertThat(data.regions())
        .extracting(region -> region.id() + " " + fraction(region.contactRate()))
        .containsExactly("US-NY 3/7", "DE-BE 3/10", "IN-KA 2/9", "US-WA 0/6");
    assertThat(data.regions().get(3).sigma()).isEmpty();
  }

  @Test
  void theProvidersOfAHistory() throws Exception {
    Marketplace.loadHistory(connection);
    ReportData data = read(END_OF_MARCH);

    assertThat(data.providers()).hasSize(12);
    Provider first = data.providers().get(0);
    assertThat(first.id()).isEqualTo("P10");
    assertThat(first.orders()).isEqualTo(6);
    Provider rated =
        data.providers().stream().filter(provider -> provider.id().equals("P9")).findFirst().get();
    assertThat(rated.measures().get(Metric.STAR_RATING).value()).isEqualTo(4);
    assertThat(data.targets())
        .extracting(Target::metric)
        .containsExactlyElementsOf(Metric.OF_PROVIDERS);
    assertThat(data.funnels()).hasSize(6);
  }

  @Test
  void aRegionOfAHistory() throws Exception {
    Marketplace.loadHistory(connection);
    ReportData data =
        ReportData.read(connection, Optional.of(END_OF_MARCH), 28, Optional.of("DE-BE"), TODAY);

    assertThat(fraction(data.summary().contactRate().orElseThrow())).isEqualTo("3/10");
    assertThat(data.providers()).hasSize(12);
    assertThat(data.orderDefects().total()).isLessThan(149);
  }

  // Rows made by hand.

  @Test
  void knownAnswers() throws Exception {
    orders("2025-03-31", 270_000, 4_500_000);
    Summary summary = read(END_OF_MARCH).summary();

    assertThat(summary.dpmo()).hasValue(60_000);
    assertThat(summary.sigma().orElseThrow()).isCloseTo(3.055, within(5e-4));
    assertThat(summary.contactsAvoided().orElseThrow()).isEqualByComparingTo("1980000");
    assertThat(summary.costAvoided().orElseThrow()).isEqualByComparingTo("11880000");
    assertThat(summary.currency()).contains("USD");
  }

  @Test
  void aTrendHasEveryDayAndAddsUpFourWeeks() throws Exception {
    orders("2025-03-01", 6, 100);
    orders("2025-03-28", 0, 100);
    orders("2025-03-29", 3, 100);
    List<Trend.Day> days = read(END_OF_MARCH).trend().days();

    assertThat(days).hasSize(Scope.TREND_DAYS);
    assertThat(days.get(0).day()).isEqualTo("2024-10-03");
    assertThat(days.get(0).rolling()).isEmpty();
    Trend.Day first = day(days, "2025-03-01");
    assertThat(fraction(first.daily().orElseThrow())).isEqualTo("6/100");
    assertThat(first.rolling().orElseThrow().low().orElseThrow()).isCloseTo(0.027786, within(1e-6));
    assertThat(first.sigma().orElseThrow()).isCloseTo(3.055, within(5e-4));
    assertThat(day(days, "2025-03-02").daily()).isEmpty();
    assertThat(fraction(day(days, "2025-03-28").rolling().orElseThrow())).isEqualTo("6/200");
    assertThat(fraction(day(days, "2025-03-29").rolling().orElseThrow())).isEqualTo("3/200");
    assertThat(days).last().returns(0.5, day -> day.baseline().orElseThrow());
  }

  @Test
  void theFirstDayOfATrendAddsUpWhatWasBefore() throws Exception {
    orders("2024-09-20", 1, 10);
    orders("2025-03-31", 1, 10);

    assertThat(read(END_OF_MARCH).trend().days().get(0).rolling()).isPresent();
  }

  @Test
  void withoutADayItEndsWithTheLatestThatIsMeasured() throws Exception {
    orders("2025-03-10", 1, 10);
    ReportData data = ReportData.read(connection, Optional.empty(), 7, Optional.empty(), TODAY);

    assertThat(data.scope())
        .isEqualTo(Scope.lastDays(LocalDate.of(2025, 3, 10), 7, Optional.empty()));
    assertThat(data.scope().before().to()).isEqualTo("2025-03-03");
  }

  @Test
  void provisionalSuccessesAreCounted() throws Exception {
    Marketplace.execute(
        connection,
        """
        INSERT INTO contact_scorecard_day (entity_type, entity_id, day, revision, fcr_7d_num, fcr_7d_den, fcr_7d_prov)
        VALUES ('AGENT', 'a', '2025-03-30', 1, 8, 10, 4), ('AGENT', 'a', '2025-03-31', 1, 10, 10, 6)
        """);

    assertThat(read(END_OF_MARCH).agents().provisionalShare(Metric.FCR_7D)).contains(0.5);
  }

  @Test
  void defectsThatNothingHasSettled() throws Exception {
    Marketplace.loadSynthetic(connection);
    ReportData data = read(END_OF_MARCH);

    assertThat(data.openDefects().all())
        .isEqualTo(
            count(
                "SELECT count(*) FROM defect WHERE status = 'RAISED' AND raised_at >= '2025-03-04Z'"));
    assertThat(data.contactDefects().total())
        .isEqualTo(
            count(
                "SELECT count(*) FROM defect WHERE status <> 'RETRACTED' AND contact_id IS NOT NULL"
                    + " AND raised_at >= '2025-03-04Z'"));
    assertThat(data.providers()).anyMatch(provider -> provider.tier().isPresent());
  }

  @Test
  void withoutRowsItIsEmpty() throws Exception {
    ReportData data = ReportData.read(connection, Optional.empty(), 28, Optional.empty(), TODAY);

    assertThat(data.isEmpty()).isTrue();
    assertThat(data.scope().to()).isEqualTo(TODAY);
    assertThat(data.updatedAt()).isEqualTo(Optional.<OffsetDateTime>empty());
    assertThat(data.summary().contactRate()).isEmpty();
  }

  @Test
  void aRegionWithoutOrdersIsRefused() throws Exception {
    orders("2025-03-31", 1, 10);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ReportData.read(connection, Optional.empty(), 28, Optional.of("ATLANTIS"), TODAY))
        .withMessage("no order was ever in the region ATLANTIS");
  }

  // Alerts and messages.

  @Test
  void whoWasToldInTimeAndWhoAsked() throws Exception {
    Marketplace.loadOutreach(connection);
    ReportData data = read(END_OF_MARCH);

    assertThat(data.outreach())
        .extracting(value -> value.code().orElse("all"))
        .containsExactly("all", "MISSED_WINDOW");
    OutreachValue value = data.outreach().get(1);
    assertThat(value.defects()).isEqualTo(6);
    assertThat(value.alerted()).isEqualTo(1);
    assertThat(value.messaged()).isEqualTo(4);
    assertThat(fraction(value.proactive().orElseThrow())).isEqualTo("3/6");
    assertThat(fraction(value.acted().orElseThrow())).isEqualTo("2/4");
    assertThat(fraction(value.contacted().orElseThrow())).isEqualTo("1/3");
    assertThat(fraction(value.othersContacted().orElseThrow())).isEqualTo("2/3");
    assertThat(value.lead()).contains(Duration.ofMinutes(20));
    assertThat(value.proactive().orElseThrow().low().orElseThrow()).isBetween(0.18, 0.2);
  }

  @Test
  void alertsOfADay() throws Exception {
    Marketplace.loadOutreach(connection);

    assertThat(read(END_OF_MARCH).alerts())
        .singleElement()
        .returns(END_OF_MARCH, AlertDay::day)
        .returns(2L, AlertDay::fired)
        .returns(2L, AlertDay::interruptions)
        .returns(1L, AlertDay::actedOn)
        .returns(1.0, AlertDay::actedShare)
        .extracting(AlertDay::byReason)
        .isEqualTo(
            Map.of(
                "first", 1L, "members", 0L, "worse", 0L, "reminders", 0L, "again", 0L, "over", 1L));
  }

  private ReportData read(LocalDate to) throws SQLException {
    return ReportData.read(connection, Optional.of(to), 28, Optional.empty(), TODAY);
  }

  private void orders(String day, long contacted, long orders) throws SQLException {
    Marketplace.execute(
        connection,
        """
        INSERT INTO order_scorecard_day (entity_type, entity_id, day, revision, order_contact_num, order_contact_den)
        VALUES ('ALL', 'ALL', '%s', 1, %d, %d)
        """
            .formatted(day, contacted, orders));
  }

  private long count(String sql) throws SQLException {
    return Sql.single(connection, sql, row -> row.getLong(1));
  }

  private static Trend.Day day(List<Trend.Day> days, String day) {
    return days.stream()
        .filter(one -> one.day().equals(LocalDate.parse(day)))
        .findFirst()
        .orElseThrow();
  }

  private static Map<Metric, String> counts(Comparison comparison, String id) {
    return comparison.members().stream()
        .filter(member -> member.id().equals(id))
        .findFirst()
        .orElseThrow()
        .measures()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> fraction(entry.getValue())));
  }

  private static String fraction(Measure measure) {
    return "%.0f/%d".formatted(measure.numerator(), measure.denominator());
  }
}
