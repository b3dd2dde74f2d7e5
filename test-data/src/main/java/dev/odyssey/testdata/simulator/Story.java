package dev.odyssey.testdata.simulator;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.testdata.simulator.Courier.Source;
import dev.odyssey.testdata.simulator.Courier.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** All that an order and the contacts about it send, let go delivery by delivery. */
final class Story {

  private final long number;
  private final Deque<Delivery> deliveries;

  private Story(long number, Deque<Delivery> deliveries) {
    this.number = number;
    this.deliveries = deliveries;
  }

  /** The order's number: which of two stories goes first at the same instant. */
  long number() {
    return number;
  }

  boolean isOver() {
    return deliveries.isEmpty();
  }

  long nextAt() {
    return deliveries.element().deliveredAt();
  }

  Delivery take() {
    return deliveries.remove();
  }

  /** A story while it is being told, in any order. */
  static final class Draft {

    private static final Comparator<Delivery> ARRIVAL =
        Comparator.comparingLong(Delivery::deliveredAt)
            .thenComparingLong(delivery -> delivery.event().occurredAt());

    private final Courier courier;
    private final List<Delivery> deliveries = new ArrayList<>();

    Draft(Courier courier) {
      this.courier = courier;
    }

    /** Sends an event of the order: the draft needs all but its times. */
    void tell(OrderEvent.Builder draft, long at, Source source, long clockError) {
      Way way = courier.send(at, source, clockError);
      OrderEvent event = draft.occurredAt(way.occurredAt()).recordedAt(way.recordedAt()).build();
      deliveries.add(new Delivery.OfOrder(event, way.deliveredAt()));
      if (way.again() != null) {
        deliveries.add(new Delivery.OfOrder(event, way.again()));
      }
    }

    /** Sends an event of a contact: the draft needs all but its times. */
    void tell(ContactEvent.Builder draft, long at) {
      Way way = courier.send(at, Source.CONTACT_CENTRE, 0);
      ContactEvent event = draft.occurredAt(way.occurredAt()).recordedAt(way.recordedAt()).build();
      deliveries.add(new Delivery.OfContact(event, way.deliveredAt()));
      if (way.again() != null) {
        deliveries.add(new Delivery.OfContact(event, way.again()));
      }
    }

    Story finish(long number) {
      deliveries.sort(ARRIVAL);
      return new Story(number, new ArrayDeque<>(deliveries));
    }
  }
}
