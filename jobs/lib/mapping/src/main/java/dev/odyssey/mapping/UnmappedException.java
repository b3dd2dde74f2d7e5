package dev.odyssey.mapping;

/** A record says something that the mapping does not know. The message is the reason. */
final class UnmappedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnmappedException(String reason) {
    // Thrown for many records of one file: the stack says nothing.
    super(reason, null, false, false);
  }
}
