package dev.odyssey.backtest;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.notifications.AlertKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;

/** What a backtest found, by code. */
final class Report {

  private static final String PREFIX = "defects.";
  private static final String ALERTS = "alerts";
  private static final String OUTREACH = "outreach";

  /** The name under which a job counts the days on which something was written of an alert. */
  static final String DAYS = "days with alerts";

  /** Stands in no name of a route or a template that a person can read. */
  private static final String SEPARATOR = "\t";

  private final Map<String, Map<DefectStatus, Long>> defects = new TreeMap<>();
  private final CrossTable alerts = new CrossTable("alerts to", "kind", Notified.FIRED);
  private final CrossTable outreach = new CrossTable("messages to", "template", Notified.REQUESTED);
  private final RuleReport rules = new RuleReport(defects);
  private final Map<String, Long> totals = new TreeMap<>();
  private final double seconds;
  private final InputCounts input;
  private final Set<Backtest.Subject> only;

  /** The name under which a job counts the defects of a code that end in a status. */
  static String accumulator(String code, DefectStatus status) {
    return PREFIX + code + '.' + status;
  }

  /** The name under which a job counts the alerts of a route and a kind. */
  static String alerts(String route, AlertKind kind, String what) {
    return String.join(SEPARATOR, ALERTS, route, kind.name(), what);
  }

  /** The name under which a job counts the messages of a template to a kind of recipient. */
  static String outreach(String kind, String template, String what) {
    return String.join(SEPARATOR, OUTREACH, kind, template, what);
  }

  /** A report of what a job counted. */
  Report(JobExecutionResult result, InputCounts input, Set<Backtest.Subject> only) {
    this.input = input;
    this.only = only;
    seconds = result.getNetRuntime() / 1_000.0;
    result
        .getAllAccumulatorResults()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                String[] parts = name.split("\\.");
                defects
                    .computeIfAbsent(parts[1], code -> new EnumMap<>(DefectStatus.class))
                    .merge(DefectStatus.valueOf(parts[2]), (Long) value, Long::sum);
              } else if (value instanceof Long count) {
                take(name.split(SEPARATOR), count);
              }
            });
  }

  private void take(String[] name, long count) {
    if (rules.take(name, count)) {
      return;
    }
    switch (name[0]) {
      case ALERTS -> alerts.add(name[1], name[2], name[3], count);
      case OUTREACH -> outreach.add(name[1], name[2], name[3], count);
      default -> totals.put(name[0], count);
    }
  }

  /** What became of each rule of one's own. */
  RuleReport rules() {
    return rules;
  }

  /** What was read. */
  InputCounts input() {
    return input;
  }

  /**
   * What was read, what was found, whom it would have paged, and whom written to.
   *
   * @param custom rules of one's own, each of which has a line
   */
  String tables(List<CustomRule> custom) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%.1f s%n%n", seconds));
    text.append(input.text());
    if (only.contains(Backtest.Subject.DEFECTS)) {
      text.append(String.format("%n")).append(table());
      text.append(String.format("%n")).append(rules.table(custom));
    }
    if (only.contains(Backtest.Subject.NOTIFICATIONS)) {
      text.append(alerts.text()).append(sums());
      text.append(String.format("%n")).append(outreach.text());
    }
    return text.toString();
  }

  private String sums() {
    long interruptions = totals.getOrDefault(Notified.INTERRUPTIONS, 0L);
    long days = totals.getOrDefault(DAYS, 0L);
    return String.format(
        Locale.ROOT,
        "%n%,d interruptions on %,d days with alerts, %.1f a day%n",
        interruptions,
        days,
        days == 0 ? 0.0 : (double) interruptions / days);
  }

  /** A row for each code: raised and not retracted; cleared and still open of these; retracted. */
  private String table() {
    Rows table = new Rows(20).add("code", "raised", "cleared", "retracted", "open");
    defects.forEach(
        (code, counts) -> {
          long open = counts.getOrDefault(DefectStatus.RAISED, 0L);
          long cleared = counts.getOrDefault(DefectStatus.CLEARED, 0L);
          long retracted = counts.getOrDefault(DefectStatus.RETRACTED, 0L);
          table.add(code, open + cleared, cleared, retracted, open);
        });
    return table.toString();
  }
}
