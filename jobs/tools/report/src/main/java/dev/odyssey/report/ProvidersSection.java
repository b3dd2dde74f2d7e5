package dev.odyssey.report;

import java.util.List;

/** Funnel plots and the league of the providers. */
final class ProvidersSection {

  static void write(StringBuilder html, ReportData data) {
    Pieces.section(
        html,
        "providers",
        "Providers" + Pieces.ofAllRegions(data),
        "Each point is a provider: to the right those with more cases, whose rates say more. Within"
            + " the funnel chance explains the difference to the mean; 95 % of like providers lie"
            + " within the inner limits, 99.8 % within the outer.");
    List<Funnel> funnels = data.funnels();
    if (funnels.isEmpty()) {
      Pieces.missing(html, "No provider has anything to measure in this period.");
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
    Pieces.figure(
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

  private ProvidersSection() {}
}
