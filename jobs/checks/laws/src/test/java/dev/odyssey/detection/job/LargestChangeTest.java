package dev.odyssey.detection.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.events.Texts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What changes weigh that are found in events with the longest texts that are valid. */
class LargestChangeTest {

  /** Kafka's default of what a producer sends, and less than what a broker takes. */
  private static final int MOST_BYTES = 1024 * 1024;

  private static final String LAST_OF_THREE_BYTES = "\uffee";
  private static final int MOST_EVENTS = 2_000;

  /** So that there is a defect of every code. */
  private static final Policies SOON_TOO_MUCH =
      Policies.parse("too-much.yaml", "defaults: {maxReschedules: 1, maxTransfers: 100}");

  private final Map<String, Integer> largest = new HashMap<>();

  @Test
  void aChangeOfAnyCodeIsOneThatKafkaTakes() {
    List<OrderEvent> orders = new ArrayList<>();
    List<ContactEvent> contacts = new ArrayList<>(passedOnWithoutEnd());
    new Simulator(SimulationConfig.of(7, 1_000).withOrdersPerDay(500))
        .stream()
            .map(Delivery::event)
            .forEach(
                event -> {
                  if (event instanceof OrderEvent order) {
                    orders.add(longest(order));
                  } else {
                    contacts.add(longest((ContactEvent) event));
                  }
                });
    orders.addAll(declinedLateAndNobodyThere());
    measure(LifecycleDefectsJob.DETECTION, orders);
    measure(ContactDefectsJob.DETECTION, contacts);

    assertThat(largest).containsOnlyKeys(DefectCode.BUILT_IN);
    assertThat(largest.values()).allMatch(bytes -> bytes < MOST_BYTES);
    assertThat(largest.get(DefectCode.TRANSFER_CHAIN))
        .as("the longest texts are in it, as often as it names any")
        .isGreaterThan(MOST_BYTES / 4);
  }

  private <E extends Event, H extends History<E>> void measure(
      Detection<E, H, ?> detection, List<E> events) {
    Map<String, Timeline<E>> subjects = new HashMap<>();
    for (E event : events) {
      subjects.computeIfAbsent(event.subjectId(), id -> new Timeline<>()).add(event, MOST_EVENTS);
    }
    try (Detector<E, H> detector = detection.detector(SOON_TOO_MUCH)) {
      for (Timeline<E> subject : subjects.values()) {
        detector
            .worded(detector.judge(subject.history(), Long.MAX_VALUE))
            .forEach(finding -> largest.merge(finding.code(), bytes(finding), Math::max));
      }
    }
  }

  /** Key and value. */
  private static int bytes(Finding finding) {
    DefectChange change =
        new DefectChange(Integer.MAX_VALUE, DefectStatus.RAISED, Long.MAX_VALUE, finding);
    return change.defectId().getBytes(UTF_8).length + DefectChangeAvro.encode(change).length;
  }

  private static List<OrderEvent> declinedLateAndNobodyThere() {
    long start = 1_700_000_000_000L;
    long hour = 3_600_000;
    OrderEvent promise =
        Orders.event("O", "p", OrderEventType.SCHEDULED, start)
            .customerId("C")
            .providerId("P")
            .windowStart(start + 4 * hour)
            .windowEnd(start + 6 * hour)
            .build();
    OrderEvent declined =
        Orders.event("O", "d", OrderEventType.DECLINED, start + 3 * hour).providerId("P").build();
    OrderEvent absent =
        Orders.event("O", "a", OrderEventType.CUSTOMER_ABSENT, start + 5 * hour).build();
    return List.of(longest(promise), longest(declined), longest(absent));
  }

  private static List<ContactEvent> passedOnWithoutEnd() {
    List<ContactEvent> events = new ArrayList<>();
    long at = 1_700_000_000_000L;
    for (int i = 0; i < MOST_EVENTS - 1; i++) {
      events.add(longest(event("t" + i, ContactEventType.TRANSFERRED, at + i).build()));
    }
    events.add(
        longest(
            event("e", ContactEventType.ENDED, at + MOST_EVENTS).endedBy(EndedBy.AGENT).build()));
    return events;
  }

  private static ContactEvent.Builder event(String id, ContactEventType type, long at) {
    return ContactEvent.builder()
        .eventId(id)
        .type(type)
        .occurredAt(at)
        .recordedAt(at)
        .contactId("K")
        .customerId("passed on")
        .orderId("O")
        .region("R")
        .reason("Q")
        .agentId("agent of " + id)
        .agentVersion("V")
        .site("S");
  }

  /** The text with as much behind it as is valid; equal texts stay equal, others differ. */
  private static String longest(String text) {
    return text == null ? null : text + LAST_OF_THREE_BYTES.repeat(Texts.MAX_CHARS - text.length());
  }

  private static OrderEvent longest(OrderEvent e) {
    return OrderEvent.builder()
        .eventId(longest(e.eventId()))
        .type(e.type())
        .occurredAt(e.occurredAt())
        .recordedAt(e.recordedAt())
        .retracts(longest(e.retracts()))
        .orderId(longest(e.orderId()))
        .customerId(longest(e.customerId()))
        .offeringId(longest(e.offeringId()))
        .region(longest(e.region()))
        .timeZone(e.timeZone())
        .providerId(longest(e.providerId()))
        .windowStart(e.windowStart())
        .windowEnd(e.windowEnd())
        .initiator(e.initiator())
        .reason(longest(e.reason()))
        .stars(e.stars())
        .claimId(longest(e.claimId()))
        .build();
  }

  private static ContactEvent longest(ContactEvent e) {
    return ContactEvent.builder()
        .eventId(longest(e.eventId()))
        .type(e.type())
        .occurredAt(e.occurredAt())
        .recordedAt(e.recordedAt())
        .retracts(longest(e.retracts()))
        .contactId(longest(e.contactId()))
        .customerId(longest(e.customerId()))
        .orderId(longest(e.orderId()))
        .region(longest(e.region()))
        .timeZone(e.timeZone())
        .channel(e.channel())
        .direction(e.direction())
        .reason(longest(e.reason()))
        .agentId(longest(e.agentId()))
        .agentKind(e.agentKind())
        .agentVersion(longest(e.agentVersion()))
        .trialArm(longest(e.trialArm()))
        .site(longest(e.site()))
        .endedBy(e.endedBy())
        .cause(e.cause())
        .resolved(e.resolved())
        .solved(e.solved())
        .csat(e.csat())
        .effort(e.effort())
        .empathy(e.empathy())
        .build();
  }
}
