package dev.odyssey.deploy;

import java.util.Optional;

/** A job that is known to be one, and not submitted yet. */
interface Submittable extends AutoCloseable {

  /**
   * Submits it, once, and returns its id; it may take a while until it runs.
   *
   * @param snapshot where it goes on, or empty for a job without a past
   * @throws IllegalStateException with Flink's words if it is refused
   */
  String submit(Optional<String> snapshot);

  @Override
  void close();
}
