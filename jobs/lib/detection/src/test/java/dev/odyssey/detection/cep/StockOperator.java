package dev.odyssey.detection.cep;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/** What {@code CEP.pattern(...)} makes of a pattern. */
final class StockOperator {

  /** A match as it leaves a job: whose it is, and the match as text. */
  public record Found(int subject, String match) {}

  static SingleOutputStreamOperator<Found> on(
      DataStream<Signal> signals, Pattern<Signal, ?> pattern, String prefix) {
    return CEP.pattern(signals.keyBy(Signal::subject), pattern)
        .inEventTime()
        .process(new Render(prefix), Types.POJO(Found.class));
  }

  /** The operator, opened, for a test to feed; in no particular subtask. */
  static KeyedOneInputStreamOperatorTestHarness<Integer, Signal, Found> harness(
      Pattern<Signal, ?> pattern) throws Exception {
    DataStream<Signal> signals =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(Types.POJO(Signal.class), new Signal(0, 0, 'a', 0, 0));
    OneInputTransformation<?, ?> operator =
        (OneInputTransformation<?, ?>) on(signals, pattern, "").getTransformation();
    @SuppressWarnings("unchecked")
    var factory =
        (org.apache.flink.streaming.api.operators.StreamOperatorFactory<Found>)
            operator.getOperatorFactory();
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<Integer, Signal, Found>(
            factory, Signal::subject, Types.INT);
    harness.setup();
    harness.open();
    return harness;
  }

  private static final class Render extends PatternProcessFunction<Signal, Found> {
    private final String prefix;

    Render(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void processMatch(
        Map<String, List<Signal>> match, Context context, Collector<Found> out) {
      int subject = match.values().iterator().next().get(0).subject();
      out.collect(new Found(subject, prefix + Signal.render(match)));
    }
  }

  private StockOperator() {}
}
