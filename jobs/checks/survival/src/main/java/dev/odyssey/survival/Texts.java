package dev.odyssey.survival;

import java.time.Duration;
import java.util.Locale;

/** How things are said to people. */
final class Texts {

  /** As in {@code 4.2 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private Texts() {}
}
