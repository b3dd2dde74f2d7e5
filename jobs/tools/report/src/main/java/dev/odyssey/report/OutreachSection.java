package dev.odyssey.report;

import java.util.List;
import java.util.Optional;

/** What it is worth that operations are alerted and customers are written to. */
final class OutreachSection {

  private static final int BAR_WIDTH = 120;

  static void write(StringBuilder html, ReportData data) {
    Pieces.section(
        html,
        "outreach",
        "Told before they ask",
        "Of the defects of orders, how often the customer had been reached with something to do about"
            + " it before asking, and whether those asked less. That is no experiment: who asks at"
            + " once cannot be reached before.");
    List<OutreachValue> values = data.outreach();
    if (values.isEmpty()) {
      Pieces.missing(html, "No message was requested about a defect of this period.");
    } else {
      inWords(html, values.get(0));
      byCode(html, values);
    }
    html.append("<h3>Alerts").append(Pieces.ofAllRegions(data)).append("</h3>\n");
    if (data.alerts().isEmpty()) {
      Pieces.missing(html, "No alert fired in this period.");
    } else {
      alerts(html, data.alerts());
    }
    html.append("</section>\n");
  }

  private static void inWords(StringBuilder html, OutreachValue all) {
    StringBuilder words = new StringBuilder();
    all.proactive()
        .ifPresent(
            share ->
                words.append(
                    "The customer was reached in time in %s of %s: %s. "
                        .formatted(
                            Format.count(Math.round(share.numerator())),
                            Format.count(share.denominator(), "defect"),
                            withInterval(share))));
    all.contacted()
        .ifPresent(
            rate ->
                words.append("Of these asked all the same: %s. ".formatted(withInterval(rate))));
    all.othersContacted()
        .ifPresent(rate -> words.append("Of the others asked: %s. ".formatted(withInterval(rate))));
    if (words.length() > 0) {
      html.append("<p class=\"worth\">%s</p>\n".formatted(Html.escape(words.toString().strip())));
    }
  }

  private static String withInterval(Measure measure) {
    String interval = Format.interval(Metric.REPEATED, measure);
    return Format.percent(measure.value()) + (interval.isEmpty() ? "" : " (" + interval + ")");
  }

  private static void byCode(StringBuilder html, List<OutreachValue> values) {
    html.append(
        """
        <div class="scroll"><table class="sortable outreach" id="outreach-table"><caption class="unseen">What messages were worth, by code</caption><thead><tr>
        """);
    Pieces.columns(
        html,
        "text",
        "Code",
        "number",
        "Defects",
        "number",
        "Alerted",
        "number",
        "Written about",
        "number",
        "Reached in time",
        "number",
        "Median lead",
        "number",
        "Chose an option",
        "number",
        "Reached in time, asked",
        "number",
        "Others, asked");
    html.append("</tr></thead><tbody>\n");
    for (OutreachValue value : values) {
      String code = value.code().orElse("All");
      html.append(
          "<tr%s><th scope=\"row\" data-sort=\"%s\">%s</th>"
              .formatted(
                  value.code().isEmpty() ? " class=\"all\"" : "",
                  Html.escape(code),
                  Html.escape(code)));
      Pieces.sorted(html, value.defects(), Format.count(value.defects()));
      Pieces.sorted(html, value.alerted(), Format.count(value.alerted()));
      Pieces.sorted(html, value.messaged(), Format.count(value.messaged()));
      rate(html, value.proactive());
      if (value.lead().isPresent()) {
        Pieces.sorted(html, value.lead().get().toSeconds(), Format.duration(value.lead().get()));
      } else {
        html.append("<td class=\"number none\">–</td>");
      }
      rate(html, value.acted());
      rate(html, value.contacted());
      rate(html, value.othersContacted());
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private static void rate(StringBuilder html, Optional<Measure> rate) {
    if (rate.isEmpty()) {
      html.append("<td class=\"number none\">–</td>");
      return;
    }
    Measure measure = rate.get();
    html.append(
        "<td class=\"number\" data-sort=\"%s\" title=\"%s\">%s <span class=\"n\">of %s</span>%s</td>"
            .formatted(
                measure.value(),
                Html.escape(Format.interval(Metric.REPEATED, measure)),
                Format.percent(measure.value()),
                Format.count(measure.denominator()),
                IntervalBar.svg(
                    BAR_WIDTH,
                    0,
                    1,
                    measure.low().orElse(measure.value()),
                    measure.value(),
                    measure.high().orElse(measure.value()),
                    0)));
  }

  private static void alerts(StringBuilder html, List<AlertDay> days) {
    html.append(
        """
        <p class="lead">How often alerts interrupted somebody, and why. Acted on is an interruption whose alert was acknowledged within an hour; ends are left out. A day of UTC.</p>
        <div class="scroll"><table class="sortable" id="alerts-table"><caption class="unseen">Alerts by day</caption><thead><tr>
        """);
    Pieces.columns(
        html, "text", "Day", "number", "Fired", "number", "Interruptions", "number", "Acted on");
    OutreachQuery.REASONS.values().forEach(reason -> Pieces.columns(html, "number", reason));
    html.append("</tr></thead><tbody>\n");
    for (AlertDay day : days) {
      html.append(
          "<tr><th scope=\"row\" data-sort=\"%s\">%s</th>"
              .formatted(day.day(), Format.day(day.day())));
      Pieces.sorted(html, day.fired(), Format.count(day.fired()));
      Pieces.sorted(html, day.interruptions(), Format.count(day.interruptions()));
      html.append(
          "<td class=\"number\" data-sort=\"%d\">%s <span class=\"n\">%s</span></td>"
              .formatted(
                  day.actedOn(),
                  Format.count(day.actedOn()),
                  Double.isFinite(day.actedShare()) ? Format.percent(day.actedShare()) : ""));
      day.byReason().values().forEach(count -> Pieces.sorted(html, count, Format.count(count)));
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private OutreachSection() {}
}
