package dev.odyssey.streaming.options;

/** A job was started with an option that it cannot take; the message names key and value. */
public final class InvalidOptionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidOptionException(String message) {
    super(message);
  }

  public InvalidOptionException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An option whose value is not what it should be. */
  public static InvalidOptionException of(String key, Object value, String problem) {
    return new InvalidOptionException("--" + key + " " + Option.text(value) + ": " + problem);
  }
}
