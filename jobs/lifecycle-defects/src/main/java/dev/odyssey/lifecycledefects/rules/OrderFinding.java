package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.TimeZones;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts together what is found about an order. */
final class OrderFinding {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm z", Locale.ENGLISH);

  private final OrderHistory order;
  private final int anchor;
  private final String code;
  private final Severity severity;
  private final List<Evidence> evidence = new ArrayList<>(3);
  private ChargedTo chargedTo;
  private String providerId;
  private long raisedAt;
  private int settler = -1;
  private String missing;
  private String derivation;
  private Setting[] settings = {};
  private String summary;

  OrderFinding(OrderHistory order, int anchor, String code, Severity severity) {
    this.order = order;
    this.anchor = anchor;
    this.code = code;
    this.severity = severity;
    this.raisedAt = order.at(anchor);
  }

  /** An instant as people at the service address read it. */
  static String local(OrderEvent event, long instant) {
    return LOCAL.format(Instant.ofEpochMilli(instant).atZone(TimeZones.of(event.timeZone())));
  }

  OrderFinding raisedAt(long instant) {
    raisedAt = instant;
    return this;
  }

  /** Charges somebody who is no provider. */
  OrderFinding chargedTo(ChargedTo party) {
    chargedTo = party;
    providerId = order.holderAt(raisedAt);
    return this;
  }

  /** Charges the provider who held the order, or the platform where nobody did. */
  OrderFinding chargedToHolder(String holder) {
    if (holder == null) {
      return chargedTo(ChargedTo.PLATFORM);
    }
    chargedTo = ChargedTo.PROVIDER;
    providerId = holder;
    return this;
  }

  /** Charges whoever held the order when it was last completed before the anchor. */
  OrderFinding chargedToLastCompleter() {
    int completed = order.lastCompleted(anchor);
    return chargedToHolder(
        completed >= 0 ? order.holderAt(order.at(completed)) : order.holderBefore(anchor));
  }

  /** Charges whoever caused the anchor: the platform, or the provider who held the order. */
  OrderFinding chargedToInitiator() {
    return switch (order.event(anchor).initiator()) {
      case PROVIDER -> chargedToHolder(order.holderBefore(anchor));
      case PLATFORM, CUSTOMER -> chargedTo(ChargedTo.PLATFORM);
    };
  }

  /** Adds an event that it was found by; the events must be added in order. */
  OrderFinding evidence(int index) {
    OrderEvent event = order.event(index);
    evidence.add(new Evidence(event.eventId(), event.typeName(), event.occurredAt()));
    return this;
  }

  /** The event that settled it; -1 for none. */
  OrderFinding settledBy(int index) {
    settler = index;
    return index >= 0 ? evidence(index) : this;
  }

  OrderFinding missing(String types) {
    missing = types;
    return this;
  }

  OrderFinding because(String derivation, Setting... settings) {
    this.derivation = derivation;
    this.settings = settings;
    return this;
  }

  /** What to tell people, after the order and before the provider. */
  Finding summary(String text) {
    OrderEvent event = order.event(anchor);
    summary =
        "Order "
            + event.orderId()
            + ": "
            + text
            + (providerId == null ? "" : " (" + providerId + ")");
    return build(event);
  }

  /** The anchor, or the promise that stood before it; null for none. */
  private OrderEvent promise() {
    int promise = Types.PROMISES.have(order.type(anchor)) ? anchor : order.standingPromise(anchor);
    return promise < 0 ? null : order.event(promise);
  }

  private Finding build(OrderEvent event) {
    OrderEvent promise = promise();
    OrderEvent settling = settler < 0 ? null : order.event(settler);
    return new Finding(
        code,
        event.eventId(),
        severity,
        chargedTo,
        event.orderId(),
        null,
        order.customerId(),
        providerId,
        event.offeringId(),
        event.region(),
        null,
        null,
        null,
        null,
        event.timeZone(),
        promise == null ? null : promise.windowStart(),
        promise == null ? null : promise.windowEnd(),
        raisedAt,
        settling == null ? null : (Long) settling.occurredAt(),
        settling == null ? null : settling.typeName(),
        settling == null ? null : settling.eventId(),
        null,
        summary,
        evidence,
        missing,
        derivation,
        order.policy(anchor).written(settings),
        Map.of());
  }
}
