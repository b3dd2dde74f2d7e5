package dev.odyssey.report;

import java.util.Locale;

/**
 * An interval as a line, its value as a dot and a mark to compare it with, small enough for a
 * table.
 */
final class IntervalBar {

  private static final int HEIGHT = 10;
  private static final int MARGIN = 3;

  /**
   * The drawing.
   *
   * @param from the value at its left end
   * @param to the value at its right end; what lies beyond either end is drawn at it
   */
  static String svg(
      int width, double from, double to, double low, double value, double high, double mark) {
    return String.format(
        Locale.ENGLISH,
        "<svg class=\"bar\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
            + "<path class=\"mark\" d=\"M%.1f 0V%d\"/><path class=\"line\" d=\"M%.1f 5H%.1f\"/>"
            + "<circle cx=\"%.1f\" cy=\"5\" r=\"2.5\"/></svg>",
        width,
        HEIGHT,
        x(width, from, to, mark),
        HEIGHT,
        x(width, from, to, low),
        x(width, from, to, high),
        x(width, from, to, value));
  }

  private static double x(int width, double from, double to, double value) {
    double share = to > from ? (value - from) / (to - from) : 0.5;
    return MARGIN + Math.min(1, Math.max(0, share)) * (width - 2 * MARGIN);
  }

  private IntervalBar() {}
}
