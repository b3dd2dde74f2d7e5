package dev.odyssey.streaming.registry;

import java.io.IOException;

/** A registry refuses a schema, since those who read or wrote others of its subject could not. */
final class IncompatibleSchemaException extends IOException {

  private static final long serialVersionUID = 1L;

  IncompatibleSchemaException(String message) {
    super(message);
  }
}
