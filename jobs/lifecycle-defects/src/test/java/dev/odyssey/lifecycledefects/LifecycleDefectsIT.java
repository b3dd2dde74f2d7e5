package dev.odyssey.lifecycledefects;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.job.DetectionJobContract;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.Rubbish;
import dev.odyssey.testdata.simulator.Simulator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

class LifecycleDefectsIT extends DetectionJobContract<OrderEvent, OrderHistory, OrderFacts> {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  LifecycleDefectsIT() {
    super(LifecycleDefectsJob.DETECTION);
  }

  @Override
  protected List<OrderEvent> delivered(Simulator simulator) {
    return simulator.stream()
        .filter(Delivery.OfOrder.class::isInstance)
        .map(delivery -> ((Delivery.OfOrder) delivery).event())
        .toList();
  }

  @Override
  protected Rubbish rubbish() {
    return Rubbish.ofOrders(1);
  }

  /**
   * Promised, confirmed and on the way: what can still go wrong is that nobody arrives. The promise
   * comes last, since what was due long before would be reported until the others come.
   */
  @Override
  protected List<OrderEvent> dueAt(String order, long due) {
    return List.of(
        event(order, order + "-confirmed", OrderEventType.CONFIRMED, due - 3 * HOUR + 1).build(),
        event(order, order + "-en-route", OrderEventType.EN_ROUTE, due - 2 * HOUR).build(),
        event(order, order + "-scheduled", OrderEventType.SCHEDULED, due - 3 * HOUR)
            .windowStart(due - 2 * HOUR)
            .windowEnd(due)
            .build());
  }

  @Override
  protected String dueCode() {
    return DefectCode.MISSED_WINDOW;
  }

  @Override
  protected OrderEvent settling(String order, long at) {
    return event(order, order + "-arrived", OrderEventType.ARRIVED, at).build();
  }

  @Override
  protected OrderEvent harmless(String order, String eventId, long at) {
    return event(order, eventId, OrderEventType.EN_ROUTE, at).build();
  }

  /** Entered after its window was over. */
  @Override
  protected OrderEvent defective(String order, String eventId, long at) {
    return event(order, eventId, OrderEventType.SCHEDULED, at)
        .windowStart(at - 2 * HOUR)
        .windowEnd(at - HOUR)
        .build();
  }

  private static OrderEvent.Builder event(String order, String id, OrderEventType type, long at) {
    return OrderEvent.builder()
        .eventId(id)
        .type(type)
        .occurredAt(at)
        // Recorded when it is sent: what was recorded long before is read as a backlog.
        .recordedAt(Math.max(at, Clock.systemUTC().millis()))
        .orderId(order)
        .customerId("C-" + order)
        .offeringId("tv-mount")
        .region("US-NY")
        .timeZone("America/New_York")
        .providerId("P-1");
  }

  @Override
  protected List<String> operators() {
    return List.of(
        "accept-rules: Accept rules",
        "dead-letters: Dead letters",
        "defects-topic: Write defects: Writer",
        "detect: Detect defects",
        "events: Source: Read order-events",
        "facts-topic: Write order-facts: Writer",
        "late-events: Late events",
        "overflow-events: Overflowing events",
        "pulse-order-events: Heartbeats through order-events: Writer",
        "pulse-ticks-order-events: Source: Ticks for order-events",
        "rejected-topics: Write dead letters, late and overflowing events: Writer",
        "rules: Source: rules",
        "rules-read-to-end: rules-read-to-end",
        "rules-time: Time of events",
        "shadow-topic: Write shadow-defects: Writer",
        "Sink Committer: defects-topic: Write defects: Committer",
        "Sink Committer: facts-topic: Write order-facts: Committer",
        "Sink Committer: rejected-topics: Write dead letters, late and overflowing events:"
            + " Committer",
        "Sink Committer: shadow-topic: Write shadow-defects: Committer",
        "triage: Separate events from dead letters");
  }
}
