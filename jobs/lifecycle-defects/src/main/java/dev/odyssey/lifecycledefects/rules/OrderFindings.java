package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.findings.Findings;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Rule.Charged;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.TimeZones;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What is said of a defect of an order. */
public final class OrderFindings implements Findings<OrderHistory> {

  private static final long serialVersionUID = 1;

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm z", Locale.ENGLISH);

  @Override
  public String subjectId(OrderHistory order, int anchor) {
    return order.event(anchor).orderId();
  }

  @Override
  public Finding finding(OrderHistory order, Found<OrderHistory> found, String escalates) {
    Rule<OrderHistory> rule = found.rule();
    OrderEvent anchor = order.event(found.anchor());
    Charged charged = rule.charged(order, found);
    OrderEvent promise = promise(order, found.anchor());
    OrderEvent settler = found.settler() < 0 ? null : order.event(found.settler());
    String provider = charged.providerId();
    return new Finding(
        rule.code(),
        anchor.eventId(),
        rule.severity(order, found),
        charged.party(),
        anchor.orderId(),
        null,
        order.customerId(),
        provider == null ? order.holderAt(found.raisedAt()) : provider,
        anchor.offeringId(),
        anchor.region(),
        null,
        null,
        null,
        null,
        anchor.timeZone(),
        promise == null ? null : promise.windowStart(),
        promise == null ? null : promise.windowEnd(),
        found.raisedAt(),
        settler == null ? null : (Long) settler.occurredAt(),
        settler == null ? null : settler.typeName(),
        settler == null ? null : settler.eventId(),
        escalates,
        null,
        evidence(order, found),
        rule.missing(),
        null,
        order.policy(found.anchor()).written(rule.settings()),
        rule.details(order, found));
  }

  @Override
  public Finding worded(Finding finding, OrderHistory order, Found<OrderHistory> found) {
    String provider = finding.providerId() == null ? "" : " (" + finding.providerId() + ")";
    return finding.worded(
        "Order " + finding.orderId() + ": " + found.rule().says(order, found) + provider,
        found.rule().derivation(order, found));
  }

  private static List<Evidence> evidence(OrderHistory order, Found<OrderHistory> found) {
    return Findings.evidence(order, found);
  }

  /** The anchor, or the promise that stood before it; null for none. */
  private static OrderEvent promise(OrderHistory order, int anchor) {
    int promise =
        order.is(anchor, Kinds.PROMISE | Kinds.BACKDATED) ? anchor : order.standingPromise(anchor);
    return promise < 0 ? null : order.event(promise);
  }

  /** The due time as people at the service address read it. */
  static String due(OrderHistory order, Found<OrderHistory> found) {
    return local(order, found.anchor(), found.raisedAt());
  }

  /** An instant as people at the service address of an event read it. */
  static String local(OrderHistory order, int index, long instant) {
    return LOCAL.format(
        Instant.ofEpochMilli(instant).atZone(TimeZones.of(order.event(index).timeZone())));
  }

  /** How an event that calls off stands to the window of the promise. */
  static String lateness(OrderHistory order, int index) {
    OrderEvent event = order.event(index);
    return event.typeName()
        + " "
        + Instants.format(event.occurredAt())
        + ", windowStart "
        + Instants.format(order.event(order.standingPromise(index)).windowStart());
  }

  /** How long before the window an event that calls off came. */
  static String lead(OrderHistory order, int index) {
    Duration lead =
        Duration.ofMillis(
            order.event(order.standingPromise(index)).windowStart() - order.at(index));
    return lead.isNegative() ? "in" : lead.toHours() + " h " + lead.toMinutesPart() + " min before";
  }
}
