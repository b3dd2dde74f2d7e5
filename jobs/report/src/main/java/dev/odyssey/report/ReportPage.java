package dev.odyssey.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A report as one HTML page: styles, script, chart library and data are in it, and a policy in its
 * head forbids it to ask for anything else.
 */
final class ReportPage {

  private static final String NOTHING_MEASURED = "nothing measured yet";

  private static final int REGION_BAR_WIDTH = 240;

  /**
   * The page.
   *
   * @param drawnAt when it is made
   */
  String html(ReportData data, Instant drawnAt) {
    boolean empty = data.isEmpty();
    StringBuilder html = new StringBuilder(2_000_000);
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
        <link rel="icon" href="data:,">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        """
            .formatted(Html.escape(title(data)), Html.resource("report.css")));
    head(html, data, drawnAt);
    html.append("<main>\n");
    if (empty) {
      nothing(html, data);
    } else {
      tiles(html, data);
      trends(html, data);
      providers(html, data);
      defects(html, data);
      contacts(html, data);
      regions(html, data);
      notes(html, data);
    }
    html.append("</main>\n");
    if (!empty) {
      html.append("<script type=\"application/json\" id=\"data\">")
          .append(Html.escapeJson(ChartData.json(data)))
          .append("</script>\n<script>")
          .append(ChartLibrary.script())
          .append("</script>\n<script>\n")
          .append(Html.resource("report.js"))
          .append("</script>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static String title(ReportData data) {
    return "Service report, %s to %s%s"
        .formatted(
            data.scope().from(),
            data.scope().to(),
            data.scope().region().map(region -> ", " + region).orElse(""));
  }

  private static void head(StringBuilder html, ReportData data, Instant drawnAt) {
    Scope scope = data.scope();
    html.append(
        """
        <header>
        <p class="brand">Odyssey</p>
        <h1>Service report</h1>
        <p class="period">%s to %s <span>· %d days · %s</span></p>
        <p class="meta">%sDrawn %s.</p>
        </header>
        """
            .formatted(
                Format.day(scope.from()),
                Format.day(scope.to()),
                scope.days(),
                scope.region().map(region -> "region " + Html.escape(region)).orElse("all regions"),
                data.updatedAt()
                    .map(
                        updated ->
                            "%s, %s, %s, %s. Counts as of %s. "
                                .formatted(
                                    Format.count(data.summary().orders(), "order"),
                                    Format.count(data.providers().size(), "provider"),
                                    Format.count(data.sites().members().size(), "site"),
                                    Format.count(data.agents().members().size(), "agent"),
                                    Format.time(updated)))
                    .orElse(""),
                Format.time(drawnAt)));
  }

  private static void nothing(StringBuilder html, ReportData data) {
    html.append(
        """
        <p class="nothing">There is nothing to show: the tables hold no counts for these days%s.</p>
        """
            .formatted(
                data.scope()
                    .region()
                    .map(region -> " in the region " + Html.escape(region))
                    .orElse("")));
  }

  // Tiles.

  private static void tiles(StringBuilder html, ReportData data) {
    Summary now = data.summary();
    Summary before = data.before();
    html.append("<section class=\"tiles\" aria-label=\"In a few numbers\">\n");
    tile(
        html,
        "Orders",
        Format.count(now.orders()),
        before.orders() == 0 ? "" : Format.count(before.orders()) + " in the period before");
    tile(
        html,
        "Contact rate",
        now.contactRate().map(rate -> Format.percent(rate.value())).orElse("–"),
        measured(now.contactRate(), before.contactRate()));
    tile(
        html,
        "DPMO",
        now.dpmo().isPresent() ? Format.whole(now.dpmo().getAsDouble()) : "–",
        sigma(now));
    tile(html, "Contacts avoided", now.contactsAvoided().map(Format::whole).orElse("–"), cost(now));
    tile(
        html,
        "On-time arrival",
        now.onTimeArrival().map(rate -> Format.percent(rate.value())).orElse("–"),
        measured(now.onTimeArrival(), before.onTimeArrival()));
    tile(
        html,
        "Open defects",
        Format.count(data.openDefects().all()),
        Format.count(data.openDefects().grave()) + " high or critical");
    html.append("</section>\n");
  }

  private static String sigma(Summary now) {
    if (now.orders() == 0) {
      return NOTHING_MEASURED;
    }
    return now.sigma().isPresent()
        ? "sigma level " + Format.sigma(now.sigma().getAsDouble())
        : "none or all: no sigma level";
  }

  private static String cost(Summary now) {
    if (now.orders() == 0) {
      return NOTHING_MEASURED;
    }
    if (now.contactsAvoided().isEmpty()) {
      return "no baseline in force";
    }
    return now.costAvoided()
        .map(cost -> Format.whole(cost) + " " + now.currency().orElse("") + " avoided")
        .orElse("costs in several currencies");
  }

  private static String measured(Optional<Measure> now, Optional<Measure> before) {
    return now.map(
            rate ->
                Format.interval(Metric.ON_TIME_ARRIVAL, rate)
                    + before
                        .map(earlier -> "; before " + Format.percent(earlier.value()))
                        .orElse(""))
        .orElse(NOTHING_MEASURED);
  }

  private static void tile(StringBuilder html, String title, String value, String detail) {
    html.append(
        "<div class=\"tile\"><h2>%s</h2><p class=\"value\">%s</p><p class=\"detail\">%s</p></div>\n"
            .formatted(Html.escape(title), Html.escape(value), Html.escape(detail)));
  }

  // Trends.

  private static void trends(StringBuilder html, ReportData data) {
    section(
        html,
        "trends",
        "Contact rate and DPMO over time",
        "An order counts once a customer contacts us about it. Points are days, the line is the"
            + " 28 days up to each day with its 95 % interval. Orders of the last days may still be"
            + " contacted about.");
    if (data.trend().isEmpty()) {
      missing(html, "No orders in the last %d days.".formatted(Scope.TREND_DAYS));
    } else {
      String now =
          data.summary()
              .contactRate()
              .map(rate -> " In the period it is " + Format.percent(rate.value()) + ".")
              .orElse("");
      html.append("<div class=\"pair\">\n");
      figure(
          html,
          "rate",
          "Contact rate, against the baseline",
          "Line chart of the contact rate over the last %d days, with the baseline.%s"
              .formatted(Scope.TREND_DAYS, now),
          320);
      figure(
          html,
          "dpmo",
          "DPMO, close up",
          "Line chart of defects per million opportunities over the last %d days.%s"
              .formatted(Scope.TREND_DAYS, now),
          320);
      html.append("</div>\n");
    }
    html.append("</section>\n");
  }

  // Providers.

  private static void providers(StringBuilder html, ReportData data) {
    section(
        html,
        "providers",
        "Providers" + ofAllRegions(data),
        "Each point is a provider: to the right those with more cases, whose rates say more. Within"
            + " the funnel chance explains the difference to the mean; 95 % of like providers lie"
            + " within the inner limits, 99.8 % within the outer.");
    List<Funnel> funnels = data.funnels();
    if (funnels.isEmpty()) {
      missing(html, "No provider has anything to measure in this period.");
    } else {
      html.append(
          """
          <p class="key"><span class="k far-worse">▼</span> beyond the outer limit, worse
          <span class="k worse">▽</span> beyond the inner, worse
          <span class="k within">●</span> like the others
          <span class="k better">△</span> beyond the inner, better
          <span class="k far-better">▲</span> beyond the outer, better
          <span class="k small">○</span> fewer than %d cases: says little.
          The solid line is the mean, the dotted one the target.</p>
          <div class="pair">
          """
              .formatted(funnels.get(0).target().sampleSize()));
      for (Funnel funnel : funnels) {
        funnel(html, funnel);
      }
      html.append("</div>\n<h3>League</h3>\n");
      html.append(
          "<p class=\"lead\">By the on-time arrival that is certain at least: the lower end of the"
              + " interval. Beneath each value its 95 % interval and, upright, the target; ▼ where"
              + " the whole interval misses it. Samples too small to decide are grey and come"
              + " last.%s Tiers are those last decided.</p>\n"
                  .formatted(
                      data.providers().size() > LeagueTable.MOST_ROWS
                          ? " Of %s providers, the %d with the most orders."
                              .formatted(
                                  Format.count(data.providers().size()), LeagueTable.MOST_ROWS)
                          : ""));
      html.append(new LeagueTable(data.targets(), data.providers()).html());
    }
    html.append("</section>\n");
  }

  private static void funnel(StringBuilder html, Funnel funnel) {
    Metric metric = funnel.target().metric();
    long worse = funnel.count(Funnel.Place.FAR_WORSE);
    long better = funnel.count(Funnel.Place.FAR_BETTER);
    String words =
        "Mean %s of %s; %s beyond the outer limit on the bad side, %s on the good side.%s"
            .formatted(
                Format.value(metric, funnel.mean()),
                Format.count(funnel.points().size(), "provider"),
                Format.count(worse),
                Format.count(better),
                outside(funnel.outside()));
    figure(
        html,
        "funnel-" + metric.id(),
        metric.title(),
        "Funnel plot: " + metric.title() + " against number of " + metric.counted() + ". " + words,
        300,
        words);
  }

  private static String outside(long count) {
    if (count == 0) {
      return "";
    }
    return count == 1
        ? " One small sample lies outside the picture."
        : " %s small samples lie outside the picture.".formatted(Format.count(count));
  }

  // Defects.

  private static void defects(StringBuilder html, ReportData data) {
    section(
        html,
        "defects",
        "Defects by code",
        "The most frequent first, without those taken back; the line is the share of all that a code"
            + " and those above it make up.");
    html.append("<div class=\"pair\">\n");
    pareto(html, "orders", "In the life of an order", data.orderDefects());
    pareto(html, "contacts", "In contacts" + ofAllRegions(data), data.contactDefects());
    html.append("</div>\n</section>\n");
  }

  private static void pareto(StringBuilder html, String which, String title, Pareto pareto) {
    if (pareto.bars().isEmpty()) {
      html.append("<figure><figcaption>").append(title).append("</figcaption>\n");
      missing(html, "No defects in this period.");
      html.append("</figure>\n");
      return;
    }
    String words =
        "%s; %d of %d codes make up 80 %%."
            .formatted(
                Format.count(pareto.total(), "defect"), pareto.vitalFew(), pareto.bars().size());
    figure(
        html,
        "pareto-" + which,
        title,
        "Pareto chart of defects, %s: %s The most frequent code is %s."
            .formatted(title.toLowerCase(Locale.ROOT), words, pareto.bars().get(0).code()),
        60 + 30 * pareto.bars().size(),
        words);
  }

  // Contacts.

  private static void contacts(StringBuilder html, ReportData data) {
    section(
        html,
        "contacts",
        "Sites and agents against the mean" + ofAllRegions(data),
        "Points are values, lines their 95 % intervals; the upright line is the mean of all that are"
            + " compared. ▼ stands for worse and ▲ for better than the mean beyond doubt.");
    data.agents()
        .provisionalShare(Metric.FCR_7D)
        .filter(share -> share > 0)
        .ifPresent(
            share ->
                html.append(
                    "<p class=\"lead provisional\">%s of the agents' first contacts count as solved only so far: their 7 days have not passed.</p>\n"
                        .formatted(Format.percent(share))));
    comparison(html, "sites", "Sites", data.sites());
    comparison(html, "agents", "Agents", data.agents());
    html.append("</section>\n");
  }

  private static void comparison(
      StringBuilder html, String which, String title, Comparison comparison) {
    int all = comparison.members().size();
    int shown = Math.min(all, ChartData.MOST_MEMBERS);
    String heading =
        shown < all
            ? "%s: the %d of %s with the most contacts".formatted(title, shown, Format.count(all))
            : title;
    if (comparison.means().isEmpty()) {
      html.append("<figure><figcaption>").append(heading).append("</figcaption>\n");
      missing(html, "No contacts in this period.");
      html.append("</figure>\n");
      return;
    }
    StringBuilder words = new StringBuilder();
    comparison
        .means()
        .forEach(
            (metric, mean) ->
                words
                    .append(metric.title())
                    .append(": mean ")
                    .append(Format.percent(mean))
                    .append(". "));
    figure(
        html,
        "comparison-" + which,
        heading,
        "Dot plots with intervals. " + words,
        94 + 24 * shown,
        "");
    html.append("<details><summary>")
        .append(title)
        .append(" in numbers</summary>\n<div class=\"scroll\">");
    comparisonTable(html, title, comparison);
    html.append("</div></details>\n");
  }

  private static void comparisonTable(StringBuilder html, String title, Comparison comparison) {
    html.append(
            "<table class=\"sortable\"><caption class=\"unseen\">%s</caption><thead><tr>"
                .formatted(title))
        .append("<th scope=\"col\" class=\"text\"><button type=\"button\">Who</button></th>")
        .append(
            "<th scope=\"col\" class=\"number\"><button type=\"button\">Contacts</button></th>");
    for (Metric metric : Metric.OF_CONTACTS) {
      html.append(
          "<th scope=\"col\" class=\"number\"><button type=\"button\">%s</button></th>"
              .formatted(metric.title()));
    }
    html.append("</tr></thead><tbody>\n");
    for (Comparison.Member member : comparison.members()) {
      html.append(
              "<tr><th scope=\"row\" data-sort=\"%1$s\">%1$s</th>"
                  .formatted(Html.escape(member.id())))
          .append(
              "<td class=\"number\" data-sort=\"%d\">%s</td>"
                  .formatted(member.contacts(), Format.count(member.contacts())));
      for (Metric metric : Metric.OF_CONTACTS) {
        Measure measure = member.measures().get(metric);
        html.append(
            measure == null ? "<td class=\"number none\">–</td>" : cell(measure, comparison));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table>");
  }

  private static String cell(Measure measure, Comparison comparison) {
    boolean sound = measure.denominator() >= comparison.sampleSize();
    String provisional =
        measure.provisional() == 0
            ? ""
            : ", %s provisional".formatted(Format.percent(measure.provisionalShare()));
    return "<td class=\"number%s\" data-sort=\"%s\"%s>%s <span class=\"n\">of %s%s</span></td>"
        .formatted(
            sound ? "" : " small",
            measure.value(),
            sound ? "" : " data-small",
            Format.percent(measure.value()),
            Format.count(measure.denominator()),
            provisional);
  }

  // Regions.

  private static void regions(StringBuilder html, ReportData data) {
    section(
        html, "regions", "Regions", "DPMO with its 95 % interval; upright, all of them together.");
    List<Region> regions = data.regions();
    if (regions.isEmpty()) {
      missing(html, "No orders in this period.");
      html.append("</section>\n");
      return;
    }
    double orders = 0;
    double contacted = 0;
    double high = 0;
    for (Region region : regions) {
      orders += region.contactRate().denominator();
      contacted += region.contactRate().numerator();
      high = Math.max(high, region.contactRate().high().orElse(0));
    }
    double mean = contacted / orders;
    html.append(
        "<div class=\"scroll\"><table class=\"sortable regions\" id=\"regions-table\"><caption class=\"unseen\">DPMO by region</caption><thead><tr>");
    for (Map.Entry<String, String> column :
        List.of(
            Map.entry("Region", "text"),
            Map.entry("Orders", "number"),
            Map.entry("Contact rate", "number"),
            Map.entry("DPMO", "number"),
            Map.entry("Sigma", "number"))) {
      html.append(
          "<th scope=\"col\" class=\"%s\"><button type=\"button\">%s</button></th>"
              .formatted(column.getValue(), column.getKey()));
    }
    html.append(
        "<th scope=\"col\" class=\"text\">0 to %s</th></tr></thead><tbody>\n"
            .formatted(Format.whole(high * 1e6)));
    for (Region region : regions) {
      Measure rate = region.contactRate();
      html.append(
          "<tr><th scope=\"row\" data-sort=\"%1$s\">%1$s</th>".formatted(Html.escape(region.id())));
      sorted(html, rate.denominator(), Format.count(rate.denominator()));
      sorted(html, rate.value(), Format.percent(rate.value()));
      sorted(html, region.dpmo(), Format.whole(region.dpmo()));
      sorted(
          html,
          region.sigma().orElse(Double.NaN),
          region.sigma().isPresent() ? Format.sigma(region.sigma().getAsDouble()) : "–");
      html.append(
          "<td title=\"%s\">%s</td></tr>\n"
              .formatted(
                  Html.escape(Format.interval(Metric.REPEATED, rate)),
                  IntervalBar.svg(
                      REGION_BAR_WIDTH,
                      0,
                      high,
                      rate.low().orElse(rate.value()),
                      rate.value(),
                      rate.high().orElse(rate.value()),
                      mean)));
    }
    html.append("</tbody></table></div>\n</section>\n");
  }

  private static void sorted(StringBuilder html, double by, String shown) {
    html.append("<td class=\"number\" data-sort=\"%s\">%s</td>".formatted(by, Html.escape(shown)));
  }

  private static void notes(StringBuilder html, ReportData data) {
    html.append(
        """
        <section class="notes" id="notes"><h2>How to read this</h2>
        <dl>
        <dt>DPMO</dt><dd>Defects per million opportunities: contacted orders per million orders. The sigma level is z(1 − DPMO / 10⁶) + 1.5.</dd>
        <dt>Contacts avoided</dt><dd>Orders × baseline rate − contacted orders, day by day, with the baseline and the cost of a contact in force on each day.</dd>
        <dt>Intervals</dt><dd>95 %%: Wilson's for proportions, Student's t for stars. Where a sample is smaller than its target asks for, nothing is concluded from it.</dd>
        <dt>Control limits</dt><dd>From the binomial distribution around the mean of all providers; for stars, from the standard error. D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005.</dd>
        <dt>Open defects</dt><dd>Raised in the period and not settled. A defect that is a single event, such as a low rating, stays open.</dd>
        <dt>Days</dt><dd>Of orders, local dates at the service address; of contacts, UTC dates. %s</dd>
        </dl></section>
        """
            .formatted(
                data.scope().region().isPresent()
                    ? "Providers, sites, agents, contacts and regions are counted over all regions."
                    : ""));
  }

  // Pieces.

  private static String ofAllRegions(ReportData data) {
    return data.scope().region().isPresent() ? ", all regions" : "";
  }

  private static void section(StringBuilder html, String id, String title, String lead) {
    html.append(
        "<section id=\"%s\"><h2>%s</h2>\n<p class=\"lead\">%s</p>\n"
            .formatted(id, Html.escape(title), Html.escape(lead)));
  }

  private static void missing(StringBuilder html, String words) {
    html.append("<p class=\"nothing\">").append(Html.escape(words)).append("</p>\n");
  }

  private static void figure(
      StringBuilder html, String id, String title, String label, int height) {
    figure(html, id, title, label, height, "");
  }

  private static void figure(
      StringBuilder html, String id, String title, String label, int height, String words) {
    html.append(
        """
        <figure><figcaption>%s%s</figcaption>
        <div class="chart" id="%s" role="img" aria-label="%s" style="height:%dpx"></div></figure>
        """
            .formatted(
                Html.escape(title),
                words.isEmpty() ? "" : "<span>" + Html.escape(words) + "</span>",
                id,
                Html.escape(label),
                height));
  }
}
