package dev.odyssey.streaming;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a task waits for a service that is away: pauses that double from {@code first} to {@code
 * longest}, until {@code giveUpAfter} since the first failure. A task that waits takes part in no
 * checkpoint, so the bound stays well below the checkpoint timeout; after it the job restarts and
 * waits on under its restart strategy, with nothing lost.
 */
public record RetryPolicy(Duration first, Duration longest, Duration giveUpAfter)
    implements Serializable {

  /** 100 milliseconds, doubling to 5 seconds, for one minute. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1));

  /** Waits between attempts. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private static final int MAX_DOUBLINGS = 30;

  public RetryPolicy {
    positive("first", first);
    positive("longest", longest);
    if (giveUpAfter.isNegative()) {
      throw new IllegalArgumentException("giveUpAfter is negative: " + giveUpAfter);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
  }

  /** The pause after the given failure, counted from 1. */
  public Duration pauseAfter(int failure) {
    Duration doubled = first.multipliedBy(1L << Math.min(failure - 1, MAX_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
