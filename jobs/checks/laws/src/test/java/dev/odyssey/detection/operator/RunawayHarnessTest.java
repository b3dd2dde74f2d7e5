package dev.odyssey.detection.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that retries, a bot that calls: one subject with far more events than it may have. */
class RunawayHarnessTest {

  private static final int EVENTS = 40_000;
  private static final int BOUND = DetectionSettings.DEFAULT_MAX_EVENTS;

  @Test
  @Timeout(120)
  void anOrderOfEveryType() throws Exception {
    Random random = new Random(1);
    OrderEventType[] types = OrderEventType.values();
    try (var detection = Detection.ofOrders(Policies.builtIn(), DetectionSettings.defaults())) {
      for (int i = 0; i < EVENTS; i++) {
        long at = Histories.START + i * 1_000L;
        OrderEventType type = types[random.nextInt(types.length - 1)];
        detection.event(
            Orders.event("e" + i, type, at)
                .windowStart(at)
                .windowEnd(at + 60_000)
                .initiator(Initiator.values()[random.nextInt(3)])
                .stars(1 + random.nextInt(5))
                .build());
        advance(detection, i, at);
      }
      finish(detection);
    }
  }

  @Test
  @Timeout(120)
  void promisesThatAreAllMissed() throws Exception {
    try (var detection = Detection.ofOrders(Policies.builtIn(), DetectionSettings.defaults())) {
      for (int i = 0; i < EVENTS; i++) {
        long at = Histories.START + i * 10_000L;
        OrderEvent promise =
            Orders.event("e" + i, OrderEventType.RESCHEDULED, at)
                .windowStart(at)
                .windowEnd(at + 1_000)
                .initiator(Initiator.PROVIDER)
                .providerId("P1")
                .build();
        detection.event(promise);
        advance(detection, i, at);
      }
      finish(detection);
    }
  }

  @Test
  @Timeout(120)
  void aBotThatCalls() throws Exception {
    try (var detection = Detection.ofContacts(Policies.builtIn(), DetectionSettings.defaults())) {
      for (int i = 0; i < EVENTS; i++) {
        long at = Histories.START + i * 30_000L;
        detection.event(
            ContactEvent.builder()
                .eventId("e" + i)
                .type(i % 2 == 0 ? ContactEventType.INITIATED : ContactEventType.ENDED)
                .occurredAt(at)
                .recordedAt(at)
                .contactId("K" + i / 2)
                .customerId("C1")
                .channel(Channel.VOICE)
                .direction(Direction.INBOUND)
                .reason("HELP")
                .agentKind(AgentKind.BOT)
                .agentVersion("1")
                .endedBy(EndedBy.CUSTOMER)
                .build());
        advance(detection, i, at);
      }
      finish(detection);
    }
  }

  @Test
  @Timeout(120)
  void aContactThatIsHandedOnForEver() throws Exception {
    try (var detection = Detection.ofContacts(Policies.builtIn(), DetectionSettings.defaults())) {
      for (int i = 0; i < EVENTS; i++) {
        long at = Histories.START + i * 1_000L;
        detection.event(
            ContactEvent.builder()
                .eventId("e" + i)
                .type(ContactEventType.TRANSFERRED)
                .occurredAt(at)
                .recordedAt(at)
                .contactId("K1")
                .customerId("C1")
                .agentId("A" + i)
                .build());
        advance(detection, i, at);
      }
      finish(detection);
    }
  }

  private static void advance(Detection<?, ?, ?> detection, int i, long at) throws Exception {
    if (i % 50 == 49) {
      detection.watermark(at - 5_000);
    }
  }

  private static void finish(Detection<?, ?, ?> detection) throws Exception {
    detection.watermark(Long.MAX_VALUE);
    assertThat(detection.changes()).isNotEmpty();
    assertThat(detection.overflow()).hasSize(EVENTS - BOUND);
    assertThat(detection.timers()).isZero();
    assertThat(detection.stateEntries()).isZero();
  }
}
