package dev.odyssey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is measured is what the job does: alerts are told, and what is over is forgotten. */
class NotificationLaneHarnessTest {

  private static final int OPEN = ChangeFeed.LEAST_OPEN;
  private static final int TURN = 500;

  @Test
  void tellsOfCasesInFairWeather() throws Exception {
    ChangeFeed feed = new ChangeFeed(OPEN, false, 7);
    try (NotificationLane lane = new NotificationLane(Reach.ALERTS, feed.retention(), Store.HEAP)) {
      lane.feed(feed.next(feed.filling()));
      for (int i = 0; i < 4; i++) {
        long told = lane.out();
        lane.feed(feed.next(TURN));
        assertThat(lane.out()).isGreaterThanOrEqualTo(told);
      }
    }
  }

  @Test
  void interruptsNobodyForEveryDefectOfAStorm() throws Exception {
    ChangeFeed feed = new ChangeFeed(OPEN, true, 7);
    try (NotificationLane lane =
        new NotificationLane(Reach.ALERTS_IN_STORM, feed.retention(), Store.HEAP)) {
      lane.feed(feed.next(feed.filling()));
      assertThat(lane.interruptions()).isBetween(1L, OPEN / 10L);
    }
  }

  @Test
  void holdsAsManyDefectsHoweverLongItRuns() throws Exception {
    ChangeFeed feed = new ChangeFeed(OPEN, false, 7);
    try (NotificationLane lane =
        new NotificationLane(Reach.INCIDENTS, feed.retention(), Store.HEAP)) {
      lane.feed(feed.next(feed.filling() + TURN));
      int before = lane.keys();
      assertThat(before).isGreaterThan(OPEN);
      for (int i = 0; i < 6; i++) {
        lane.feed(feed.next(TURN));
        assertThat(lane.keys()).isBetween(before * 9 / 10, before * 11 / 10);
      }
    }
  }
}
