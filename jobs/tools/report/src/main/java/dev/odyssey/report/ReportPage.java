package dev.odyssey.report;

import java.time.Instant;

/**
 * A report as one HTML page: styles, script, chart library and data are in it, and a policy in its
 * head forbids it to ask for anything else.
 */
final class ReportPage {

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
      TilesSection.write(html, data);
      TrendsSection.write(html, data);
      ProvidersSection.write(html, data);
      DefectsSection.write(html, data);
      OutreachSection.write(html, data);
      ContactsSection.write(html, data);
      RegionsSection.write(html, data);
      NotesSection.write(html, data);
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
}
