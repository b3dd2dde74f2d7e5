package dev.odyssey.events;

/**
 * How much text records may carry. What is found quotes it, some of it more than once, and a record
 * that is larger than a broker takes would stop the job that writes it, at every attempt anew.
 */
public final class Texts {

  /** Most characters of a text, as {@link String#length} counts them. */
  public static final int MAX_CHARS = 1_000;

  /** Most characters of an id that begins with another's: {@code CODE:eventId}, say. */
  public static final int MAX_ID_CHARS = MAX_CHARS + 100;

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

  private Texts() {}
}
