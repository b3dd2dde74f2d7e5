package dev.odyssey.report;

import java.util.List;

/** The regions, with intervals. */
final class RegionsSection {

  private static final int REGION_BAR_WIDTH = 240;

  static void write(StringBuilder html, ReportData data) {
    Pieces.section(
        html, "regions", "Regions", "DPMO with its 95 % interval; upright, all of them together.");
    List<Region> regions = data.regions();
    if (regions.isEmpty()) {
      Pieces.missing(html, "No orders in this period.");
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
    Pieces.columns(
        html,
        "text",
        "Region",
        "number",
        "Orders",
        "number",
        "Contact rate",
        "number",
        "DPMO",
        "number",
        "Sigma");
    html.append(
        "<th scope=\"col\" class=\"text\">0 to %s</th></tr></thead><tbody>\n"
            .formatted(Format.whole(high * 1e6)));
    for (Region region : regions) {
      Measure rate = region.contactRate();
      html.append(
          "<tr><th scope=\"row\" data-sort=\"%1$s\">%1$s</th>".formatted(Html.escape(region.id())));
      Pieces.sorted(html, rate.denominator(), Format.count(rate.denominator()));
      Pieces.sorted(html, rate.value(), Format.percent(rate.value()));
      Pieces.sorted(html, region.dpmo(), Format.whole(region.dpmo()));
      Pieces.sorted(
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

  private RegionsSection() {}
}
