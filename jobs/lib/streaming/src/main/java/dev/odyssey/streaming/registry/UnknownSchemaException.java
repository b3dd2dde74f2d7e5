package dev.odyssey.streaming.registry;

import java.io.IOException;

/** A registry that answers has no schema that a record could be read by: the record is at fault. */
final class UnknownSchemaException extends IOException {

  private static final long serialVersionUID = 1L;

  UnknownSchemaException(String message) {
    super(message);
  }

  UnknownSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
