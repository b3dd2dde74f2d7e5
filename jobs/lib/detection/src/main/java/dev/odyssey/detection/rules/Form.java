package dev.odyssey.detection.rules;

import java.io.Serializable;

/** What kind of thing a rule looks for. */
public sealed interface Form<H extends History<?>> extends Serializable {

  /**
   * Something did not follow in time. Raised at the due time of an anchor if no event after the
   * anchor fits {@code unless} at or before it; cleared by the first one that fits later. A due
   * time on the instant of an event comes after the event.
   *
   * @param after the anchors
   * @param unless what settles it, seen from the anchor
   * @param expiry when it is over without an event; null for never
   */
  record Absence<H extends History<?>>(
      Matcher<H> after, Due<H> by, Matcher<H> unless, Expiry<H> expiry) implements Form<H> {}

  /**
   * Something happened. Raised at the event.
   *
   * @param event what is one
   * @param clearedBy the first event after it that fits clears it, seen from the anchor; null for
   *     never
   */
  record Occurrence<H extends History<?>>(Matcher<H> event, Matcher<H> clearedBy)
      implements Form<H> {}

  /**
   * Something happened too often. Raised at the first event at which the last {@code times} events
   * lie within a duration; then counting begins anew.
   *
   * @param within from the first of them to the last, itself included, in milliseconds
   */
  record Count<H extends History<?>>(Matcher<H> when, int times, long within) implements Form<H> {}

  /**
   * Something followed something else. Raised at an event that fits {@code then}, if the latest
   * event before it that fits {@code first} is within a duration and no event between them fits
   * {@code then} or {@code without}. The anchor is the first one.
   *
   * @param within from the first to the second, itself included, in milliseconds
   */
  record Sequence<H extends History<?>>(
      Matcher<H> first, Matcher<H> then, Matcher<H> without, long within) implements Form<H> {}

  /** When an absence is over though nothing settled it. */
  @FunctionalInterface
  interface Expiry<H extends History<?>> extends Serializable {

    /** The instant in epoch milliseconds; {@link Long#MAX_VALUE} for never. */
    long at(H history, int anchor);
  }
}
