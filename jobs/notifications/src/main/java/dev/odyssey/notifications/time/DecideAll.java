package dev.odyssey.notifications.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Decides by rules about everything in one place: as {@link DecideByKey}, for what needs a view of
 * the whole. What is known is on the heap and written at checkpoints; the parallelism must be 1.
 *
 * <p>Where the input ends, time runs on only for a while: some things would be due for ever.
 */
public final class DecideAll<S extends Record, I extends Record, O>
    extends AbstractStreamOperator<O> implements OneInputStreamOperator<I, O> {

  private static final long serialVersionUID = 1;

  private final Rules<S, I, O> rules;
  private final RecordType<Waiting<S, I>> type;
  private final long afterTheEnd;
  private final Steps steps;

  private transient ListState<Waiting<S, I>> kept;
  private transient TreeMap<Long, List<I>> coming;
  private transient S state;
  private transient long next;
  private transient long time;
  private transient long last;

  /**
   * Decides by rules.
   *
   * @param afterTheEnd how long time goes on after the last input of a bounded stream, in
   *     milliseconds
   */
  public DecideAll(Rules<S, I, O> rules, RecordType<Waiting<S, I>> type, long afterTheEnd) {
    this(rules, type, afterTheEnd, Steps.all());
  }

  /**
   * The same where time may stand still.
   *
   * @param steps of this operator alone
   */
  public DecideAll(
      Rules<S, I, O> rules, RecordType<Waiting<S, I>> type, long afterTheEnd, Steps steps) {
    this.rules = rules;
    this.type = type;
    this.afterTheEnd = afterTheEnd;
    this.steps = steps;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("kept", type));
    coming = new TreeMap<>();
    time = Long.MIN_VALUE;
    last = Long.MIN_VALUE;
    next = Rules.NEVER;
    for (Waiting<S, I> before : kept.get()) {
      state = before.state();
      next = before.timer();
      time = before.decided();
      last = time;
      before.coming().forEach(arrival -> add(arrival.at(), arrival.what()));
    }
    steps.restored(time);
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() != 1) {
      throw new IllegalStateException(getOperatorName() + " must have a parallelism of 1");
    }
  }

  @Override
  public void processElement(StreamRecord<I> element) {
    add(Math.max(element.getTimestamp(), time + 1), element.getValue());
  }

  private void add(long at, I what) {
    coming.computeIfAbsent(at, instant -> new ArrayList<>()).add(what);
    last = Math.max(last, at);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean isEnd = mark.getTimestamp() == Long.MAX_VALUE;
    steps.advance(mark.getTimestamp());
    while (true) {
      long first = coming.isEmpty() ? Rules.NEVER : coming.firstKey();
      long instant = Math.min(first, next);
      boolean isDue = instant != Rules.NEVER && instant <= mark.getTimestamp();
      if (!isDue || (isEnd && first == Rules.NEVER && instant - last > afterTheEnd)) {
        break;
      }
      decide(steps.instant(instant));
    }
    time = Math.max(time, mark.getTimestamp());
    super.processWatermark(mark);
  }

  private void decide(long instant) {
    List<I> news = new ArrayList<>();
    Map<Long, List<I>> come = coming.headMap(instant, true);
    come.values().forEach(news::addAll);
    come.clear();
    StreamRecord<O> record = new StreamRecord<>(null);
    state =
        rules.decide(state, news, instant, told -> output.collect(record.replace(told, instant)));
    next = state == null ? Rules.NEVER : rules.next(state, instant);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<Waiting.Arrival<I>> arrivals = new ArrayList<>();
    coming.forEach((at, some) -> some.forEach(one -> arrivals.add(new Waiting.Arrival<>(at, one))));
    kept.update(List.of(new Waiting<>(state, arrivals, next, time)));
  }
}
