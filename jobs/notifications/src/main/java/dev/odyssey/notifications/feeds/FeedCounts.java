package dev.odyssey.notifications.feeds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Counts that wait for their time, those of the same region and step added up. */
final class FeedCounts {

  /** In order of time. */
  private static final Comparator<FeedCount> ORDER =
      Comparator.comparingLong(FeedCount::firstAt).thenComparing(FeedCount::region);

  private record Step(String region, long end) {}

  private final Map<Step, FeedCount> counts = new HashMap<>();

  /** No later than the first of the counts. */
  private long first = Long.MAX_VALUE;

  void add(FeedCount count) {
    Step step = new Step(count.region(), count.quietFrom());
    counts.merge(step, count, FeedCount::plus);
    first = Math.min(first, count.firstAt());
  }

  int size() {
    return counts.size();
  }

  /** All of them, in order. */
  List<FeedCount> all() {
    return counts.values().stream().sorted(ORDER).toList();
  }

  /** Takes out those that begin at or before an instant, in order. */
  List<FeedCount> takeUntil(long instant) {
    if (first > instant) {
      return List.of();
    }
    List<FeedCount> taken = new ArrayList<>();
    first = Long.MAX_VALUE;
    for (Iterator<FeedCount> rest = counts.values().iterator(); rest.hasNext(); ) {
      FeedCount count = rest.next();
      if (count.firstAt() <= instant) {
        taken.add(count);
        rest.remove();
      } else {
        first = Math.min(first, count.firstAt());
      }
    }
    taken.sort(ORDER);
    return taken;
  }
}
