package dev.odyssey.detection.operator;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.streaming.DetectionClock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.TimerService;

/** What the detection operator tells about itself. */
final class DetectionMetrics {

  /** How many of the latest values a histogram speaks of. */
  private static final int WINDOW = 1_000;

  private final Map<String, Map<DefectStatus, Counter>> defects = new HashMap<>();
  private final Counter corrections;
  private final Counter facts;
  private final Counter late;
  private final Counter duplicates;
  private final Counter overflow;
  private final Histogram timelineLength;
  private final Histogram eventToEmit;
  private final MetricGroup group;
  private final DetectionClock clock;
  private volatile TimerService timers;

  DetectionMetrics(MetricGroup group, List<String> codes, DetectionClock clock) {
    this.clock = clock;
    this.group = group;
    for (String code : codes) {
      defects.put(code, counters(code));
    }
    corrections = group.counter("corrections");
    facts = group.counter("facts");
    late = group.counter("lateEvents");
    duplicates = group.counter("duplicateEvents");
    overflow = group.counter("overflowEvents");
    timelineLength = group.histogram("timelineLength", new DescriptiveStatisticsHistogram(WINDOW));
    eventToEmit = group.histogram("eventToEmitMillis", new DescriptiveStatisticsHistogram(WINDOW));
    group.gauge("watermarkLagMillis", (Gauge<Long>) this::watermarkLag);
  }

  /** Where to read the watermark from. */
  void observe(TimerService service) {
    if (timers == null) {
      timers = service;
    }
  }

  void late() {
    late.inc();
  }

  void duplicate() {
    duplicates.inc();
  }

  void overflow() {
    overflow.inc();
  }

  void evaluated(int events) {
    timelineLength.update(events);
  }

  private Map<DefectStatus, Counter> counters(String code) {
    Map<DefectStatus, Counter> byStatus = new EnumMap<>(DefectStatus.class);
    for (DefectStatus status : DefectStatus.values()) {
      MetricGroup labelled = group.addGroup("code", code).addGroup("status", status.name());
      byStatus.put(status, labelled.counter("defects"));
    }
    return byStatus;
  }

  void emitted(DefectChange change, long millisSinceCause) {
    // One of a rule that there is no more may still be taken back.
    defects.computeIfAbsent(change.finding().code(), this::counters).get(change.status()).inc();
    if (change.isCorrection()) {
      corrections.inc();
    }
    eventToEmit.update(millisSinceCause);
  }

  void fact() {
    facts.inc();
  }

  /** How far event time is behind the clock; 0 before the first watermark. */
  private long watermarkLag() {
    long watermark = timers == null ? Long.MIN_VALUE : timers.currentWatermark();
    boolean flowing = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
    return flowing ? clock.now(watermark) - watermark : 0;
  }
}
