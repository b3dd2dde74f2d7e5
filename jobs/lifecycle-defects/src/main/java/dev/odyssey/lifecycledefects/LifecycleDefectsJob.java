package dev.odyssey.lifecycledefects;

import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.DetectionJob;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.rules.OrderFactRules;
import dev.odyssey.lifecycledefects.rules.OrderFindings;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import dev.odyssey.lifecycledefects.rules.OrderVocabulary;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.types.EventTypeInfo;

/** Finds defects in the lives of orders. */
public final class LifecycleDefectsJob {

  /** What it reads, finds and counts. */
  public static final Detection<OrderEvent, OrderHistory, OrderFacts> DETECTION =
      new Detection<>(
          "lifecycle-defects",
          EventContract.ORDERS,
          EventTypeInfo.ORDER,
          OrderHistory::new,
          OrderRules.ALL,
          new OrderFindings(),
          new OrderVocabulary(),
          FactContract.ORDERS,
          new OrderFactRules());

  public static void main(String[] args) throws Exception {
    new DetectionJob<>(DETECTION).run(args, System.out);
  }

  private LifecycleDefectsJob() {}
}
