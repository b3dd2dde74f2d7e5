package dev.odyssey.codec;

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

  private AvroValues() {}
}
