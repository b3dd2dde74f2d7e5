package dev.odyssey.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys whose order as bytes is the order that is wanted. */
final class SortKeys {

  private static final byte ZERO = 0;
  private static final byte ESCAPED = (byte) 0xFF;
  private static final byte END = 1;

  /** By subject, then by order, then by sequence. */
  static byte[] ofRecord(String subject, long order, long sequence) {
    byte[] text = subject.getBytes(StandardCharsets.UTF_8);
    int zeros = 0;
    for (byte b : text) {
      zeros += b == ZERO ? 1 : 0;
    }
    ByteBuffer key = ByteBuffer.allocate(text.length + zeros + 2 + 2 * Long.BYTES);
    for (byte b : text) {
      key.put(b);
      if (b == ZERO) {
        key.put(ESCAPED);
      }
    }
    return key.put(ZERO).put(END).putLong(ordered(order)).putLong(ordered(sequence)).array();
  }

  /** By time, then by the sequence of the record, then by the place among its events. */
  static byte[] ofEvent(long recordedAt, long sequence, int place) {
    return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
        .putLong(ordered(recordedAt))
        .putLong(ordered(sequence))
        .putInt(place)
        .array();
  }

  private static long ordered(long signed) {
    return signed ^ Long.MIN_VALUE;
  }

  private SortKeys() {}
}
