package dev.odyssey.streaming.registry;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The schema of a record cannot be had at present. The record may well be good: it must not be put
 * aside, but read when the registry is back.
 */
public final class SchemaUnavailableException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  SchemaUnavailableException(String message, IOException cause) {
    super(message, cause);
  }
}
