package dev.odyssey.survival;

import dev.odyssey.survival.Plan.Heartbeats;
import dev.odyssey.survival.RunReport.Stroke;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reports as a table in Markdown, a row a run. */
final class ReportTable {

  private static final String HEAD =
      """
      | run | seed | heartbeats | what was killed, when, for how long | whole again after | events | restores, ended | took | differences | |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  static String of(List<RunReport> reports) {
    StringBuilder table = new StringBuilder(HEAD);
    for (int i = 0; i < reports.size(); i++) {
      table.append(row(i + 1, reports.get(i)));
    }
    long survived = reports.stream().filter(RunReport::survived).count();
    return table
        .append("%n%d of %d runs survived%n".formatted(survived, reports.size()))
        .toString();
  }

  private static String row(int number, RunReport report) {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %s | %s | %s | %,d | %d, %d | %d s | %s | %s |%n",
        number,
        report.plan().seed(),
        report.plan().heartbeats() == Heartbeats.OF_JOBS ? "jobs" : "feed",
        report.strokes().stream()
            .map(stroke -> stroke.blow().toString())
            .collect(Collectors.joining("; ")),
        report.strokes().stream().map(ReportTable::whole).collect(Collectors.joining("; ")),
        report.events(),
        report.restores(),
        report.ended(),
        report.took().toSeconds(),
        report.failure().isPresent() ? "-" : Integer.toString(report.differences().size()),
        report.survived() ? "survived" : "FAILED");
  }

  private static String whole(Stroke stroke) {
    return stroke.whole().map(Texts::seconds).orElse("not before the next");
  }

  private ReportTable() {}
}
