package dev.odyssey.detection.rules;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/** The two kinds of condition that rules put on the stages of their patterns. */
public final class Conditions {

  /** Says whether a position in a history is what a stage waits for. */
  public interface Position<H extends History<?>> extends Serializable {
    boolean is(H history, int index);
  }

  /** Says how a signal must stand to the one that an earlier stage took. */
  public interface Relation<H extends History<?>> extends Serializable {
    boolean holds(Signal<H> earlier, Signal<H> signal);
  }

  /** An event of its own accord. */
  public static <H extends History<?>> IterativeCondition<Signal<H>> event(Position<H> position) {
    return new EventCondition<>(position);
  }

  /** A signal that stands in a relation to the first one that an earlier stage took. */
  public static <H extends History<?>> IterativeCondition<Signal<H>> related(
      String stage, Relation<H> relation) {
    return new RelatedCondition<>(stage, relation);
  }

  private static final class EventCondition<H extends History<?>>
      extends IterativeCondition<Signal<H>> {
    private static final long serialVersionUID = 1;
    private final Position<H> position;

    EventCondition(Position<H> position) {
      this.position = position;
    }

    @Override
    public boolean filter(Signal<H> signal, Context<Signal<H>> context) {
      return signal.isEvent() && position.is(signal.history(), signal.index());
    }
  }

  private static final class RelatedCondition<H extends History<?>>
      extends IterativeCondition<Signal<H>> {
    private static final long serialVersionUID = 1;
    private final String stage;
    private final Relation<H> relation;

    RelatedCondition(String stage, Relation<H> relation) {
      this.stage = stage;
      this.relation = relation;
    }

    @Override
    public boolean filter(Signal<H> signal, Context<Signal<H>> context) throws Exception {
      // CEP also asks about the very event that the earlier stage takes, before that has it.
      Iterator<Signal<H>> earlier = context.getEventsForPattern(stage).iterator();
      return earlier.hasNext() && relation.holds(earlier.next(), signal);
    }
  }

  private Conditions() {}
}
