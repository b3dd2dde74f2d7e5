package dev.odyssey.report;

import java.util.Locale;

/** Defects by code. */
final class DefectsSection {

  static void write(StringBuilder html, ReportData data) {
    Pieces.section(
        html,
        "defects",
        "Defects by code",
        "The most frequent first, without those taken back; the line is the share of all that a code"
            + " and those above it make up.");
    html.append("<div class=\"pair\">\n");
    pareto(html, "orders", "In the life of an order", data.orderDefects());
    pareto(html, "contacts", "In contacts" + Pieces.ofAllRegions(data), data.contactDefects());
    html.append("</div>\n</section>\n");
  }

  private static void pareto(StringBuilder html, String which, String title, Pareto pareto) {
    if (pareto.bars().isEmpty()) {
      html.append("<figure><figcaption>").append(title).append("</figcaption>\n");
      Pieces.missing(html, "No defects in this period.");
      html.append("</figure>\n");
      return;
    }
    String words =
        "%s; %d of %d codes make up 80 %%."
            .formatted(
                Format.count(pareto.total(), "defect"), pareto.vitalFew(), pareto.bars().size());
    Pieces.figure(
        html,
        "pareto-" + which,
        title,
        "Pareto chart of defects, %s: %s The most frequent code is %s."
            .formatted(title.toLowerCase(Locale.ROOT), words, pareto.bars().get(0).code()),
        60 + 30 * pareto.bars().size(),
        words);
  }

  private DefectsSection() {}
}
