package dev.odyssey.notifications.time;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is decided for one key: a pure function of what is known and the time.
 *
 * @param <S> what is known of a key, and what was told of it
 * @param <I> what comes
 * @param <O> what is told
 */
public interface Rules<S, I, O> extends Serializable {

  /** There is nothing to decide until something comes. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Applies what has come of an instant, in any order, and decides.
   *
   * @param state null where nothing is known
   * @param news what has come since the last decision
   * @param now the instant, in epoch milliseconds
   * @param out takes what is to be told, the difference to what was told before
   * @return what is known now; null to forget the key
   */
  S decide(S state, List<I> news, long now, Consumer<O> out);

  /**
   * When to decide again though nothing has come.
   *
   * @param state as {@link #decide} has left it, not null
   * @param now when that was
   * @return after now, in epoch milliseconds; {@link #NEVER} for not at all
   */
  long next(S state, long now);
}
