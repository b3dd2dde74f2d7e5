package dev.odyssey.detection.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {

  /** Remembers every metric by its full name. */
  private static final class Registered extends UnregisteredMetricsGroup {
    private final Map<String, Metric> metrics;
    private final String scope;

    Registered(Map<String, Metric> metrics, String scope) {
      this.metrics = metrics;
      this.scope = scope;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Registered(metrics, scope + key + "." + value + ".");
    }

    @Override
    public Counter counter(String name) {
      Counter counter = super.counter(name);
      metrics.put(scope + name, counter);
      return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      metrics.put(scope + name, gauge);
      return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
      metrics.put(scope + name, histogram);
      return histogram;
    }
  }

  private final Map<String, Metric> metrics = new HashMap<>();
  private final DetectionMetrics told =
      new DetectionMetrics(
          new Registered(metrics, ""),
          List.of(DefectCode.LOW_RATING, DefectCode.REWORK),
          streamTime -> 10_000);

  @Test
  void registersWhatItTells() {
    assertThat(metrics.keySet())
        .contains(
            "code.LOW_RATING.status.RAISED.defects",
            "code.LOW_RATING.status.CLEARED.defects",
            "code.REWORK.status.RETRACTED.defects",
            "corrections",
            "facts",
            "lateEvents",
            "duplicateEvents",
            "overflowEvents",
            "timelineLength",
            "eventToEmitMillis",
            "watermarkLagMillis");
  }

  @Test
  void countsDefectsByCodeAndStatusAndCorrections() {
    told.emitted(new DefectChange(1, DefectStatus.RAISED, 0, lowRating()), 30);
    told.emitted(new DefectChange(2, DefectStatus.RETRACTED, 0, lowRating()), 50);

    assertThat(count("code.LOW_RATING.status.RAISED.defects")).isEqualTo(1);
    assertThat(count("code.LOW_RATING.status.RETRACTED.defects")).isEqualTo(1);
    assertThat(count("code.REWORK.status.RAISED.defects")).isZero();
    assertThat(count("corrections")).isEqualTo(1);
    assertThat(((Histogram) metrics.get("eventToEmitMillis")).getStatistics().getMax())
        .isEqualTo(50);
  }

  @Test
  void countsFactsAndWhatDoesNotGetThrough() {
    told.late();
    told.duplicate();
    told.duplicate();
    told.overflow();
    told.evaluated(17);
    told.fact();

    assertThat(count("lateEvents")).isEqualTo(1);
    assertThat(count("duplicateEvents")).isEqualTo(2);
    assertThat(count("overflowEvents")).isEqualTo(1);
    assertThat(count("facts")).isEqualTo(1);
    assertThat(((Histogram) metrics.get("timelineLength")).getStatistics().getMax()).isEqualTo(17);
  }

  @Test
  void theLagIsUnknownUntilTimeFlows() {
    assertThat(lag()).isEqualTo(0L);
    told.observe(watermarkAt(7_500));
    assertThat(lag()).isEqualTo(2_500L);
  }

  private Object lag() {
    return ((Gauge<?>) metrics.get("watermarkLagMillis")).getValue();
  }

  private long count(String name) {
    return ((Counter) metrics.get(name)).getCount();
  }

  private static TimerService watermarkAt(long watermark) {
    return new SimpleTimerService(null) {
      @Override
      public long currentWatermark() {
        return watermark;
      }
    };
  }

  private static Finding lowRating() {
    OrderEvent rated = Orders.event("r", OrderEventType.RATED, Histories.START).stars(1).build();
    try (var detector = LifecycleDefectsJob.DETECTION.detector(Policies.builtIn())) {
      return detector.findings(detector.judge(List.of(rated), Histories.START)).get(0);
    }
  }
}
