package dev.odyssey.backtest.reference;

import dev.odyssey.detection.laws.Histories;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;

/**
 * Random histories with everything in them that scorecards ask for: regions and time zones that
 * change within an order or a contact, agents of unknown kind, answers and audits with and without
 * a value.
 */
final class RichHistories {

  private static final String[] ZONES = {
    "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "UTC"
  };

  /** The arrivals of the events of some orders, O0 and up, mixed. */
  static Arbitrary<List<OrderEvent>> orders(int orders) {
    return Histories.manyOrders(orders)
        .map(events -> events.stream().map(RichHistories::rich).toList());
  }

  /** The arrivals of the events of some customers' contacts, some of them about O1 or O2. */
  static Arbitrary<List<ContactEvent>> contacts(int customers) {
    return Histories.manyCustomers(customers)
        .map(events -> events.stream().map(RichHistories::rich).toList());
  }

  private static OrderEvent rich(OrderEvent event) {
    Random random = dice(event);
    boolean home = random.nextInt(4) > 0;
    return new OrderEvent(
        event.eventId(),
        event.type(),
        event.occurredAt(),
        event.recordedAt(),
        event.retracts(),
        event.orderId(),
        event.customerId(),
        event.offeringId(),
        home ? "US-WA" : "NZ-AUK",
        ZONES[home ? 0 : random.nextInt(ZONES.length)],
        event.providerId(),
        event.windowStart(),
        event.windowEnd(),
        event.initiator(),
        event.reason(),
        event.stars(),
        event.claimId());
  }

  /** C0 calls about one order only and is mostly cut off; C1 has two contacts in all. */
  private static ContactEvent rich(ContactEvent event) {
    Random random = dice(event);
    boolean cutOff = event.customerId().equals("C0");
    boolean talkative = event.customerId().equals("C1");
    boolean connected = cutOff && event.type() == ContactEventType.TRANSFERRED;
    int contacts = cutOff ? 3 : talkative ? 2 : 5;
    return new ContactEvent(
        event.eventId(),
        connected ? ContactEventType.CONNECTED : event.type(),
        event.occurredAt(),
        event.recordedAt(),
        event.retracts(),
        "K" + event.contactId().hashCode() % contacts,
        event.customerId(),
        cutOff ? "O1" : event.orderId(),
        event.region(),
        event.timeZone() == null ? null : ZONES[random.nextInt(ZONES.length)],
        event.channel(),
        cutOff ? Direction.INBOUND : event.direction(),
        event.reason(),
        event.agentId(),
        random.nextBoolean() ? event.agentKind() : null,
        event.agentVersion(),
        random.nextBoolean() ? "arm-" + random.nextInt(2) : null,
        event.site(),
        cutOff && random.nextInt(4) > 0 ? EndedBy.SYSTEM : event.endedBy(),
        event.cause(),
        event.resolved(),
        event.solved(),
        points(random, 5),
        points(random, 7),
        points(random, 5));
  }

  /** Of what is the same in every run: enums hash to something else in each. */
  private static Random dice(Event event) {
    return new Random(31 * event.eventId().hashCode() + event.occurredAt());
  }

  private static Integer points(Random random, int most) {
    return random.nextInt(3) == 0 ? null : (Integer) (1 + random.nextInt(most));
  }

  private RichHistories() {}
}
