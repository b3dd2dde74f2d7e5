package dev.odyssey.testdata.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatorTest {

  private static final SimulationConfig CONFIG =
      SimulationConfig.of(7, 3_000).withOrdersPerDay(500);

  @Test
  void sameSeedSameDeliveries() {
    assertThat(deliveries(CONFIG).equals(deliveries(CONFIG))).isTrue();
  }

  @Test
  void anotherSeedOtherDeliveries() {
    SimulationConfig other = SimulationConfig.of(8, 3_000).withOrdersPerDay(500);
    assertThat(deliveries(other).equals(deliveries(CONFIG))).isFalse();
  }

  @Test
  void placesAsManyOrdersAsAsked() {
    assertThat(orderEvents(deliveries(CONFIG)))
        .filteredOn(event -> event.type() == OrderEventType.PLACED)
        .extracting(OrderEvent::orderId)
        .satisfies(ids -> assertThat(new HashSet<>(ids)).hasSize(3_000));
  }

  @Test
  void anOrderDoesNotDependOnHowManyFollow() {
    Map<String, Set<Event>> few = byOrder(deliveries(SimulationConfig.of(7, 50)));
    Map<String, Set<Event>> many = byOrder(deliveries(SimulationConfig.of(7, 60)));
    assertThat(many.entrySet().containsAll(few.entrySet())).isTrue();
  }

  @Test
  void disorderChangesHowEventsTravelAndNotWhatHappens() {
    assertThat(happenings(CONFIG.withDisorder(0.5))).isEqualTo(happenings(CONFIG.withDisorder(0)));
  }

  @Test
  void withoutDisorderEveryEventComesOnceInOrderOfEventTime() {
    List<Event> events = deliveries(CONFIG.withDisorder(0)).stream().map(Delivery::event).toList();
    assertThat(events).extracting(Event::occurredAt).isSorted();
    assertThat(events).extracting(Event::eventId).doesNotHaveDuplicates();
  }

  @Test
  void withDisorderSomeEventsAreLateOrDoubled() {
    List<Delivery> deliveries = deliveries(CONFIG);
    long late =
        deliveries.stream()
            .filter(d -> d.event().recordedAt() - d.event().occurredAt() > Times.HOUR)
            .count();
    long distinct = deliveries.stream().map(d -> d.event().eventId()).distinct().count();
    assertThat(late).isGreaterThan(100);
    assertThat(distinct).isLessThan(deliveries.size());
  }

  @Test
  void beforeOdysseyHalfOfTheOrdersAreContacted() {
    SimulationConfig config = SimulationConfig.of(3, 10_000);
    assertThat(contactRate(config)).isBetween(0.46, 0.54);
    assertThat(contactRate(config.withTrouble(0.1))).isBetween(0.04, 0.08);
  }

  @Test
  void everythingThatCanHappenHappens() {
    List<Delivery> deliveries = deliveries(SimulationConfig.of(3, 10_000));
    assertThat(orderEvents(deliveries).stream().map(OrderEvent::type).distinct())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(OrderEventType.CUSTOMER_ABSENT)));
    assertThat(contactEvents(deliveries).stream().map(ContactEvent::type).distinct())
        .containsExactlyInAnyOrder(ContactEventType.values());
    assertThat(orderEvents(deliveries)).anyMatch(OrderEvent::isBackdated);
  }

  @Test
  void withoutTroubleEveryDefaultPolicyIsKeptAndNobodyCalls() {
    List<Delivery> deliveries = deliveries(CONFIG.withTrouble(0).withDisorder(0));
    assertThat(contactEvents(deliveries)).isEmpty();
    Map<String, List<OrderEvent>> orders =
        orderEvents(deliveries).stream().collect(Collectors.groupingBy(OrderEvent::orderId));
    orders.values().forEach(SimulatorTest::assertToPlan);
  }

  private static void assertToPlan(List<OrderEvent> order) {
    Map<OrderEventType, OrderEvent> by = new EnumMap<>(OrderEventType.class);
    order.forEach(event -> assertThat(by.put(event.type(), event)).as("%s again", event).isNull());
    OrderEvent promise = by.get(OrderEventType.SCHEDULED);
    assertThat(at(by, OrderEventType.SCHEDULED))
        .isLessThanOrEqualTo(at(by, OrderEventType.PLACED) + Times.DAY);
    assertThat(at(by, OrderEventType.CONFIRMED))
        .isLessThanOrEqualTo(promise.occurredAt() + Times.HOUR);
    assertThat(at(by, OrderEventType.EN_ROUTE))
        .isLessThanOrEqualTo(promise.windowEnd() - 45 * Times.MINUTE);
    assertThat(at(by, OrderEventType.ARRIVED))
        .isBetween(promise.windowStart(), promise.windowEnd());
    assertThat(at(by, OrderEventType.STARTED))
        .isLessThanOrEqualTo(at(by, OrderEventType.ARRIVED) + 30 * Times.MINUTE);
    long paused =
        by.containsKey(OrderEventType.PAUSED)
            ? at(by, OrderEventType.RESUMED) - at(by, OrderEventType.PAUSED)
            : 0;
    assertThat(at(by, OrderEventType.COMPLETED) - at(by, OrderEventType.STARTED) - paused)
        .isLessThanOrEqualTo(Duration.ofMinutes(150).toMillis());
    if (by.containsKey(OrderEventType.RATED)) {
      assertThat(by.get(OrderEventType.RATED).stars()).isGreaterThan(2);
    }
    assertThat(by)
        .doesNotContainKeys(
            OrderEventType.CANCELLED, OrderEventType.REOPENED, OrderEventType.CLAIM_FILED);
  }

  private static long at(Map<OrderEventType, OrderEvent> by, OrderEventType type) {
    assertThat(by).containsKey(type);
    return by.get(type).occurredAt();
  }

  @Test
  void allEventsOfAnOrderAgreeOnWhatItIs() {
    List<Delivery> deliveries = deliveries(CONFIG);
    Map<String, List<Object>> orders = new HashMap<>();
    for (OrderEvent event : orderEvents(deliveries)) {
      List<Object> identity =
          List.of(event.customerId(), event.offeringId(), event.region(), event.timeZone());
      assertThat(orders.merge(event.orderId(), identity, (a, b) -> a)).isEqualTo(identity);
    }
    Map<String, String> contacts = new HashMap<>();
    for (ContactEvent event : contactEvents(deliveries)) {
      assertThat(contacts.merge(event.contactId(), event.customerId(), (a, b) -> a))
          .isEqualTo(event.customerId());
      if (event.orderId() != null) {
        assertThat(orders.get(event.orderId())).contains(event.customerId(), event.region());
      }
    }
  }

  @Test
  void holdsOnlyTheOrdersInFlight() {
    SimulationConfig config = SimulationConfig.of(5, 60_000).withOrdersPerDay(300);
    Simulator simulator = new Simulator(config);
    int most = 0;
    while (simulator.hasNext()) {
      simulator.next();
      most = Math.max(most, simulator.ordersInFlight());
    }
    assertThat(most).isLessThan(10 * 300);
  }

  @Test
  void endsWhenTheLastOrderIsTold() {
    Simulator none = new Simulator(SimulationConfig.of(1, 0));
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> SimulationConfig.of(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("orders is negative: -1");
    assertThatThrownBy(() -> CONFIG.withTrouble(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trouble");
  }

  private static List<Delivery> deliveries(SimulationConfig config) {
    return new Simulator(config).stream().toList();
  }

  private static List<OrderEvent> orderEvents(List<Delivery> deliveries) {
    return deliveries.stream()
        .filter(Delivery.OfOrder.class::isInstance)
        .map(delivery -> ((Delivery.OfOrder) delivery).event())
        .toList();
  }

  private static List<ContactEvent> contactEvents(List<Delivery> deliveries) {
    return deliveries.stream()
        .filter(Delivery.OfContact.class::isInstance)
        .map(delivery -> ((Delivery.OfContact) delivery).event())
        .toList();
  }

  private static Map<String, Set<Event>> byOrder(List<Delivery> deliveries) {
    return orderEvents(deliveries).stream()
        .collect(Collectors.groupingBy(OrderEvent::orderId, Collectors.toSet()));
  }

  private static Set<String> happenings(SimulationConfig config) {
    return new Simulator(config)
        .stream()
            .map(delivery -> delivery.event().eventId() + " " + delivery.event().typeName())
            .collect(Collectors.toSet());
  }

  private static double contactRate(SimulationConfig config) {
    long contacted =
        contactEvents(deliveries(config)).stream()
            .filter(event -> event.type() == ContactEventType.INITIATED)
            .filter(event -> event.direction() == Direction.INBOUND && event.orderId() != null)
            .map(ContactEvent::orderId)
            .distinct()
            .count();
    return (double) contacted / config.orders();
  }
}
