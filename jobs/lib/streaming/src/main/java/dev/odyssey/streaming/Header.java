package dev.odyssey.streaming;

import java.nio.charset.StandardCharsets;

/**
 * A header of a record on a topic.
 *
 * @param value may be null; carried as it is, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record Header(String key, byte[] value) {

  /** A header whose value is text, in UTF-8. */
  public static Header of(String key, String text) {
    return new Header(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The value as text. */
  public String text() {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return key + "=" + text();
  }
}
