package dev.odyssey.backtest;

import dev.odyssey.defects.DefectStatus;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;

/** What a backtest found, by code. */
final class Report {

  private static final String PREFIX = "defects.";

  private final Map<String, Map<DefectStatus, Long>> defects = new TreeMap<>();
  private final double seconds;

  /** The name under which a job counts the defects of a code that end in a status. */
  static String accumulator(String code, DefectStatus status) {
    return PREFIX + code + '.' + status;
  }

  /** A report of what a job counted. */
  Report(JobExecutionResult result) {
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
              }
            });
  }

  /** A row for each code: raised and not retracted; cleared and still open of these; retracted. */
  String table() {
    StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%.1f s%n%n", seconds));
    row(table, "code", "raised", "cleared", "retracted", "open");
    defects.forEach(
        (code, counts) -> {
          long open = counts.getOrDefault(DefectStatus.RAISED, 0L);
          long cleared = counts.getOrDefault(DefectStatus.CLEARED, 0L);
          long retracted = counts.getOrDefault(DefectStatus.RETRACTED, 0L);
          row(
              table,
              code,
              number(open + cleared),
              number(cleared),
              number(retracted),
              number(open));
        });
    return table.toString();
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static void row(StringBuilder table, String... cells) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-20s %12s %12s %12s %12s%n",
            cells[0],
            cells[1],
            cells[2],
            cells[3],
            cells[4]));
  }
}
