package dev.odyssey.detection.timeline;

import static dev.odyssey.detection.timeline.Timeline.Outcome.ADDED;
import static dev.odyssey.detection.timeline.Timeline.Outcome.DUPLICATE;
import static dev.odyssey.detection.timeline.Timeline.Outcome.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final long T0 = Histories.START;
  private static final int NO_BOUND = Integer.MAX_VALUE;

  private final Timeline<OrderEvent> timeline = new Timeline<>();

  @Test
  void keepsEventsByTimeWhateverTheirArrival() {
    add("c", OrderEventType.PLACED, 3);
    add("a", OrderEventType.PLACED, 1);
    add("b", OrderEventType.PLACED, 2);

    assertThat(ids()).containsExactly("a", "b", "c");
    assertThat(timeline.lastOccurredAt()).isEqualTo(T0 + 3);
    assertThat(timeline.size()).isEqualTo(3);
  }

  @Test
  void breaksATieByRankThenRecordingThenId() {
    timeline.add(
        Orders.event("b", OrderEventType.ARRIVED, T0 + 5).recordedAt(T0 + 9).build(), NO_BOUND);
    timeline.add(
        Orders.event("a", OrderEventType.ARRIVED, T0 + 5).recordedAt(T0 + 9).build(), NO_BOUND);
    timeline.add(
        Orders.event("z", OrderEventType.ARRIVED, T0 + 5).recordedAt(T0 + 8).build(), NO_BOUND);
    timeline.add(
        Orders.event("zz", OrderEventType.PLACED, T0 + 5).recordedAt(T0 + 99).build(), NO_BOUND);

    assertThat(ids()).containsExactly("zz", "z", "a", "b");
  }

  @Test
  void theFirstCopyOfAnIdCounts() {
    assertThat(add("a", OrderEventType.PLACED, 1)).isEqualTo(ADDED);
    assertThat(add("a", OrderEventType.ARRIVED, 7)).isEqualTo(DUPLICATE);

    assertThat(ids()).containsExactly("a");
    assertThat(timeline.lastOccurredAt()).isEqualTo(T0 + 1);
  }

  @Test
  void takesNoMoreThanTheBound() {
    assertThat(timeline.add(Orders.event("a", OrderEventType.PLACED, T0 + 1).build(), 2))
        .isEqualTo(ADDED);
    assertThat(timeline.add(Orders.event("b", OrderEventType.PLACED, T0 + 2).build(), 2))
        .isEqualTo(ADDED);
    assertThat(timeline.add(Orders.event("c", OrderEventType.PLACED, T0).build(), 2))
        .isEqualTo(FULL);
    assertThat(timeline.add(Orders.event("a", OrderEventType.PLACED, T0 + 1).build(), 2))
        .as("a duplicate is no overflow")
        .isEqualTo(DUPLICATE);

    assertThat(ids()).containsExactly("a", "b");
  }

  @Test
  void keepsRetractionsButTellsAHistoryWithoutThem() {
    timeline.add(retraction("early", 1, "x"), NO_BOUND);
    add("x", OrderEventType.PLACED, 2);
    add("y", OrderEventType.PLACED, 3);
    timeline.add(retraction("late", 4, "y"), NO_BOUND);
    timeline.add(retraction("of a retraction", 5, "late"), NO_BOUND);
    add("z", OrderEventType.PLACED, 6);

    assertThat(timeline.history()).extracting(OrderEvent::eventId).containsExactly("z");
    assertThat(timeline.events()).hasSize(6);
  }

  private static OrderEvent retraction(String id, long at, String retracted) {
    return Orders.event(id, OrderEventType.RETRACTED, T0 + at).retracts(retracted).build();
  }

  private Timeline.Outcome add(String id, OrderEventType type, long at) {
    return timeline.add(Orders.event(id, type, T0 + at).build(), NO_BOUND);
  }

  private List<String> ids() {
    return timeline.events().stream().map(OrderEvent::eventId).toList();
  }
}
