package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class AlertMetricsTest {

  @Test
  void whatIsWrittenIsCountedByWhatItIs() {
    Map<String, Counter> counters = new TreeMap<>();
    AlertMetrics metrics = new AlertMetrics(new Recorded("", counters));
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      story
          .append(story.length() == 0 ? "" : "; ")
          .append("1m raise NO_SHOW/")
          .append((char) ('a' + i));
    }
    story.append("; 2m clear NO_SHOW/a");

    Story.of(story.toString()).until("1h").forEach(metrics::count);

    assertThat(
            counters.entrySet().stream()
                .filter(counter -> counter.getValue().getCount() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getCount())))
        .as("26 and the storm; the one that is cleared and the storm")
        .isEqualTo(
            Map.of(
                "status=FIRING.severity=CRITICAL.alerts", 27L,
                "status=CLEARED.severity=CRITICAL.alerts", 2L,
                "suppressedBy=STORM.suppressedAlerts", 27L,
                "notifyingAlerts", 2L,
                "stormsBegun", 1L,
                "stormsEnded", 1L));
  }

  /** Keeps counters by their full names. */
  private static final class Recorded extends UnregisteredMetricsGroup {

    private final String path;
    private final Map<String, Counter> counters;

    Recorded(String path, Map<String, Counter> counters) {
      this.path = path;
      this.counters = counters;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Recorded(path + key + "=" + value + ".", counters);
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(path + name, unused -> new SimpleCounter());
    }
  }
}
