package dev.odyssey.streaming;

/**
 * What a control topic now says under a key.
 *
 * @param value null where what was said is taken back
 */
public record Control<T>(String key, T value) {

  public boolean isTakenBack() {
    return value == null;
  }
}
