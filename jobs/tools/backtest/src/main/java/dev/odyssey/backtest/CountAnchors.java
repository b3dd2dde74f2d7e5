package dev.odyssey.backtest;

import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.custom.RuleCompiler;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.matching.Anchors;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts the anchors of each rule of one's own over whole histories: a rule that finds nothing may
 * have nothing to look at. It forgets nothing and is for a job of parallelism 1 that ends.
 */
final class CountAnchors<E extends Event, H extends History<E>>
    extends AbstractStreamOperator<String>
    implements OneInputStreamOperator<E, String>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  private final Detection.HistoryOf<E, H> historyOf;
  private final dev.odyssey.detection.custom.Vocabulary<H> words;
  private final Rulebook rulebook;
  private final int maxEvents;

  private transient Map<String, Timeline<E>> timelines;

  CountAnchors(Detection<E, H, ?> detection, Rulebook rulebook, int maxEvents) {
    this.historyOf = detection.historyOf();
    this.words = detection.vocabulary();
    this.rulebook = rulebook;
    this.maxEvents = maxEvents;
  }

  @Override
  public void open() throws Exception {
    super.open();
    timelines = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<E> element) {
    E event = element.getValue();
    timelines.computeIfAbsent(event.subjectId(), subject -> new Timeline<>()).add(event, maxEvents);
  }

  @Override
  public void endInput() {
    RuleCompiler<H> compiler = new RuleCompiler<>(words, rulebook.policies());
    for (CustomRule custom : rulebook.custom()) {
      if (words.concerns(custom)) {
        Rule<H> rule = compiler.compile(custom);
        LongCounter counter =
            getRuntimeContext().getLongCounter(RuleReport.anchors(custom.code(), custom.shadow()));
        for (Timeline<E> timeline : timelines.values()) {
          counter.add(Anchors.count(rule, historyOf.of(timeline.history(), rulebook.policies())));
        }
      }
    }
  }
}
