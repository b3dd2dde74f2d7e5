package dev.odyssey.connectors.postgres;

import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * How long a commit waits for a database that is away: pauses that double from {@code first} to
 * {@code longest}, until {@code giveUpAfter} since the first failure. A task that waits takes part
 * in no checkpoint, so the bound stays well below the checkpoint timeout; after it the job restarts
 * and waits on under its restart strategy, with the rows in its state.
 */
public record RetryPolicy(Duration first, Duration longest, Duration giveUpAfter)
    implements Serializable {

  /** 100 milliseconds, doubling to 5 seconds, for one minute. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1));

  /**
   * Classes of SQLSTATE that say that the same statement fails the same way again: not supported,
   * cardinality, data, constraint, password, database, schema, access or missing table, limits.
   */
  private static final Set<String> LASTING =
      Set.of("0A", "21", "22", "23", "28", "3D", "3F", "42", "54");

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
  Duration pauseAfter(int failure) {
    Duration doubled = first.multipliedBy(1L << Math.min(failure - 1, MAX_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  /** Whether trying again may help, as far as the database's answer says. */
  static boolean mayPass(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.length() < 2 || !LASTING.contains(state.substring(0, 2));
  }
}
