package dev.odyssey.detection.rules;

import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * A rule about what did not come: an anchor that is not followed by something that settles it
 * before its due time. Raised at the due time, cleared by the first event that settles it later.
 *
 * <p>A deadline on the instant of an event comes after the event: what is settled on the last
 * millisecond is settled.
 */
public abstract class Absence<H extends History<?>> implements Rule<H> {

  /** No deadline. */
  protected static final long NONE = Long.MIN_VALUE;

  /** Whether the event at a position is one that something must follow. */
  protected abstract boolean isAnchor(H history, int index);

  /**
   * By when something must have followed an anchor, in epoch milliseconds; {@link #NONE} where
   * nothing has to.
   */
  protected abstract long due(H history, int anchor);

  /** Whether an event settles what an anchor before it asks for. */
  protected abstract boolean settles(H history, int anchor, int index);

  /** The stage that takes an anchor. */
  protected final IterativeCondition<Signal<H>> anchor() {
    return Conditions.event(this::isAnchor);
  }

  /** The stage that takes what settles the anchor taken by a stage. */
  protected final IterativeCondition<Signal<H>> settling(String anchorStage) {
    return Conditions.related(
        anchorStage, (anchor, s) -> s.isEvent() && settles(s.history(), anchor.index(), s.index()));
  }

  /** The stage that takes the due time of the anchor taken by a stage. */
  protected final IterativeCondition<Signal<H>> dueOf(String anchorStage) {
    return Conditions.related(
        anchorStage, (anchor, s) -> s.due() == code() && s.index() == anchor.index());
  }
}
