package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.testdata.simulator.Delivery;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoMarketTest {

  /** Simulated and real time are the same. */
  private static final TimeLapse LAPSE = new TimeLapse(0, 0, 1, "run-");

  private static final long HOUR = 3_600_000;

  private final DemoMarket market =
      new DemoMarket(
          Stream.of(
                  delivery(OrderEventType.SCHEDULED, HOUR),
                  delivery(OrderEventType.ARRIVED, 5 * HOUR),
                  delivery(OrderEventType.COMPLETED, 6 * HOUR))
              .iterator(),
          LAPSE);

  @Test
  void allComesWhenItIsDelivered() {
    assertThat(market.nextAt()).isEqualTo(HOUR);
    assertThat(types(HOUR - 1)).isEmpty();
    assertThat(types(5 * HOUR)).containsExactly(OrderEventType.SCHEDULED, OrderEventType.ARRIVED);
    assertThat(types(Long.MAX_VALUE - 1)).containsExactly(OrderEventType.COMPLETED);
    assertThat(market.nextAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatHappensDuringAnOutageIsRecordedAfterIt() {
    market.expect(new Outage("boston", 4 * HOUR, 8 * HOUR));

    assertThat(types(8 * HOUR - 1)).containsExactly(OrderEventType.SCHEDULED);
    assertThat(market.takeUntil(8 * HOUR))
        .allMatch(sent -> sent.at() == 8 * HOUR && sent.event().recordedAt() == 8 * HOUR)
        .extracting(sent -> sent.event().occurredAt())
        .containsExactly(5 * HOUR, 6 * HOUR);
  }

  @Test
  void theBusiestRegionIsThatOfTheDaysBefore() {
    assertThat(types(6 * HOUR)).hasSize(3);

    assertThat(market.busiestRegion(25 * HOUR, 30 * HOUR)).isEqualTo("boston");
  }

  @Test
  void anOutageElsewhereMattersNot() {
    market.expect(new Outage("chicago", 4 * HOUR, 8 * HOUR));

    assertThat(types(6 * HOUR)).hasSize(3);
  }

  @Test
  void whoReschedulesIsVisitedInTheNewWindow() {
    assertThat(types(HOUR)).hasSize(1);
    assertThat(market.choose("run-o-1", OutreachOption.RESCHEDULE, 2 * HOUR)).isTrue();

    OrderEvent moved = (OrderEvent) market.takeUntil(2 * HOUR).get(0).event();
    assertThat(moved.type()).isEqualTo(OrderEventType.RESCHEDULED);
    assertThat(moved.windowStart()).isEqualTo(4 * HOUR);
    assertThat(moved.windowEnd()).isEqualTo(6 * HOUR);
    // The window began at 3 and begins at 4: all is an hour later.
    assertThat(types(6 * HOUR - 1)).isEmpty();
    assertThat(types(7 * HOUR)).containsExactly(OrderEventType.ARRIVED, OrderEventType.COMPLETED);
  }

  @Test
  void whoCancelsIsNotVisited() {
    assertThat(types(HOUR)).hasSize(1);
    assertThat(market.choose("run-o-1", OutreachOption.CANCEL, 2 * HOUR)).isTrue();

    assertThat(types(10 * HOUR)).containsExactly(OrderEventType.CANCELLED);
  }

  @Test
  void itIsTooLateOnceSomebodyHasCome() {
    assertThat(types(5 * HOUR)).hasSize(2);

    assertThat(market.choose("run-o-1", OutreachOption.CANCEL, 5 * HOUR)).isFalse();
    assertThat(market.choose("unknown", OutreachOption.CANCEL, 5 * HOUR)).isFalse();
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
      event.windowStart(3 * HOUR).windowEnd(5 * HOUR);
    }
    return new Delivery.OfOrder(event.build(), at);
  }
}
