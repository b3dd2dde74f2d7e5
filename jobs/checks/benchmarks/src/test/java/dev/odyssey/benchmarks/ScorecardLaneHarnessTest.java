package dev.odyssey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is measured is what the job does: rows are emitted, and days that are over are dropped. */
class ScorecardLaneHarnessTest {

  private static final int DAYS = 5;
  private static final int ORDERS_PER_DAY = 40;

  @Test
  void holdsAsManyOrdersHoweverLongItRuns() throws Exception {
    FactFeed feed = new FactFeed(7, DAYS, ORDERS_PER_DAY, 1);
    try (ScorecardLane<?> lane = ScorecardLane.open(Duration.ofDays(DAYS), Store.HEAP)) {
      lane.feed(feed.next(feed.past()));
      int before = lane.keys();
      assertThat(before).isGreaterThan(DAYS * ORDERS_PER_DAY);
      for (int i = 0; i < 20; i++) {
        long rows = lane.rows();
        lane.feed(feed.next(4 * ORDERS_PER_DAY));
        assertThat(lane.rows()).isGreaterThan(rows + 4 * ORDERS_PER_DAY);
        assertThat(lane.keys()).isBetween(before * 3 / 4, before * 3 / 2);
      }
    }
  }
}
