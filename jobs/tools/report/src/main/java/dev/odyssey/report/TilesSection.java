package dev.odyssey.report;

import java.util.Optional;

/** The report in a few numbers. */
final class TilesSection {

  private static final String NOTHING_MEASURED = "nothing measured yet";

  static void write(StringBuilder html, ReportData data) {
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

  private TilesSection() {}
}
