package dev.odyssey.codec;

import dev.odyssey.defects.DefectCode;
import java.io.IOException;
import java.time.Instant;

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
   * A defect code by its name.
   *
   * @throws IOException if there is none of that name
   */
  static DefectCode code(String name) throws IOException {
    try {
      return DefectCode.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("code is not a known one: " + name, e);
    }
  }

  private AvroValues() {}
}
