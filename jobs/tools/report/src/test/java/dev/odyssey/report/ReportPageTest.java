package dev.odyssey.report;

import static dev.odyssey.report.Providers.measure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static final String EVIL = "</script><img src=x onerror=alert(1)>\"'&";
  private static final LocalDate TO = LocalDate.of(2025, 3, 31);

  private final Document page = page(data(EVIL));

  @Test
  void nothingOnItIsFetchedFromElsewhere() {
    assertThat(page.select("[src], link[href]:not([href^=data:]), object, iframe, base")).isEmpty();
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'");
  }

  @Test
  void idsAreTextsAndNothingElse() throws Exception {
    assertThat(page.select("img")).isEmpty();
    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("#league tbody th").eachText()).contains(EVIL);
    JsonNode json = new ObjectMapper().readTree(page.selectFirst("#data").data());
    assertThat(json.at("/funnels/0/points").findValuesAsText("id")).contains(EVIL);
  }

  @Test
  void tilesSayWhatWasMeasured() {
    assertThat(page.select(".tile").eachText())
        .containsExactly(
            "Orders 4,500,000 4,000 in the period before",
            "Contact rate 6.0 % 0.0 % to 16.0 %; before 10.0 %",
            "DPMO 60,000 sigma level 3.05",
            "Contacts avoided 1,980,000 11,880,000 USD avoided",
            "On-time arrival 95.0 % 85.0 % to 100.0 %",
            "Open defects 7 3 high or critical");
  }

  @Test
  void theLeagueIsByWhatIsCertainAndSmallSamplesComeLast() {
    assertThat(page.select("#league tbody tr th").eachText()).containsExactly("good", "bad", EVIL);
    assertThat(page.select("#league tbody tr").last().hasClass("small")).isTrue();
    assertThat(page.select("#league td.missed").eachText()).containsExactly("▼ 50.0 %");
    assertThat(page.select("#league td.at_risk").text()).isEqualTo("▼ at risk");
    assertThat(page.select("#league thead .goal").eachText()).containsExactly("≥ 90 %");
  }

  @Test
  void everyChartSaysInWordsWhatItShows() {
    List<Element> charts = page.select(".chart");
    assertThat(charts).hasSize(6).allMatch(chart -> chart.attr("role").equals("img"));
    assertThat(charts).allMatch(chart -> chart.attr("aria-label").length() > 40);
    assertThat(page.select("#funnel-on_time_arrival").attr("aria-label"))
        .contains("Mean 72.7 % of 3 providers", "1 beyond the outer limit on the bad side");
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("h1")).hasSize(1);
  }

  @Test
  void outreachIsWorthWhatItSparesTheCustomer() {
    assertThat(page.select("#outreach .worth").text())
        .startsWith("The customer was reached in time in 60 of 100 defects: 60.0 % (")
        .contains("Of these asked all the same: 10.0 % (", "Of the others asked: 50.0 % (");
    assertThat(page.select("#outreach-table tbody th").eachText())
        .containsExactly("All", "MISSED_WINDOW");
    assertThat(page.select("#outreach-table tbody tr").last().text())
        .isEqualTo(
            "MISSED_WINDOW 120 80 90 60.0 % of 100 2 h 50.0 % of 60 10.0 % of 60 50.0 % of 40");
  }

  @Test
  void interruptionsAreByDayAndByReason() {
    assertThat(page.select("#alerts-table tbody tr").eachText())
        .containsExactly("31 March 2025 10 5 2 50.0 % 1");
  }

  @Test
  void whatIsProvisionalIsSaid() {
    assertThat(page.select(".provisional").text())
        .startsWith("25.0 % of the agents' first contacts");
    assertThat(page.select("#contacts details td").eachText())
        .contains("75.0 % of 40, 25.0 % provisional");
  }

  @Test
  void ofARegionItSaysWhatIsNotOfTheRegion() {
    Document regional = page(data("p").withRegion("US-MA"));

    assertThat(regional.title()).isEqualTo("Service report, 2025-03-04 to 2025-03-31, US-MA");
    assertThat(regional.select("#providers h2").text()).isEqualTo("Providers, all regions");
    assertThat(regional.select("#contacts h2").text()).endsWith(", all regions");
  }

  @Test
  void anEmptyDatabaseIsSaidToBeEmpty() {
    Document empty = page(Sample.empty());

    assertThat(empty.select("main").text()).startsWith("There is nothing to show");
    assertThat(empty.select(".chart, script, .tile")).isEmpty();
  }

  @Test
  void whatIsMissingIsSaidAndNotDrawn() {
    Document bare = page(Sample.ordersOnly());

    assertThat(bare.select(".chart").eachAttr("id")).containsExactly("rate", "dpmo");
    assertThat(bare.select(".nothing").eachText())
        .containsExactly(
            "No provider has anything to measure in this period.",
            "No defects in this period.",
            "No defects in this period.",
            "No message was requested about a defect of this period.",
            "No alert fired in this period.",
            "No contacts in this period.",
            "No contacts in this period.",
            "No orders in this period.");
  }

  private static Document page(ReportData data) {
    return Jsoup.parse(new ReportPage().html(data, Instant.parse("2025-04-01T06:00:00Z")));
  }

  private static Document page(Sample sample) {
    return page(sample.data());
  }

  private static Sample data(String id) {
    return Sample.full(id);
  }

  /** Reports made by hand. */
  private record Sample(ReportData data) {

    private static final Scope SCOPE = Scope.lastDays(TO, 28, Optional.empty());
    private static final Summary NOTHING =
        new Summary(
            0,
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final Comparison NOBODY = new Comparison(List.of(), 20);
    private static final Pareto NONE = Pareto.of(List.of());

    private static final Function<Optional<String>, OutreachValue> OUTREACH =
        code ->
            new OutreachValue(
                code,
                120,
                80,
                90,
                Optional.of(measure(60, 100)),
                Optional.of(Duration.ofMinutes(150)),
                Optional.of(measure(30, 60)),
                Optional.of(measure(6, 60)),
                Optional.of(measure(20, 40)));

    static Sample empty() {
      return new Sample(
          new ReportData(
              SCOPE,
              Optional.empty(),
              NOTHING,
              NOTHING,
              new OpenDefects(0, 0),
              trend(Optional.empty()),
              List.of(Providers.ON_TIME),
              List.of(),
              NONE,
              NONE,
              NOBODY,
              NOBODY,
              List.of(),
              List.of(),
              List.of()));
    }

    static Sample ordersOnly() {
      return new Sample(
          new ReportData(
              SCOPE,
              Optional.of(OffsetDateTime.parse("2025-04-01T05:00:00Z")),
              NOTHING,
              NOTHING,
              new OpenDefects(0, 0),
              trend(Optional.of(measure(6, 100))),
              List.of(Providers.ON_TIME),
              List.of(),
              NONE,
              NONE,
              NOBODY,
              NOBODY,
              List.of(),
              List.of(),
              List.of()));
    }

    static Sample full(String id) {
      Comparison comparison =
          new Comparison(
              List.of(
                  new Comparison.Member(
                      id,
                      50,
                      Map.of(
                          Metric.FCR_7D,
                          new Measure(
                              30, 40, 10, OptionalDouble.of(0.6), OptionalDouble.of(0.86))))),
              20);
      Pareto pareto = Pareto.of(List.of(new Pareto.Count("REWORK", 3)));
      return new Sample(
          new ReportData(
              SCOPE,
              Optional.of(OffsetDateTime.parse("2025-04-01T05:00:00Z")),
              new Summary(
                  4_500_000,
                  Optional.of(measure(270_000, 4_500_000)),
                  OptionalDouble.of(3.0548),
                  Optional.of(new BigDecimal("1980000.00")),
                  Optional.of(new BigDecimal("11880000.0000")),
                  Optional.of("USD"),
                  Optional.of(measure(95, 100))),
              new Summary(
                  4_000,
                  Optional.of(measure(400, 4_000)),
                  OptionalDouble.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              new OpenDefects(7, 3),
              trend(Optional.of(measure(6, 100))),
              List.of(Providers.ON_TIME),
              List.of(
                  Providers.provider(id, Metric.ON_TIME_ARRIVAL, 5, 5),
                  new Provider(
                      "bad",
                      Optional.of("AT_RISK"),
                      100,
                      1,
                      Map.of(Metric.ON_TIME_ARRIVAL, measure(50, 100)),
                      0),
                  Providers.provider("good", Metric.ON_TIME_ARRIVAL, 94, 100)),
              pareto,
              Pareto.of(List.of()),
              comparison,
              comparison,
              List.of(new Region("US-MA", measure(6, 100), OptionalDouble.of(3.05))),
              List.of(
                  OUTREACH.apply(Optional.empty()), OUTREACH.apply(Optional.of("MISSED_WINDOW"))),
              List.of(new AlertDay(TO, 10, 5, 2, Map.of("over", 1L)))));
    }

    Sample withRegion(String region) {
      return new Sample(
          new ReportData(
              Scope.lastDays(TO, 28, Optional.of(region)),
              data.updatedAt(),
              data.summary(),
              data.before(),
              data.openDefects(),
              data.trend(),
              data.targets(),
              data.providers(),
              data.orderDefects(),
              data.contactDefects(),
              data.sites(),
              data.agents(),
              data.regions(),
              data.outreach(),
              data.alerts()));
    }

    private static Trend trend(Optional<Measure> measure) {
      return new Trend(
          IntStream.range(0, Scope.TREND_DAYS)
              .mapToObj(
                  i ->
                      new Trend.Day(
                          SCOPE.trendFrom().plusDays(i),
                          measure,
                          measure,
                          OptionalDouble.empty(),
                          OptionalDouble.of(0.5)))
              .toList());
    }
  }
}
