package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.rules.OrderFactRules;
import dev.odyssey.lifecycledefects.rules.OrderFindings;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.streaming.types.FactTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
      Set<String> codes =
          Set.of(
              DefectCode.UNCONFIRMED,
              DefectCode.LATE_DEPARTURE,
              DefectCode.MISSED_WINDOW,
              DefectCode.NO_SHOW);
      return List.of(
          detection(
              orders(OrderRules.ALL.stream().filter(rule -> codes.contains(rule.code())).toList()),
              store,
              findings));
    }
  },

  EVERY_RULE("Odyssey, every rule") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      return List.of(detection(orders(OrderRules.ALL), store, findings));
    }
  },

  EVERY_RULE_WITH_FACTS("Odyssey, every rule, with contributions") {
    @Override
    List<Lane<?>> open(Store store, Findings findings) throws Exception {
      DetectDefects<OrderEvent, OrderHistory> function =
          new DetectDefects<>(
              orders(OrderRules.ALL),
              SETTINGS,
              DetectionClock.replay(),
              EventTypeInfo.ORDER,
              new OrderFactRules(),
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
          Duration.ofDays(2),
          Duration.ofDays(2),
          DetectionSettings.DEFAULT_MAX_EVENTS,
          DetectionSettings.NO_END,
          DetectionSettings.NO_BACKLOG);

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** Opens its operators, which tell what they find. */
  abstract List<Lane<?>> open(Store store, Findings findings) throws Exception;

  String title() {
    return title;
  }

  private static DetectorFactory<OrderEvent, OrderHistory> orders(List<Rule<OrderHistory>> rules) {
    Policies policies = Policies.builtIn();
    return () ->
        new Detector<>(
            policies.toString(),
            events -> new OrderHistory(events, policies),
            new RuleTable<>(rules),
            new OrderFindings());
  }

  private static Lane<DefectChange> detection(
      DetectorFactory<OrderEvent, OrderHistory> detectors, Store store, Findings findings)
      throws Exception {
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
