package dev.odyssey.mapping;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** How values of records are written as text. */
final class Texts {

  /** The text of a value without the space around it; null where that is nothing. */
  static String of(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
      throw new UnmappedException("expected a single value, not " + value);
    }
    String text =
        value instanceof BigDecimal number ? number.toPlainString() : value.toString().strip();
    return text.isEmpty() ? null : text;
  }

  /** Whether there is a value, and one that is not blank. */
  static boolean isKnown(Object value) {
    return value instanceof String text ? !text.isBlank() : value != null;
  }

  private Texts() {}
}
