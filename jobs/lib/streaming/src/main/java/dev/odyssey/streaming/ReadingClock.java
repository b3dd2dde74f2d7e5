package dev.odyssey.streaming;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Decides until when a topic is known to have been read.
 *
 * <p>The brokers are asked again and again where its records end. Once all of these have passed,
 * the topic has been read until the instant of the question. So a topic that cannot be reached, a
 * partition without a leader and records that pile up all have time stand still, and silence does
 * not.
 *
 * <p>After a start, and after questions that were not answered in time, time is held for the settle
 * time: whoever writes to the topic was probably cut off too.
 *
 * <p>Where the reader began is not known here. What a partition held when the first answer came
 * counts as read, unless a record of the partition shows that it is still being read: a reader that
 * begins at the end, or goes on where nothing has come, would be waited for in vain.
 *
 * <p>All instants are epoch milliseconds, given by the caller. For one thread.
 */
final class ReadingClock {

  private static final long NONE = Long.MIN_VALUE;

  private final long settle;
  private final long patience;

  /** The highest offset of each partition that has passed. */
  private final Map<Integer, Long> passed = new HashMap<>();

  private Map<Integer, Long> atFirst;
  private Map<Integer, Long> ends;
  private long askedAt = NONE;

  /** Read by metrics too. */
  private volatile long holdUntil;

  /**
   * A clock of a reader that starts.
   *
   * @param settle how long time is held after a start or an outage
   * @param patience how long an answer may take
   */
  ReadingClock(long now, Duration settle, Duration patience) {
    this.settle = settle.toMillis();
    this.patience = patience.toMillis();
    this.holdUntil = now + this.settle;
  }

  /** Whether the question should be asked: no other one is open. */
  boolean isFree() {
    return askedAt == NONE;
  }

  /** The question is asked. */
  void asked(long now) {
    askedAt = now;
  }

  /** It is answered with the offset of the last record of each partition that has one. */
  void answered(Map<Integer, Long> lastOffsets, long now) {
    stillAsking(now);
    ends = lastOffsets;
    if (atFirst == null) {
      atFirst = Map.copyOf(lastOffsets);
    }
  }

  /** It is not answered yet. */
  void stillAsking(long now) {
    if (now - askedAt > patience) {
      hold(now);
    }
  }

  /** It will not be answered. */
  void failed(long now) {
    askedAt = NONE;
    hold(now);
  }

  private void hold(long now) {
    holdUntil = now + settle;
  }

  /** A record passes. */
  void passed(int partition, long offset) {
    passed.merge(partition, offset, Math::max);
  }

  /**
   * Until when the topic has been read, if more is known than before. Of what is found out while
   * time is held nothing is made.
   */
  OptionalLong readUntil(long now) {
    if (ends == null || !isRead()) {
      return OptionalLong.empty();
    }
    long until = askedAt;
    ends = null;
    askedAt = NONE;
    return isHolding(now) ? OptionalLong.empty() : OptionalLong.of(until);
  }

  /** Whether time is held, for the settle time or because there is something to be read. */
  boolean isHolding(long now) {
    return now < holdUntil;
  }

  private boolean isRead() {
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              Long last = passed.get(end.getKey());
              return (last == null ? atFirst.getOrDefault(end.getKey(), -1L) : last)
                  >= end.getValue();
            });
  }
}
