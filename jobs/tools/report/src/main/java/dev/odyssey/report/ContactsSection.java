package dev.odyssey.report;

/** Sites and agents against the mean. */
final class ContactsSection {

  static void write(StringBuilder html, ReportData data) {
    Pieces.section(
        html,
        "contacts",
        "Sites and agents against the mean" + Pieces.ofAllRegions(data),
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
      Pieces.missing(html, "No contacts in this period.");
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
    Pieces.figure(
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

  private ContactsSection() {}
}
