package dev.odyssey.scorecards.job;

import dev.odyssey.facts.OrderFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes out of the rows what an order contributed and puts in what it contributes now, when its
 * facts or the contacts that name it are others. State is the last facts of each history of the
 * order, and how many contacts name it, until the last of its days is over.
 */
final class CountOrders extends KeyedCoProcessFunction<String, OrderFacts, Mention, RowDelta> {

  private static final long serialVersionUID = 1;

  private final Days days;
  private final TypeInformation<OrderFacts> type;

  private transient ListState<OrderFacts> histories;
  private transient ValueState<Mentions> mentions;

  CountOrders(Days days, TypeInformation<OrderFacts> type) {
    this.days = days;
    this.type = type;
  }

  @Override
  public void open(OpenContext context) {
    histories = getRuntimeContext().getListState(new ListStateDescriptor<>("histories", type));
    mentions =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("mentions", TypeInformation.of(Mentions.class)));
  }

  @Override
  public void processElement1(OrderFacts facts, Context context, Collector<RowDelta> out)
      throws Exception {
    OrderHistories before = known();
    OrderHistories now = before.with(facts);
    RowDelta.emit(now.contributions().minus(before.contributions()), out);
    if (!forgets(before, now, context)) {
      histories.update(now.facts());
    }
  }

  @Override
  public void processElement2(Mention mention, Context context, Collector<RowDelta> out)
      throws Exception {
    OrderHistories before = known();
    OrderHistories now = before.with(mention);
    RowDelta.emit(now.contributions().minus(before.contributions()), out);
    if (!forgets(before, now, context)) {
      mentions.update(now.mentions());
    }
  }

  private OrderHistories known() throws Exception {
    List<OrderFacts> facts = new ArrayList<>(1);
    histories.get().forEach(facts::add);
    return new OrderHistories(facts, mentions.value());
  }

  /**
   * Sets the order's one timer, unless nothing is left to wait for: then the order is forgotten.
   */
  private boolean forgets(OrderHistories before, OrderHistories now, Context context) {
    TimerService timers = context.timerService();
    LocalDate last = now.lastDay();
    boolean forgets = last == null || days.isOver(last, Timers.now(context.timestamp(), timers));
    Timers.move(end(before.lastDay()), forgets ? null : end(last), timers);
    if (forgets) {
      forget();
    }
    return forgets;
  }

  private Long end(LocalDate day) {
    return day == null ? null : (Long) days.end(day);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RowDelta> out)
      throws Exception {
    LocalDate last = known().lastDay();
    if (last == null || days.isOver(last, timestamp)) {
      forget();
    } else {
      context.timerService().registerEventTimeTimer(days.end(last));
    }
  }

  private void forget() {
    histories.clear();
    mentions.clear();
  }
}
