package dev.odyssey.events;

/** Input that is no event; the message names the field and the value that are wrong. */
public final class InvalidEventException extends RuntimeException {

  public InvalidEventException(String reason) {
    super(reason);
  }

  public InvalidEventException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Thrown for rubbish at the rate rubbish arrives, and only its message is ever used. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
