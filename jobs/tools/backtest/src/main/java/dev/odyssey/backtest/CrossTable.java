package dev.odyssey.backtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts by two things in rows and one in columns; of the columns those that have a count. */
final class CrossTable {

  private record Row(String first, String second) implements Comparable<Row> {

    @Override
    public int compareTo(Row other) {
      int order = first.compareTo(other.first);
      return order != 0 ? order : second.compareTo(other.second);
    }
  }

  private final String first;
  private final String second;
  private final List<String> always;
  private final Map<Row, Map<String, Long>> rows = new TreeMap<>();

  /**
   * An empty table.
   *
   * @param always the columns that come first, and are there without a count
   */
  CrossTable(String first, String second, String... always) {
    this.first = first;
    this.second = second;
    this.always = List.of(always);
  }

  void add(String firstOfRow, String secondOfRow, String column, long count) {
    rows.computeIfAbsent(new Row(firstOfRow, secondOfRow), row -> new HashMap<>())
        .merge(column, count, Long::sum);
  }

  String text() {
    TreeSet<String> others = new TreeSet<>();
    rows.values()
        .forEach(counts -> counts.forEach((name, count) -> addIf(count != 0, name, others)));
    always.forEach(others::remove);
    List<String> columns = new ArrayList<>(always);
    columns.addAll(others);
    StringBuilder text = new StringBuilder();
    line(text, first, second, columns);
    rows.forEach(
        (row, counts) ->
            line(
                text,
                row.first,
                row.second,
                columns.stream()
                    .map(
                        column ->
                            String.format(Locale.ROOT, "%,d", counts.getOrDefault(column, 0L)))
                    .toList()));
    return text.toString();
  }

  private static void addIf(boolean holds, String name, TreeSet<String> names) {
    if (holds) {
      names.add(name);
    }
  }

  private static void line(StringBuilder text, String first, String second, List<String> cells) {
    text.append(String.format(Locale.ROOT, "%-20s %-22s", first, second));
    cells.forEach(cell -> text.append(String.format(Locale.ROOT, " %12s", cell)));
    text.append(System.lineSeparator());
  }
}
