package dev.odyssey.scorecards.job;

import java.util.Objects;
import org.apache.flink.streaming.api.TimerService;

/** What the operators have in common about time. */
final class Timers {

  /**
   * How late it is: the later of a record's own time and the watermark, which knows nothing after a
   * restart.
   *
   * @param timestamp of the record; null where it has none
   */
  static long now(Long timestamp, TimerService timers) {
    long watermark = timers.currentWatermark();
    return timestamp == null ? watermark : Math.max(timestamp, watermark);
  }

  /**
   * Replaces the one timer of a key.
   *
   * @param from null where none was set
   * @param to null where none is wanted
   */
  static void move(Long from, Long to, TimerService timers) {
    if (Objects.equals(from, to)) {
      return;
    }
    if (from != null) {
      timers.deleteEventTimeTimer(from);
    }
    if (to != null) {
      timers.registerEventTimeTimer(to);
    }
  }

  private Timers() {}
}
