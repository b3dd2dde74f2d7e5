package dev.odyssey.detection.rules;

import java.io.Serializable;

/**
 * Which events a rule is about: those of some kinds that also meet a condition.
 *
 * @param kinds the bits of {@link History#kinds} of which an event must have one
 * @param condition what else must hold; null for nothing
 * @param first where the history knows the first such event after another one; null where it must
 *     be looked for
 */
public record Matcher<H extends History<?>>(long kinds, Condition<H> condition, First<H> first)
    implements Serializable {

  /** Finds the first event after another one that fits, without looking at those between them. */
  @FunctionalInterface
  public interface First<H extends History<?>> extends Serializable {

    /** The position of the event; -1 if there is none. */
    int after(H history, int index);
  }

  /** No event. */
  public static <H extends History<?>> Matcher<H> none() {
    return new Matcher<>(0, null, null);
  }

  /** Events of some kinds. */
  public static <H extends History<?>> Matcher<H> of(long kinds) {
    return new Matcher<>(kinds, null, null);
  }

  /** Events of some kinds that also meet a condition. */
  public static <H extends History<?>> Matcher<H> of(long kinds, Condition<H> condition) {
    return new Matcher<>(kinds, condition, null);
  }

  /**
   * The same events, of which the history knows the first one after another. It must be the one
   * that looking at each event would find; it is for histories that may be long, in which a rule
   * has many anchors.
   */
  public Matcher<H> knownBy(First<H> known) {
    return new Matcher<>(kinds, condition, known);
  }

  public boolean fits(H history, int earlier, int index) {
    return (history.kinds(index) & kinds) != 0
        && (condition == null || condition.test(history, earlier, index));
  }

  public boolean fits(H history, int index) {
    return fits(history, index, index);
  }
}
