package dev.odyssey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.odyssey.sandbox.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who opens the report in a browser. */
class ReportBrowserIT {

  // The colours that marks are drawn in, as report.css and report.js name them.
  private static final String INK = "#1b2a3a";
  private static final String ACCENT = "#c8401c";
  private static final String MIDDLE = "#8796a5";
  private static final String FAINT = "#a9b4bf";
  private static final String DAILY = "#c3ced8";

  @TempDir private static Path directory;

  private static ReportData data;
  private static Chromium.Visit visit;

  @BeforeAll
  static void open() throws Exception {
    Optional<Chromium> chromium = Chromium.find(directory);
    assumeTrue(
        chromium.isPresent(),
        "no browser is installed, so nobody looked at the report: apt install chromium");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Connection connection = postgres.connect()) {
      postgres.applySchema();
      Marketplace.loadSynthetic(connection);
      data = ReportData.read(connection, Optional.empty(), 28, Optional.empty(), LocalDate.EPOCH);
    }
    Path page = directory.resolve("report.html");
    String html = new ReportPage().html(data, Instant.parse("2025-04-01T06:00:00Z"));
    int end = html.lastIndexOf("</body>");
    // A person who sorts the league by its defects.
    Files.writeString(
        page,
        html.substring(0, end)
            + "<script>[...document.querySelectorAll('#league th button')].at(-1).click()</script>"
            + html.substring(end));
    visit = chromium.orElseThrow().visit(page);
  }

  @AfterAll
  static void keepAPicture() throws Exception {
    Optional<Chromium> chromium = Chromium.find(directory);
    if (chromium.isPresent() && visit != null) {
      chromium
          .get()
          .picture(
              directory.resolve("report.html"),
              Path.of("target", "report.png").toAbsolutePath(),
              1280,
              6400);
    }
  }

  @Test
  void nothingIsSaidOnTheConsole() {
    assertThat(visit.console()).isEmpty();
  }

  @Test
  void nothingIsAskedOfTheNetwork() {
    assertThat(visit.requests()).isEmpty();
  }

  @Test
  void whatAPageAsksForWouldBeSeen() throws Exception {
    Path page = directory.resolve("asking.html");
    Files.writeString(page, "<!DOCTYPE html><img src=\"http://asked.invalid/x.png\">");
    assertThat(Chromium.find(directory).orElseThrow().visit(page).requests())
        .contains("http://asked.invalid/x.png");
  }

  @Test
  void everyChartIsDrawn() {
    List<Element> charts = visit.document().select("div.chart");
    assertThat(charts)
        .extracting(Element::id)
        .containsExactly(
            "rate",
            "dpmo",
            "funnel-on_time_arrival",
            "funnel-completion_in_window",
            "funnel-provider_reschedule",
            "funnel-provider_cancel",
            "funnel-approved_claim",
            "funnel-star_rating",
            "pareto-orders",
            "pareto-contacts",
            "comparison-sites",
            "comparison-agents");
    assertThat(charts).allMatch(chart -> chart.select("svg").size() == 1);
    assertThat(visit.document().selectFirst("html").attr("data-charts"))
        .isEqualTo(Integer.toString(charts.size()));
  }

  @Test
  void aTrendHasAPointADay() {
    assertThat(filled("rate", DAILY)).hasSize(Scope.TREND_DAYS);
    assertThat(texts("rate")).contains("baseline", "50 %");
    assertThat(texts("dpmo")).anyMatch(text -> text.endsWith(" σ"));
  }

  @Test
  void aFunnelHasAPointAProvider() {
    for (Funnel funnel : data.funnels()) {
      String id = "funnel-" + funnel.target().metric().id();
      Funnel.Range range = funnel.range();
      assertThat(filled(id, ACCENT)).as(id).hasSize((int) funnel.count(Funnel.Place.FAR_WORSE));
      assertThat(filled(id, INK)).as(id).hasSize((int) funnel.count(Funnel.Place.FAR_BETTER));
      assertThat(filled(id, MIDDLE)).as(id).hasSize((int) funnel.count(Funnel.Place.WITHIN));
      assertThat(stroked(id, ACCENT)).as(id).hasSize((int) funnel.count(Funnel.Place.WORSE));
      assertThat(stroked(id, INK)).as(id).hasSize((int) funnel.count(Funnel.Place.BETTER));
      assertThat(stroked(id, FAINT).stream().filter(mark -> !mark.attr("fill").equals("none")))
          .as(id)
          .hasSize(
              (int)
                  funnel.points().stream()
                      .filter(point -> point.place() == Funnel.Place.SMALL_SAMPLE)
                      .filter(point -> range.holds(point.measure().value()))
                      .count());
      assertThat(texts(id)).as(id).contains("mean");
    }
    assertThat(texts("funnel-on_time_arrival")).as("who stands out has a name").contains("P-017");
  }

  @Test
  void aParetoHasABarACode() {
    Pareto pareto = data.orderDefects();
    assertThat(filled("pareto-orders", INK)).hasSize(pareto.vitalFew());
    assertThat(filled("pareto-orders", DAILY)).hasSize(pareto.bars().size() - pareto.vitalFew());
    assertThat(texts("pareto-orders")).contains("missed window", "late departure");
    assertThat(texts("pareto-contacts")).contains("repeat contact", "slow resolution");
  }

  @Test
  void sitesAndAgentsHaveADotAMetric() {
    assertThat(dots("comparison-sites")).isEqualTo(5 * 4);
    assertThat(dots("comparison-agents")).isEqualTo(ChartData.MOST_MEMBERS * 4);
    assertThat(texts("comparison-sites")).contains("Boston", "Kraków", "Handed on");
  }

  private static int dots(String id) {
    return (int)
        (filled(id, MIDDLE).size()
            + filled(id, INK).size()
            + filled(id, ACCENT).size()
            + stroked(id, FAINT).stream()
                .filter(mark -> mark.attr("fill").equals("#ffffff"))
                .count());
  }

  @Test
  void theLeagueCanBeSorted() {
    List<Long> defects =
        visit.document().select("#league tbody tr").stream()
            .map(row -> Long.valueOf(row.lastElementChild().attr("data-sort")))
            .toList();
    assertThat(defects)
        .hasSize(data.providers().size())
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(visit.document().select("#league th[aria-sort]"))
        .singleElement()
        .returns("Defects", Element::text);
  }

  private static List<Element> filled(String chart, String colour) {
    return visit.document().select("#%s svg path[fill=%s]".formatted(chart, colour));
  }

  private static List<Element> stroked(String chart, String colour) {
    return visit
        .document()
        .select("#%s svg path[stroke=%s][fill=#ffffff]".formatted(chart, colour));
  }

  private static List<String> texts(String chart) {
    return visit.document().select("#%s svg text".formatted(chart)).eachText();
  }
}
