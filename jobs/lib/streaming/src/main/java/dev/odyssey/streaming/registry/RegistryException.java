package dev.odyssey.streaming.registry;

import java.io.IOException;

/** A registry does not do what it is asked; this says nothing about records. */
final class RegistryException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  /**
   * A failure.
   *
   * @param mayPass whether trying again may help
   */
  RegistryException(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  boolean mayPass() {
    return mayPass;
  }
}
