package dev.odyssey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.settings.NotificationSettings;
import org.junit.jupiter.api.Test;

/** What is measured is what the job does: alerts are told, and what is over is forgotten. */
class NotificationLaneHarnessTest {

  private static final int OPEN = ChangeFeed.LEAST_OPEN;
  private static final int TURN = 500;

  /** So many may fire by themselves before they are a storm. */
  private static final int BEFORE_STORM =
      NotificationSettings.builtIn().alerts().storm().moreThan();

  @Test
  void tellsOfEachChangeInFairWeather() throws Exception {
    ChangeFeed feed = new ChangeFeed(OPEN, false, 7);
    try (NotificationLane lane = new NotificationLane(Reach.ALERTS, feed.retention(), Store.HEAP)) {
      lane.feed(feed.next(feed.filling()));
      for (int i = 0; i < 4; i++) {
        long told = lane.out();
        lane.feed(feed.next(TURN));
        assertThat(lane.out() - told).isBetween(TURN * 9L / 10, TURN * 11L / 10);
      }
    }
  }

  @Test
  void interruptsNobodyForEveryDefectOfAStorm() throws Exception {
    ChangeFeed feed = new ChangeFeed(OPEN, true, 7);
    try (NotificationLane lane =
        new NotificationLane(Reach.ALERTS_IN_STORM, feed.retention(), Store.HEAP)) {
      lane.feed(feed.next(feed.filling()));
      // When they fire and when they are over, and once for the storm.
      assertThat(lane.interruptions()).isBetween(1L, 2L * BEFORE_STORM + 1);
      assertThat(lane.out()).isGreaterThan(2L * OPEN);
    }
  }

  @Test
  void holdsAsManyDefectsHoweverLongItRuns() throws Exception {
    ChangeFeed feed = new ChangeFeed(OPEN, false, 7);
    try (NotificationLane lane =
        new NotificationLane(Reach.INCIDENTS, feed.retention(), Store.HEAP)) {
      lane.feed(feed.next(feed.filling() + TURN));
      int before = lane.keys();
      assertThat(before).isGreaterThan(2 * OPEN);
      for (int i = 0; i < 6; i++) {
        lane.feed(feed.next(TURN));
        assertThat(lane.keys()).isBetween(before * 9 / 10, before * 11 / 10);
      }
    }
  }
}
