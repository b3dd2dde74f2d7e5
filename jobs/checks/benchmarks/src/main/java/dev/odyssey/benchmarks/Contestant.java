package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Codes;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.rules.OrderFactRules;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.streaming.types.FactTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;

/** A way to find defects. */
enum Contestant {
  FLOOR("keyed discard") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      return List.of(all(operator(new Discard<>()), store, findings::alert));
    }
  },

  BY_HAND("by hand, 4 rules") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      return List.of(all(operator(new HandWritten()), store, findings::alert));
    }
  },

  /** One operator a rule, each of which is sent only what its pattern can take. */
  STOCK_CEP("stock CEP, 4 rules") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      List<Lane<?>> lanes = new ArrayList<>();
      for (Deadline deadline : Deadline.values()) {
        lanes.add(
            new Lane<>(StockCep.operator(deadline), store, deadline::isSettledBy, findings::alert));
      }
      return lanes;
    }
  },

  FOUR_RULES("Odyssey, 4 rules") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      Policies policies = Policies.builtIn();
      return List.of(
          detection(
              () ->
                  OrderRules.detector(
                      policies,
                      Codes.of(
                          DefectCode.UNCONFIRMED,
                          DefectCode.LATE_DEPARTURE,
                          DefectCode.MISSED_WINDOW,
                          DefectCode.NO_SHOW)),
              store,
              findings));
    }
  },

  EVERY_RULE("Odyssey, every rule") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      Policies policies = Policies.builtIn();
      return List.of(detection(() -> OrderRules.detector(policies), store, findings));
    }
  },

  EVERY_RULE_WITH_FACTS("Odyssey, every rule, with facts") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      Policies policies = Policies.builtIn();
      DetectDefects<OrderEvent> function =
          new DetectDefects<>(
              () -> OrderRules.detector(policies),
              SETTINGS,
              DetectionClock.replay(),
              EventTypeInfo.ORDER,
              new OrderFactRules(policies),
              FactTypeInfo.ORDER);
      return List.of(all(operator(function), store, findings::change));
    }
  };

  /**
   * Shorter than anybody would have it, so that orders are forgotten while one looks, and that work
   * is counted too; longer than simulated events are late.
   */
  private static final DetectionSettings SETTINGS =
      new DetectionSettings(
          Duration.ofDays(2), DetectionSettings.DEFAULT_MAX_EVENTS, DetectionSettings.NO_END);

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** Opens its operators, which tell what they find. */
  abstract List<Lane<?>> open(Store store, Findings findings) throws Exception;

  String title() {
    return title;
  }

  private static Lane<DefectChange> detection(
      DetectorFactory<OrderEvent> detectors, Store store, Findings findings) throws Exception {
    return all(
        operator(
            new DetectDefects<>(detectors, SETTINGS, DetectionClock.replay(), EventTypeInfo.ORDER)),
        store,
        findings::change);
  }

  private static <OUT> StreamOperatorFactory<OUT> operator(
      KeyedProcessFunction<String, OrderEvent, OUT> function) {
    return SimpleOperatorFactory.of(new KeyedProcessOperator<>(function));
  }

  private static <OUT> Lane<OUT> all(
      StreamOperatorFactory<OUT> operator, Store store, Consumer<OUT> output) throws Exception {
    return new Lane<>(operator, store, type -> true, output);
  }
}
