package dev.odyssey.events;

/**
 * How much text records may carry. What is found quotes it, some of it more than once, and a record
 * that is larger than a broker takes would stop the job that writes it, at every attempt anew.
 */
public final class Texts {

  /** Most characters of a text, as {@link String#length} counts them. */
  public static final int MAX_CHARS = 1_000;

  /** Most characters of the id of a defect, {@code CODE:subject:anchorEventId}. */
  public static final int MAX_ID_CHARS = 2 * MAX_CHARS + 100;

  /** Most characters of the id of a message: that of a defect, and of whom it is for. */
  public static final int MAX_MESSAGE_ID_CHARS = MAX_ID_CHARS + 1 + MAX_CHARS;

  /** Most elements of a list. */
  public static final int MAX_ELEMENTS = 100;

  /**
   * A text that may be absent.
   *
   * @return the text
   * @throws InvalidEventException naming field, length and bound, if it has more than {@link
   *     #MAX_CHARS} characters
   */
  public static String bounded(String field, String text) {
    return bounded(field, text, MAX_CHARS);
  }

  /**
   * A text that may be absent, with a bound of its own.
   *
   * @return the text
   * @throws InvalidEventException naming field, length and bound, if it has more characters
   */
  public static String bounded(String field, String text, int maxChars) {
    if (text != null && text.length() > maxChars) {
      throw new InvalidEventException(
          "%s is too long: %d characters, at most %d may be"
              .formatted(field, text.length(), maxChars));
    }
    return text;
  }

  /**
   * A text as somebody else wrote it.
   *
   * @return the text
   * @throws InvalidEventException naming the field, if it has more than {@link #MAX_CHARS}
   *     characters, or half of a surrogate pair: no encoding of Unicode can hold that
   */
  public static String checked(String field, String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isLowSurrogate(c)
          || i + 1 == length
          || !Character.isLowSurrogate(text.charAt(i + 1))) {
        throw new InvalidEventException(
            "%s is not well-formed Unicode: character %d is half of a surrogate pair, U+%04X"
                .formatted(field, i + 1, (int) c));
      }
      i++;
    }
    return bounded(field, text);
  }

  private Texts() {}
}
