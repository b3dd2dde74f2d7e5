package dev.odyssey.benchmarks;

import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.streaming.types.EventTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.util.Collector;

/**
 * One rule as {@code CEP.pattern(...)} runs it: a promise, not followed by what keeps it in time,
 * within a time that no promise goes beyond.
 *
 * <p>{@code within} knows one constant for all, so the pattern cannot end at the order's own
 * deadline: what it finds is right, but it is found when that constant time is over, days late. Of
 * events that come behind the watermark the operator takes none.
 */
final class StockCep {

  /** Longer than from any promise to its last due time. */
  static final Duration WITHIN = Duration.ofDays(9);

  static Pattern<OrderEvent, ?> pattern(Deadline deadline) {
    return Pattern.<OrderEvent>begin("promise")
        .where(
            SimpleCondition.of(
                event -> event.isKeepablePromise() && deadline.due(event) != Deadline.NONE))
        .notFollowedBy("kept")
        .where(new KeepsInTime(deadline))
        .within(WITHIN);
  }

  /** The operator that a job would have. */
  @SuppressWarnings("unchecked") // a pattern's stream is of what its function puts out
  static StreamOperatorFactory<Alert> operator(Deadline deadline) {
    DataStream<OrderEvent> events =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromCollection(List.of(), EventTypeInfo.ORDER);
    OneInputTransformation<?, ?> operator =
        (OneInputTransformation<?, ?>)
            CEP.pattern(events.keyBy(OrderEvent::orderId), pattern(deadline), Event.ORDER::compare)
                .inEventTime()
                .process(new ToAlert(deadline), alerts())
                .getTransformation();
    return (StreamOperatorFactory<Alert>) operator.getOperatorFactory();
  }

  private static TypeInformation<Alert> alerts() {
    return Types.GENERIC(Alert.class);
  }

  private static final class KeepsInTime extends IterativeCondition<OrderEvent> {
    private static final long serialVersionUID = 1;
    private final Deadline deadline;

    KeepsInTime(Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public boolean filter(OrderEvent event, Context<OrderEvent> context) throws Exception {
      if (!deadline.isSettledBy(event.type())) {
        return false;
      }
      for (OrderEvent promise : context.getEventsForPattern("promise")) {
        return event.occurredAt() <= deadline.due(promise);
      }
      return false;
    }
  }

  private static final class ToAlert extends PatternProcessFunction<OrderEvent, Alert> {
    private static final long serialVersionUID = 1;
    private final Deadline deadline;

    ToAlert(Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public void processMatch(
        Map<String, List<OrderEvent>> match, Context context, Collector<Alert> out) {
      OrderEvent promise = match.get("promise").get(0);
      out.collect(new Alert(deadline.code(), promise.orderId(), promise.eventId()));
    }
  }

  private StockCep() {}
}
