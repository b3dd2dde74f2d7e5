package dev.odyssey.notifications.time;

import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Runs {@link DecideByKey}, and tells it how time goes on, which functions are not told. */
public final class DecideByKeyOperator<S, I, O> extends KeyedProcessOperator<String, I, O> {

  private static final long serialVersionUID = 1;

  private final DecideByKey<S, I, O> function;

  public DecideByKeyOperator(DecideByKey<S, I, O> function) {
    super(function);
    this.function = function;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    function.advance(mark.getTimestamp());
    super.processWatermark(mark);
  }
}
