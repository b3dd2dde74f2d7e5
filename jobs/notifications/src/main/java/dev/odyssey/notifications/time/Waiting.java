package dev.odyssey.notifications.time;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a key: what is known, and what has come for instants that are still to be
 * decided.
 *
 * @param state null where nothing is known
 * @param coming in order of arrival
 * @param timer the one timer that is set; {@link Rules#NEVER} for none
 * @param decided the last instant that was decided about; {@link #NOT_YET} for none. Time does not
 *     go back behind it: after a restart there is no watermark yet to tell that it is past.
 */
public record Waiting<S, I>(S state, List<Arrival<I>> coming, long timer, long decided) {

  static final long NOT_YET = Long.MIN_VALUE;

  /**
   * What has come.
   *
   * @param at the instant that it belongs to, in epoch milliseconds
   */
  public record Arrival<I>(long at, I what) {}

  /** Nothing is known and nothing has come. */
  static <S, I> Waiting<S, I> nothing() {
    return new Waiting<>(null, List.of(), Rules.NEVER, NOT_YET);
  }

  /** When something is to be decided that belongs to an instant, which may be past. */
  long instant(long at, long watermark) {
    return Math.max(at, Math.max(watermark, decided) + 1);
  }

  Waiting<S, I> with(long at, I what) {
    List<Arrival<I>> more = new ArrayList<>(coming.size() + 1);
    more.addAll(coming);
    more.add(new Arrival<>(at, what));
    return new Waiting<>(state, more, timer, decided);
  }

  Waiting<S, I> timer(long at) {
    return new Waiting<>(state, coming, at, decided);
  }

  /** What has come of the instants until then, itself included. */
  List<I> until(long instant) {
    List<I> taken = new ArrayList<>();
    for (Arrival<I> arrival : coming) {
      if (arrival.at() <= instant) {
        taken.add(arrival.what());
      }
    }
    return taken;
  }

  /** What is left for later instants. */
  List<Arrival<I>> after(long instant) {
    return coming.stream().filter(arrival -> arrival.at() > instant).toList();
  }

  /** The first instant that something has come for. */
  long first() {
    long first = Rules.NEVER;
    for (Arrival<I> arrival : coming) {
      first = Math.min(first, arrival.at());
    }
    return first;
  }
}
