package dev.odyssey.testdata.simulator;

import dev.odyssey.testdata.simulator.Arrivals.Arrival;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A marketplace for home services: the events of its orders, and of the contacts that follow from
 * what went wrong with them, as they reach the topics.
 *
 * <p>Deliveries come in order of {@link Delivery#deliveredAt()}; events may be late, doubled or
 * retracted, and all of them are valid. Holds only the orders in flight, so a run may be as long as
 * one likes. Not thread-safe.
 */
public final class Simulator implements Iterator<Delivery> {

  private final Arrivals arrivals;
  private final Storyteller storyteller;
  private final PriorityQueue<Story> inFlight =
      new PriorityQueue<>(Comparator.comparingLong(Story::nextAt).thenComparing(Story::number));

  public Simulator(SimulationConfig config) {
    arrivals = new Arrivals(config);
    storyteller = new Storyteller(config);
  }

  @Override
  public boolean hasNext() {
    return !inFlight.isEmpty() || !arrivals.isEmpty();
  }

  @Override
  public Delivery next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the last order is told");
    }
    startOrdersPlacedBeforeNextDelivery();
    Story story = inFlight.remove();
    Delivery delivery = story.take();
    if (!story.isOver()) {
      inFlight.add(story);
    }
    return delivery;
  }

  /** What is left, as a sequential stream. */
  public Stream<Delivery> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** How many orders still have something to be delivered: what the simulator holds. */
  public int ordersInFlight() {
    return inFlight.size();
  }

  private void startOrdersPlacedBeforeNextDelivery() {
    while (!arrivals.isEmpty()
        && (inFlight.isEmpty() || arrivals.peek().placedAt() <= inFlight.element().nextAt())) {
      Arrival arrival = arrivals.take();
      inFlight.add(storyteller.tell(arrival));
    }
  }
}
