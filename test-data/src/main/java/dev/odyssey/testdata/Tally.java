package dev.odyssey.testdata;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.testdata.simulator.Delivery;
import java.io.PrintWriter;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** What was delivered, by type, and how many of the orders somebody contacted us about. */
final class Tally {

  private final Map<OrderEventType, Long> orderEvents = new EnumMap<>(OrderEventType.class);
  private final Map<ContactEventType, Long> contactEvents = new EnumMap<>(ContactEventType.class);

  // One bit an order: a copy of an event counts no order twice.
  private final BitSet placed = new BitSet();
  private final BitSet contacted = new BitSet();

  void count(Delivery delivery) {
    if (delivery instanceof Delivery.OfOrder order) {
      count(order.event());
    } else if (delivery instanceof Delivery.OfContact contact) {
      count(contact.event());
    }
  }

  private void count(OrderEvent event) {
    orderEvents.merge(event.type(), 1L, Long::sum);
    if (event.type() == OrderEventType.PLACED) {
      placed.set(number(event.orderId()));
    }
  }

  private void count(ContactEvent event) {
    contactEvents.merge(event.type(), 1L, Long::sum);
    if (event.type() == ContactEventType.INITIATED
        && event.direction() == Direction.INBOUND
        && event.orderId() != null) {
      contacted.set(number(event.orderId()));
    }
  }

  private static int number(String orderId) {
    return Integer.parseInt(orderId, 1, orderId.length(), 10);
  }

  void print(PrintWriter out) {
    out.println("Delivered, copies included:");
    orderEvents.forEach((type, count) -> out.printf("%-16s %,12d%n", type, count));
    contactEvents.forEach((type, count) -> out.printf("%-16s %,12d%n", type, count));
    out.printf(
        "%,d orders, %,d of them contacted (%.1f %%)%n",
        placed.cardinality(), contacted.cardinality(), 100 * contactRate());
  }

  /** Orders with at least one inbound contact that names them, of all orders. */
  double contactRate() {
    return placed.isEmpty() ? 0 : (double) contacted.cardinality() / placed.cardinality();
  }
}
