package dev.odyssey.streaming.pulse;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Decides which time the heartbeats of one topic may claim.
 *
 * <p>A heartbeat claims: what happened by this instant, and is going to reach this partition, is
 * before me. That is a guess about everybody else who writes to the topic, and a good one only as
 * long as they can. So a heartbeat claims the present only while writes have gone through without
 * trouble for a while; otherwise it repeats what its partition was last known to hold, which moves
 * nothing, and serves to find out whether writes go through again. In particular no heartbeat made
 * during an outage, and flushed at its end before the events that others hold, claims a time inside
 * it.
 *
 * <p>Trouble is a write that failed or took longer than the patience, a topic that cannot be
 * reached, and a standstill of our own, in which nobody looked. A start is treated like the end of
 * trouble, since what was before it is not known. After trouble, time is held for the settle time.
 *
 * <p>All instants are wall-clock epoch milliseconds, given by the caller. For any thread, because
 * acknowledgements come on one of their own.
 */
final class PulseClock {

  /** What a heartbeat claims while nothing is known: that 1970 is over. */
  static final long NOTHING = 0;

  private static final long NEVER = Long.MIN_VALUE;

  private final long standstill;
  private final long settle;
  private final long patience;
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private long lastTick = NEVER;
  private long holdUntil = NEVER;
  private boolean inOutage;
  private long outages;

  /**
   * A clock for one topic.
   *
   * @param interval between ticks
   * @param settle how long time is held after trouble
   * @param patience how long a write may take
   */
  PulseClock(Duration interval, Duration settle, Duration patience) {
    this.standstill = interval.plus(patience).toMillis();
    this.settle = settle.toMillis();
    this.patience = patience.toMillis();
  }

  /** Heartbeats are due: called once before those of the single partitions are asked for. */
  synchronized void tick(long now) {
    if (lastTick == NEVER) {
      holdUntil = now + settle;
    } else if (now - lastTick > standstill) {
      trouble(now);
    }
    lastTick = now;
    if (inOutage && !isHolding(now)) {
      inOutage = false;
    }
  }

  /**
   * The instant that a heartbeat through this partition may claim; the caller is taken to send it.
   * Empty while one is under way: at most one is, so that none piles up in an outage.
   */
  synchronized OptionalLong claim(int partition, long now) {
    Partition state = partitions.computeIfAbsent(partition, p -> new Partition());
    if (state.isUnderWay()) {
      if (now - state.sentAt > patience) {
        trouble(now);
      }
      return OptionalLong.empty();
    }
    state.sentAt = now;
    state.claimed = isHolding(now) ? state.held : now;
    return OptionalLong.of(state.claimed);
  }

  /** The heartbeat under way through this partition is on the topic. */
  synchronized void acknowledged(int partition, long now) {
    Partition state = partitions.get(partition);
    if (now - state.sentAt > patience) {
      trouble(now);
    }
    state.held = Math.max(state.held, state.claimed);
    state.sentAt = NEVER;
  }

  /** The heartbeat under way through this partition was given up. */
  synchronized void failed(int partition, long now) {
    partitions.get(partition).sentAt = NEVER;
    trouble(now);
  }

  /** Not even the topic's partitions could be had. */
  synchronized void unreachable(long now) {
    trouble(now);
  }

  /** Whether heartbeats do not claim the present. */
  synchronized boolean isHolding(long now) {
    return now < holdUntil;
  }

  /** How many times there was trouble; what comes before time moves on again is the same outage. */
  synchronized long outages() {
    return outages;
  }

  private void trouble(long now) {
    if (!inOutage) {
      inOutage = true;
      outages++;
    }
    holdUntil = now + settle;
  }

  private static final class Partition {
    private long sentAt = NEVER;
    private long claimed = NOTHING;

    /** The greatest claim known to be on the topic. */
    private long held = NOTHING;

    private boolean isUnderWay() {
      return sentAt != NEVER;
    }
  }
}
