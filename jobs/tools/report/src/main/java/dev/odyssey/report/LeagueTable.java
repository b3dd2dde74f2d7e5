package dev.odyssey.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The providers as a table: each value with its interval drawn beneath, and the target. The script
 * of the page sorts it; without the script it stands as it is, by the on-time arrival that is
 * certain at least.
 */
final class LeagueTable {

  /** Of more providers than these, the table holds those with the most orders. */
  static final int MOST_ROWS = 500;

  private static final int BAR_WIDTH = 100;

  private final List<Target> targets;
  private final List<Provider> providers;
  private final Map<Metric, Funnel.Range> ranges = new EnumMap<>(Metric.class);

  LeagueTable(List<Target> targets, List<Provider> providers) {
    this.targets = targets;
    this.providers = providers.stream().limit(MOST_ROWS).sorted(byCertainArrival()).toList();
    for (Target target : targets) {
      ranges.put(target.metric(), range(target));
    }
  }

  private Comparator<Provider> byCertainArrival() {
    return Comparator.comparing(this::isSmall)
        .thenComparing(Comparator.comparingDouble(LeagueTable::certainArrival).reversed())
        .thenComparing(Provider::id);
  }

  private boolean isSmall(Provider provider) {
    return targets.stream()
        .filter(target -> target.metric() == Metric.ON_TIME_ARRIVAL)
        .noneMatch(target -> isSound(provider, target));
  }

  private static boolean isSound(Provider provider, Target target) {
    Measure measure = provider.measures().get(target.metric());
    return measure != null && measure.denominator() >= target.sampleSize();
  }

  private static double certainArrival(Provider provider) {
    Measure measure = provider.measures().get(Metric.ON_TIME_ARRIVAL);
    return measure == null ? 0 : measure.low().orElse(0);
  }

  /** What the bars of a column reach from and to: all intervals of sound samples. */
  private Funnel.Range range(Target target) {
    double low = target.value();
    double high = target.value();
    for (Provider provider : providers) {
      if (isSound(provider, target)) {
        Measure measure = provider.measures().get(target.metric());
        low = Math.min(low, measure.low().orElse(measure.value()));
        high = Math.max(high, measure.high().orElse(measure.value()));
      }
    }
    return new Funnel.Range(low, high);
  }

  String html() {
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <div class="scroll" tabindex="0" role="region" aria-label="Provider league">
        <table class="league sortable" id="league">
        <caption class="unseen">Providers with their values, intervals and tiers</caption>
        <thead><tr>
        """);
    head(html, "Provider", "text", "", "");
    head(html, "Tier", "text", "", "");
    head(html, "Orders", "number", "", "");
    for (Target target : targets) {
      String goal = (target.atLeast() ? "≥ " : "≤ ") + goal(target.metric(), target.value());
      head(
          html,
          target.metric().title(),
          "number",
          goal,
          target.metric() == Metric.ON_TIME_ARRIVAL ? " aria-sort=\"descending\"" : "");
    }
    head(html, "Defects", "number", "", "");
    html.append("</tr></thead>\n<tbody>\n");
    providers.forEach(provider -> row(html, provider));
    html.append("</tbody></table></div>\n");
    return html.toString();
  }

  private static String goal(Metric metric, double value) {
    return metric.isProportion()
        ? String.format(Locale.ENGLISH, "%.4g", 100 * value).replaceAll("\\.?0+$", "") + " %"
        : String.format(Locale.ENGLISH, "%.1f", value);
  }

  private static void head(
      StringBuilder html, String title, String kind, String goal, String attributes) {
    html.append(
        "<th scope=\"col\" class=\"%s\"%s><button type=\"button\">%s</button>%s</th>\n"
            .formatted(
                kind,
                attributes,
                Html.escape(title),
                goal.isEmpty() ? "" : "<span class=\"goal\">" + Html.escape(goal) + "</span>"));
  }

  private void row(StringBuilder html, Provider provider) {
    String tier = provider.tier().orElse("");
    html.append(
        "<tr%s><th scope=\"row\" data-sort=\"%s\">%s</th><td class=\"tier %s\" data-sort=\"%d\">%s</td>"
            .formatted(
                isSmall(provider) ? " class=\"small\"" : "",
                Html.escape(provider.id()),
                Html.escape(provider.id()),
                tier.toLowerCase(Locale.ROOT),
                tierRank(tier),
                Html.escape(tierWords(tier))));
    number(html, provider.orders());
    targets.forEach(target -> cell(html, provider, target));
    number(html, provider.defects());
    html.append("</tr>\n");
  }

  private static void number(StringBuilder html, long number) {
    html.append(
        "<td class=\"number\" data-sort=\"%d\">%s</td>".formatted(number, Format.count(number)));
  }

  private static int tierRank(String tier) {
    return List.of("GOLD", "STANDARD", "NOT_ENOUGH_DATA", "AT_RISK", "").indexOf(tier);
  }

  static String tierWords(String tier) {
    return switch (tier) {
      case "GOLD" -> "★ gold";
      case "STANDARD" -> "standard";
      case "AT_RISK" -> "▼ at risk";
      case "NOT_ENOUGH_DATA" -> "not enough data";
      case "" -> "–";
      default -> tier;
    };
  }

  private void cell(StringBuilder html, Provider provider, Target target) {
    Metric metric = target.metric();
    Measure measure = provider.measures().get(metric);
    if (measure == null) {
      html.append("<td class=\"number none\">–</td>");
      return;
    }
    boolean sound = isSound(provider, target);
    boolean missed = target.isMissedBy(measure);
    html.append(
        "<td class=\"number%s%s\" data-sort=\"%s\"%s title=\"%s\">%s%s%s</td>"
            .formatted(
                sound ? "" : " small",
                missed ? " missed" : "",
                measure.value(),
                sound ? "" : " data-small",
                Html.escape(words(metric, measure)),
                missed ? "▼ " : "",
                Format.value(metric, measure.value()),
                bar(target, measure)));
  }

  private static String words(Metric metric, Measure measure) {
    String of =
        metric.isProportion()
            ? "%s of %s %s"
                .formatted(
                    Format.whole(measure.numerator()),
                    Format.count(measure.denominator()),
                    metric.counted())
            : Format.count(measure.denominator()) + " " + metric.counted();
    String interval = Format.interval(metric, measure);
    return interval.isEmpty() ? of : of + "; 95 % interval " + interval;
  }

  private String bar(Target target, Measure measure) {
    Funnel.Range range = ranges.get(target.metric());
    return IntervalBar.svg(
        BAR_WIDTH,
        range.low(),
        range.high(),
        measure.low().orElse(measure.value()),
        measure.value(),
        measure.high().orElse(measure.value()),
        target.value());
  }
}
