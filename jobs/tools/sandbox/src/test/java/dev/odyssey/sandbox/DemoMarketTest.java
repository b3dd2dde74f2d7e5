package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.testdata.simulator.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoMarketTest {

  /** Simulated and real time are the same. */
  private static final TimeLapse LAPSE = new TimeLapse(0, 0, 1, "run-");

  private static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();

  private final DemoMarket market =
      new DemoMarket(
          Stream.of(
                  delivery(OrderEventType.SCHEDULED, hour(1)),
                  delivery(OrderEventType.ARRIVED, hour(5)),
                  delivery(OrderEventType.COMPLETED, hour(6)))
              .iterator(),
          LAPSE);

  @Test
  void allComesWhenItIsDelivered() {
    assertThat(market.nextAt()).isEqualTo(hour(1));
    assertThat(types(hour(1) - 1)).isEmpty();
    assertThat(types(hour(5))).containsExactly(OrderEventType.SCHEDULED, OrderEventType.ARRIVED);
    assertThat(types(Long.MAX_VALUE - 1)).containsExactly(OrderEventType.COMPLETED);
    assertThat(market.nextAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatHappensDuringAnOutageIsRecordedAfterIt() {
    market.expect(new Outage("boston", hour(4), hour(8)));

    assertThat(types(hour(8) - 1)).containsExactly(OrderEventType.SCHEDULED);
    assertThat(market.takeUntil(hour(8)))
        .allMatch(sent -> sent.at() == hour(8) && sent.event().recordedAt() == hour(8))
        .extracting(sent -> sent.event().occurredAt())
        .containsExactly(hour(5), hour(6));
  }

  @Test
  void theBusiestRegionIsThatOfTheDaysBefore() {
    assertThat(types(hour(6))).hasSize(3);

    assertThat(market.busiestRegion(hour(25), hour(30))).isEqualTo("boston");
  }

  @Test
  void anOutageElsewhereMattersNot() {
    market.expect(new Outage("chicago", hour(4), hour(8)));

    assertThat(types(hour(6))).hasSize(3);
  }

  @Test
  void whoReschedulesIsVisitedInTheNewWindow() {
    assertThat(types(hour(1))).hasSize(1);
    assertThat(market.choose("run-o-1", OutreachOption.RESCHEDULE, hour(2))).isTrue();

    OrderEvent moved = (OrderEvent) market.takeUntil(hour(2)).get(0).event();
    assertThat(moved.type()).isEqualTo(OrderEventType.RESCHEDULED);
    assertThat(moved.windowStart()).isEqualTo(hour(4));
    assertThat(moved.windowEnd()).isEqualTo(hour(6));
    // The window began at 3 and begins at 4: all is an hour later.
    assertThat(types(hour(6) - 1)).isEmpty();
    assertThat(types(hour(7))).containsExactly(OrderEventType.ARRIVED, OrderEventType.COMPLETED);
  }

  @Test
  void whoCancelsIsNotVisited() {
    assertThat(types(hour(1))).hasSize(1);
    assertThat(market.choose("run-o-1", OutreachOption.CANCEL, hour(2))).isTrue();

    assertThat(types(hour(10))).containsExactly(OrderEventType.CANCELLED);
  }

  @Test
  void itIsTooLateOnceSomebodyHasCome() {
    assertThat(types(hour(5))).hasSize(2);

    assertThat(market.choose("run-o-1", OutreachOption.CANCEL, hour(5))).isFalse();
    assertThat(market.choose("unknown", OutreachOption.CANCEL, hour(5))).isFalse();
  }

  private static long hour(int hours) {
    return START + hours * 3_600_000L;
  }

  private List<OrderEventType> types(long until) {
    return market.takeUntil(until).stream()
        .map(sent -> ((OrderEvent) sent.event()).type())
        .toList();
  }

  private static Delivery delivery(OrderEventType type, long at) {
    OrderEvent.Builder event =
        OrderEvent.builder()
            .eventId("e-" + type)
            .type(type)
            .occurredAt(at)
            .recordedAt(at)
            .orderId("o-1")
            .offeringId("tv-mount")
            .region("boston")
            .timeZone("America/New_York");
    if (type.isPromise()) {
      event.windowStart(hour(3)).windowEnd(hour(5));
    }
    return new Delivery.OfOrder(event.build(), at);
  }
}
