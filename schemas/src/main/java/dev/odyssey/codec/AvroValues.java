package dev.odyssey.codec;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.events.InvalidEventException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/** Between the values of generated Avro records and ours; null stays null. */
final class AvroValues {

  static Long millis(Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  static Instant instant(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  static <T extends Enum<T>> T symbol(Class<T> type, Enum<?> symbol) {
    return symbol == null ? null : Enum.valueOf(type, symbol.name());
  }

  /**
   * The symbol of an event, whichever its writer knew.
   *
   * @throws InvalidEventException naming the field, if it is none that we know
   */
  static <T extends Enum<T>> T symbol(String field, Class<T> type, Enum<?> symbol) {
    try {
      return symbol(type, symbol);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          field + " is not one of " + Arrays.toString(type.getEnumConstants()) + ": " + symbol, e);
    }
  }

  /**
   * The code of a defect.
   *
   * @throws IOException if it has not the form of one
   */
  static String code(String name) throws IOException {
    try {
      return DefectCode.check(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("code is " + e.getMessage(), e);
    }
  }

  private AvroValues() {}
}
