package dev.odyssey.notifications.feeds;

import java.util.Objects;

/**
 * A region's feed of order events is otherwise than before.
 *
 * @param at from when this holds, in epoch milliseconds of the clock that events are recorded by
 * @param heardAt when the region was last heard of
 */
public record FeedStatus(String region, State state, long at, long heardAt) {

  /** Whether what is not heard of may yet have happened. */
  public enum State {
    /** Events come as usual. */
    LIVE,
    /** Fewer have come than usual, and it is too early to tell. */
    SUSPECT,
    /** It has stopped, while other regions go on. */
    SILENT
  }

  public FeedStatus {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(state, "state");
  }
}
