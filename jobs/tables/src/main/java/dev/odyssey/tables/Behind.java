package dev.odyssey.tables;

import dev.odyssey.streaming.DeadLetter;
import java.time.Clock;
import org.apache.flink.metrics.Gauge;

/**
 * How far the tables of a topic are behind it: the age in seconds of the oldest record that has
 * been read and not written. Nothing is read while rows wait for the database, so what is not read
 * is younger. It is set by the thread that reads, and asked by others.
 */
final class Behind implements Gauge<Long> {

  private static final long NOTHING = Long.MAX_VALUE;
  private static final long MILLIS = 1_000;

  private final Clock clock;
  private volatile long oldest = NOTHING;

  Behind(Clock clock) {
    this.clock = clock;
  }

  /** A record waits, which came to its topic at this time, in epoch milliseconds. */
  void waits(long timestamp) {
    if (timestamp != DeadLetter.NO_TIMESTAMP && timestamp < oldest) {
      oldest = timestamp;
    }
  }

  /** Everything that was read has been written. */
  void nothing() {
    oldest = NOTHING;
  }

  @Override
  public Long getValue() {
    long since = oldest;
    return since == NOTHING ? 0 : Math.max(0, clock.millis() - since) / MILLIS;
  }
}
