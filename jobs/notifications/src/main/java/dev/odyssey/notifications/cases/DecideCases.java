package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.feeds.FeedHistory;
import dev.odyssey.notifications.feeds.FeedNews;
import dev.odyssey.notifications.feeds.KnownFeeds;
import dev.odyssey.notifications.time.DecideByKey;
import dev.odyssey.notifications.time.RecordType;
import dev.odyssey.notifications.time.Steps;
import dev.odyssey.notifications.time.Waiting;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;

/** Decides what stands in each case, with what is known of feeds. */
public final class DecideCases
    extends KeyedBroadcastProcessFunction<String, CaseInput, FeedNews, CaseOutput> {

  private static final long serialVersionUID = 1;

  /** How feeds came lately, by scope. */
  public static final MapStateDescriptor<String, FeedHistory> FEEDS =
      new MapStateDescriptor<>("feeds", Types.STRING, RecordType.forRecord(FeedHistory.class));

  private static final RecordType<Waiting<CaseState, CaseInput>> TYPE =
      DecideByKey.typeOf(CaseState.class, CaseInput.class);

  private final CaseRules rules;
  private final Steps steps;
  private transient ValueState<Waiting<CaseState, CaseInput>> kept;

  public DecideCases(CaseRules rules) {
    this(rules, Steps.all());
  }

  /**
   * The same where time may stand still; to be run by {@link DecideCasesOperator}.
   *
   * @param steps of this operator alone
   */
  public DecideCases(CaseRules rules, Steps steps) {
    this.rules = rules;
    this.steps = steps;
  }

  void advance(long watermark) {
    steps.advance(watermark);
  }

  @Override
  public void open(OpenContext context) {
    kept = getRuntimeContext().getState(new ValueStateDescriptor<>("kept", TYPE));
  }

  @Override
  public void processElement(CaseInput input, ReadOnlyContext context, Collector<CaseOutput> out)
      throws Exception {
    kept.update(
        DecideByKey.arrive(kept.value(), input, context.timestamp(), context.timerService()));
  }

  @Override
  public void processBroadcastElement(FeedNews news, Context context, Collector<CaseOutput> out)
      throws Exception {
    var feeds = context.getBroadcastState(FEEDS);
    feeds.put(news.scope(), FeedHistory.with(feeds.get(news.scope()), news, context.timestamp()));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<CaseOutput> out) throws Exception {
    ReadOnlyBroadcastState<String, FeedHistory> feeds = context.getBroadcastState(FEEDS);
    rules.under(new KnownFeeds(scope -> history(feeds, scope)));
    kept.update(
        DecideByKey.decide(
            rules, kept.value(), at, steps.instant(at), context.timerService(), out::collect));
  }

  private static FeedHistory history(
      ReadOnlyBroadcastState<String, FeedHistory> feeds, String scope) {
    try {
      return feeds.get(scope);
    } catch (Exception e) {
      throw new FlinkRuntimeException("State of " + scope + " cannot be read", e);
    }
  }
}
