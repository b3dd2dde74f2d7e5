package dev.odyssey.report;

/** Contact rate and DPMO over time. */
final class TrendsSection {

  static void write(StringBuilder html, ReportData data) {
    Pieces.section(
        html,
        "trends",
        "Contact rate and DPMO over time",
        "An order counts once a customer contacts us about it. Points are days, the line is the"
            + " 28 days up to each day with its 95 % interval. Orders of the last days may still be"
            + " contacted about.");
    if (data.trend().isEmpty()) {
      Pieces.missing(html, "No orders in the last %d days.".formatted(Scope.TREND_DAYS));
    } else {
      String now =
          data.summary()
              .contactRate()
              .map(rate -> " In the period it is " + Format.percent(rate.value()) + ".")
              .orElse("");
      html.append("<div class=\"pair\">\n");
      Pieces.figure(
          html,
          "rate",
          "Contact rate, against the baseline",
          "Line chart of the contact rate over the last %d days, with the baseline.%s"
              .formatted(Scope.TREND_DAYS, now),
          320);
      Pieces.figure(
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

  private TrendsSection() {}
}
