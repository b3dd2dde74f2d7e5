package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.feeds.FeedNews;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Runs {@link DecideCases}, and tells it how time goes on, which functions are not told. */
public final class DecideCasesOperator
    extends CoBroadcastWithKeyedOperator<String, CaseInput, FeedNews, CaseOutput> {

  private static final long serialVersionUID = 1;

  private final DecideCases function;

  public DecideCasesOperator(DecideCases function) {
    super(function, List.of(DecideCases.FEEDS));
    this.function = function;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    function.advance(mark.getTimestamp());
    super.processWatermark(mark);
  }
}
