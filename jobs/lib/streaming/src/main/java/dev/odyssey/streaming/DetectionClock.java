package dev.odyssey.streaming;

import java.io.Serializable;

/** What time a defect is said to have been detected at. */
@FunctionalInterface
public interface DetectionClock extends Serializable {

  /** The clock of a replay: a defect is detected as soon as the stream shows it. */
  static DetectionClock replay() {
    return streamTime -> streamTime;
  }

  /**
   * The time, in epoch milliseconds.
   *
   * @param streamTime the latest instant that the stream is known to have reached: what a replay,
   *     which has no other clock, goes by
   */
  long now(long streamTime);
}
