package dev.odyssey.detection.rules;

import java.io.Serializable;

/**
 * Which events a rule is about: those of some kinds that also meet a condition.
 *
 * @param kinds the bits of {@link History#kinds} of which an event must have one
 * @param condition what else must hold; null for nothing
 */
public record Matcher<H extends History<?>>(long kinds, Condition<H> condition)
    implements Serializable {

  /** No event. */
  public static <H extends History<?>> Matcher<H> none() {
    return new Matcher<>(0, null);
  }

  /** Events of some kinds. */
  public static <H extends History<?>> Matcher<H> of(long kinds) {
    return new Matcher<>(kinds, null);
  }

  /** Events of some kinds that also meet a condition. */
  public static <H extends History<?>> Matcher<H> of(long kinds, Condition<H> condition) {
    return new Matcher<>(kinds, condition);
  }

  public boolean fits(H history, int earlier, int index) {
    return (history.kinds(index) & kinds) != 0
        && (condition == null || condition.test(history, earlier, index));
  }

  public boolean fits(H history, int index) {
    return fits(history, index, index);
  }
}
