package dev.odyssey.backtest;

import java.util.Locale;

/** Tables of a name and some columns, for people. */
final class Rows {

  private final StringBuilder text = new StringBuilder();
  private final int nameWidth;

  /** An empty table. */
  Rows(int nameWidth) {
    this.nameWidth = nameWidth;
  }

  /** Adds a row of texts, as the heading is. */
  Rows add(String name, String... cells) {
    text.append(String.format(Locale.ROOT, "%-" + nameWidth + "s", name));
    for (String cell : cells) {
      text.append(String.format(Locale.ROOT, " %12s", cell));
    }
    text.append(System.lineSeparator());
    return this;
  }

  /** Adds a row of counts. */
  Rows add(String name, long... counts) {
    String[] cells = new String[counts.length];
    for (int i = 0; i < counts.length; i++) {
      cells[i] = number(counts[i]);
    }
    return add(name, cells);
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
