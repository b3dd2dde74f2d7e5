package dev.odyssey.sandbox;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Simulated time at the speed of a demo: an hour lasts seconds. Events are moved to the present and
 * pressed together, ids belong to one run, and settings are pressed together likewise, so that the
 * jobs run as they always do, by the clock on the wall.
 *
 * @param simulated an instant of the simulation, in epoch milliseconds
 * @param real when it happens in the demo
 * @param speed how many times faster time passes
 * @param run put before every id, so that a second demo tells of other orders
 */
record TimeLapse(long simulated, long real, int speed, String run) {

  private static final Pattern DURATION = Pattern.compile("-?P[0-9DTHMS.-]+");

  /** When something of the simulation happens in the demo. */
  long at(long instant) {
    return real + Math.floorDiv(instant - simulated, speed);
  }

  /** How long something of the simulation lasts in the demo, in milliseconds. */
  long lasts(Duration simulatedDuration) {
    return simulatedDuration.toMillis() / speed;
  }

  private Long atIfAny(Long instant) {
    return instant == null ? null : (Long) at(instant);
  }

  private String id(String id) {
    return id == null ? null : run + id;
  }

  OrderEvent of(OrderEvent e) {
    return OrderEvent.builder()
        .eventId(id(e.eventId()))
        .type(e.type())
        .occurredAt(at(e.occurredAt()))
        .recordedAt(at(e.recordedAt()))
        .retracts(id(e.retracts()))
        .orderId(id(e.orderId()))
        .customerId(id(e.customerId()))
        .offeringId(e.offeringId())
        .region(e.region())
        .timeZone(e.timeZone())
        .providerId(e.providerId())
        .windowStart(atIfAny(e.windowStart()))
        .windowEnd(atIfAny(e.windowEnd()))
        .initiator(e.initiator())
        .reason(e.reason())
        .stars(e.stars())
        .claimId(id(e.claimId()))
        .build();
  }

  ContactEvent of(ContactEvent e) {
    return ContactEvent.builder()
        .eventId(id(e.eventId()))
        .type(e.type())
        .occurredAt(at(e.occurredAt()))
        .recordedAt(at(e.recordedAt()))
        .retracts(id(e.retracts()))
        .contactId(id(e.contactId()))
        .customerId(id(e.customerId()))
        .orderId(id(e.orderId()))
        .region(e.region())
        .timeZone(e.timeZone())
        .channel(e.channel())
        .direction(e.direction())
        .reason(e.reason())
        .agentId(e.agentId())
        .agentKind(e.agentKind())
        .agentVersion(e.agentVersion())
        .trialArm(e.trialArm())
        .site(e.site())
        .endedBy(e.endedBy())
        .cause(e.cause())
        .resolved(e.resolved())
        .solved(e.solved())
        .csat(e.csat())
        .effort(e.effort())
        .empathy(e.empathy())
        .build();
  }

  /** Settings as read from YAML, with every duration pressed together; all else stays. */
  Map<String, Object> of(Map<String, ?> settings) {
    Map<String, Object> pressed = new LinkedHashMap<>();
    settings.forEach((key, value) -> pressed.put(key, ofValue(value)));
    return pressed;
  }

  @SuppressWarnings("unchecked") // the keys of a settings file are text
  private Object ofValue(Object value) {
    if (value instanceof Map<?, ?> map) {
      return of((Map<String, ?>) map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::ofValue).toList();
    }
    return value instanceof String text && DURATION.matcher(text).matches()
        ? Duration.parse(text).dividedBy(speed).toString()
        : value;
  }
}
