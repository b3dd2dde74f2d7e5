package dev.odyssey.streaming.kafka;

import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.Pulses;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A topic of order events of which most records are damaged, the same for the same seed: the
 * stories of some orders, told again for each day. Those of a few, the witnesses, stay as they are.
 */
final class PoisonedTopic {

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Duration LIFE = Duration.ofDays(20);
  private static final int WITNESSES = 4;

  /** The wall clock is this much ahead of what is recorded. */
  private static final long BEHIND = Duration.ofHours(1).toMillis();

  /** Far from any other name, however many bits are flipped in that. */
  private static final String WITNESS = "witness-";

  private final OrderEventAvro avro = new OrderEventAvro();
  private final Damage damage;
  private final List<OrderEvent> story;
  private final Set<String> witnesses;

  /**
   * A record.
   *
   * @param event what it says if it is not damaged; null of one that is
   * @param wall what the wall clock shows when it is read, in epoch milliseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
  record Poisoned(byte[] value, OrderEvent event, long wall) {}

  PoisonedTopic(long seed) {
    damage = new Damage(seed);
    story = story();
    witnesses = witnesses(story);
  }

  /** Orders in the first days of their lives; what is older than the retention is late. */
  private static List<OrderEvent> story() {
    List<OrderEvent> story = new ArrayList<>();
    new Simulator(SimulationConfig.of(11, 60).withOrdersPerDay(60).withDisorder(0))
        .stream()
            .map(Delivery::event)
            .filter(OrderEvent.class::isInstance)
            .map(OrderEvent.class::cast)
            .forEach(story::add);
    long end = story.get(0).occurredAt() + LIFE.toMillis();
    story.removeIf(event -> event.occurredAt() > end);
    return story;
  }

  private static Set<String> witnesses(List<OrderEvent> story) {
    Map<String, Integer> events = new HashMap<>();
    story.forEach(event -> events.merge(event.orderId(), 1, Integer::sum));
    Set<String> witnesses = new HashSet<>();
    story.stream()
        .map(OrderEvent::orderId)
        .filter(order -> events.get(order) > 8)
        .distinct()
        .limit(WITNESSES)
        .forEach(witnesses::add);
    return witnesses;
  }

  static boolean isWitness(String id) {
    return id.contains(WITNESS);
  }

  /** The record of a number, from 0. */
  Poisoned record(long number) {
    OrderEvent told = story.get(Math.toIntExact(number % story.size()));
    long day = number / story.size();
    boolean witness = witnesses.contains(told.orderId());
    OrderEvent event = onDay(told, day, witness ? WITNESS : "");
    long wall = event.recordedAt() + BEHIND;
    if (witness) {
      return new Poisoned(avro.encode(event), event, wall);
    }
    if (number % 97 == 0) {
      return new Poisoned(null, null, wall);
    }
    byte[] record =
        number % 101 == 0 ? Pulses.encode(event.recordedAt() - BEHIND) : avro.encode(event);
    byte[] other = avro.encode(onDay(other(number), day, ""));
    return new Poisoned(damage.damage(record, other, number), null, wall);
  }

  private OrderEvent other(long number) {
    int other = Math.toIntExact((number * 7 + 1) % story.size());
    while (witnesses.contains(story.get(other).orderId())) {
      other = (other + 1) % story.size();
    }
    return story.get(other);
  }

  private static OrderEvent onDay(OrderEvent event, long day, String before) {
    String id = before + day + "-";
    return new OrderEvent(
        id + event.eventId(),
        event.type(),
        event.occurredAt() + day * DAY,
        event.recordedAt() + day * DAY,
        event.retracts() == null ? null : id + event.retracts(),
        id + event.orderId(),
        event.customerId(),
        event.offeringId(),
        event.region(),
        event.timeZone(),
        event.providerId(),
        event.windowStart() == null ? null : (Long) (event.windowStart() + day * DAY),
        event.windowEnd() == null ? null : (Long) (event.windowEnd() + day * DAY),
        event.initiator(),
        event.reason(),
        event.stars(),
        event.claimId());
  }
}
