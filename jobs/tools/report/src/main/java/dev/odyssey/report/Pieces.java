package dev.odyssey.report;

/** What sections are made of. */
final class Pieces {

  /** Headings of columns that can be sorted by: pairs of kind, text or number, and title. */
  static void columns(StringBuilder html, String... kindsAndTitles) {
    for (int i = 0; i < kindsAndTitles.length; i += 2) {
      html.append(
          "<th scope=\"col\" class=\"%s\"><button type=\"button\">%s</button></th>"
              .formatted(kindsAndTitles[i], kindsAndTitles[i + 1]));
    }
  }

  /** A cell of a table that can be sorted by it. */
  static void sorted(StringBuilder html, double by, String shown) {
    html.append("<td class=\"number\" data-sort=\"%s\">%s</td>".formatted(by, Html.escape(shown)));
  }

  /** Says that a part is not of the report's region alone. */
  static String ofAllRegions(ReportData data) {
    return data.scope().region().isPresent() ? ", all regions" : "";
  }

  /** Begins a section; whoever begins it ends it. */
  static void section(StringBuilder html, String id, String title, String lead) {
    html.append(
        "<section id=\"%s\"><h2>%s</h2>\n<p class=\"lead\">%s</p>\n"
            .formatted(id, Html.escape(title), Html.escape(lead)));
  }

  /** Says what there is nothing of. */
  static void missing(StringBuilder html, String words) {
    html.append("<p class=\"nothing\">").append(Html.escape(words)).append("</p>\n");
  }

  /** Room for a chart, which says in words what it shows. */
  static void figure(StringBuilder html, String id, String title, String label, int height) {
    figure(html, id, title, label, height, "");
  }

  static void figure(
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

  private Pieces() {}
}
