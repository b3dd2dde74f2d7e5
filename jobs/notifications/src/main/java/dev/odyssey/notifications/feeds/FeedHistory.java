package dev.odyssey.notifications.feeds;

import java.util.ArrayList;
import java.util.List;

/**
 * How the events of a scope came lately: what was so at an instant does not depend on when one
 * asks.
 *
 * @param points in order of time
 */
public record FeedHistory(List<Point> points) {

  /** How many changes are kept: those of some hours. */
  private static final int MOST = 64;

  /** What was so from an instant on. */
  public record Point(long from, FeedCondition state, String zone) {}

  /** With what has become of the scope. */
  public static FeedHistory with(FeedHistory before, FeedNews news, long at) {
    List<Point> points = new ArrayList<>(before == null ? List.of() : before.points());
    points.add(new Point(at, news.state(), news.zone()));
    if (points.size() > MOST) {
      points.remove(0);
    }
    return new FeedHistory(points);
  }

  /** What was so at an instant; null where nothing is known. */
  Point at(long instant) {
    Point found = null;
    for (Point point : points) {
      found = point.from() <= instant ? point : found;
    }
    return found;
  }
}
