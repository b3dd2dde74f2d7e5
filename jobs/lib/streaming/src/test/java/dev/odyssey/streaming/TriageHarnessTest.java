package dev.odyssey.streaming;

import static dev.odyssey.streaming.TestEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.UnregisteredOperatorMetricGroup;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class TriageHarnessTest {

  private static final OrderEvent EVENT = TestEvents.placed("e", NOON);

  @Test
  void sendsEachItsWay() throws Exception {
    DeadLetter letter = DeadLetter.ofLine("f", 1, new byte[0], "rubbish");
    try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(new Triage<OrderEvent>())) {
      harness.processElement(new Ingested.Pulse<>(NOON), NOON);
      harness.processElement(new Ingested.Dead<>(letter), NOON);
      harness.processElement(new Ingested.Fact<>(EVENT), NOON);
      assertThat(harness.extractOutputValues()).containsExactly(EVENT);
      assertThat(harness.getSideOutput(Triage.DEAD_LETTERS))
          .extracting(StreamRecord::getValue)
          .containsExactly(letter);
    }
  }

  @Test
  void countsEventsByType() {
    CountersByName counters = new CountersByName("", new TreeMap<>());
    Triage<OrderEvent> triage = new Triage<>();
    triage.setRuntimeContext(
        new MockStreamingRuntimeContext(1, 0) {
          @Override
          public OperatorMetricGroup getMetricGroup() {
            return counters;
          }
        });
    triage.open(null);
    List<OrderEvent> out = new ArrayList<>();
    triage.processElement(new Ingested.Fact<>(EVENT), null, new ListCollector<>(out));
    triage.processElement(new Ingested.Fact<>(EVENT), null, new ListCollector<>(out));
    triage.processElement(new Ingested.Pulse<>(NOON), null, new ListCollector<>(out));
    assertThat(counters.counts())
        .containsEntry("type.PLACED.events", 2L)
        .containsEntry("pulsesRead", 1L)
        .containsEntry("deadLetters", 0L);
  }

  /** Keeps the counters that are asked for, by the path of their groups. */
  private static final class CountersByName extends UnregisteredOperatorMetricGroup {

    private final String prefix;
    private final Map<String, Counter> counters;

    CountersByName(String prefix, Map<String, Counter> counters) {
      this.prefix = prefix;
      this.counters = counters;
    }

    Map<String, Long> counts() {
      Map<String, Long> counts = new TreeMap<>();
      counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
      return counts;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new CountersByName(prefix + key + "." + value + ".", counters);
    }

    @Override
    protected void addMetric(String name, Metric metric) {
      // The super constructor adds metrics of its own, before there is a map.
      if (counters != null && metric instanceof Counter counter) {
        counters.put(prefix + name, counter);
      }
    }
  }
}
