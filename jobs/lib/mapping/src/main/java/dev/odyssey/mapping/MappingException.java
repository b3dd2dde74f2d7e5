package dev.odyssey.mapping;

/** A mapping file, or the form of an input, is wrong. The message says where and why. */
public final class MappingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  public MappingException(String message) {
    super(message);
  }

  public MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}
