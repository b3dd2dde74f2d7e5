package dev.odyssey.detection.operator;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The detection operator in a harness, which may be stopped and restored. */
public final class Detection<E extends Event, H extends History<E>, F extends Fact>
    implements AutoCloseable {

  /** The wall clock of every harness. */
  static final long WALL_CLOCK = 4_000_000_000_000L;

  private static final int EAGER_UP_TO = 200;

  private final dev.odyssey.detection.job.Detection<E, H, F> about;
  private final DetectionSettings settings;
  private final TypeInformation<E> type;
  private final FactRules<H, F> factRules;
  private final TypeInformation<F> factType;
  private final StateBackend backend;
  private final int eagerUpTo;
  private final List<DefectChange> changes = new ArrayList<>();
  private final List<F> facts = new ArrayList<>();
  private final List<E> late = new ArrayList<>();
  private final List<E> overflow = new ArrayList<>();
  private DetectDefects.DetectorFactory<E, H> detectors;
  private KeyedOneInputStreamOperatorTestHarness<String, E, DefectChange> harness;

  private Detection(
      dev.odyssey.detection.job.Detection<E, H, F> about,
      Rulebook rulebook,
      DetectionSettings settings,
      FactRules<H, F> factRules,
      StateBackend backend,
      int eagerUpTo)
      throws Exception {
    this.about = about;
    this.detectors = about.detectors(rulebook);
    this.settings = settings;
    this.type = about.eventType();
    this.factRules = factRules;
    this.factType = about.facts().type();
    this.backend = backend;
    this.eagerUpTo = eagerUpTo;
    start(null);
  }

  public static Detection<OrderEvent, OrderHistory, OrderFacts> ofOrders(
      Policies policies, DetectionSettings settings) throws Exception {
    return ofOrders(policies, settings, null);
  }

  static Detection<OrderEvent, OrderHistory, OrderFacts> ofOrders(
      Policies policies, DetectionSettings settings, StateBackend backend) throws Exception {
    return new Detection<>(
        LifecycleDefectsJob.DETECTION,
        Rulebook.of(policies),
        settings,
        LifecycleDefectsJob.DETECTION.factRules(),
        backend,
        EAGER_UP_TO);
  }

  /** By rules of one's own too. */
  static Detection<OrderEvent, OrderHistory, OrderFacts> ofOrders(
      Rulebook rulebook, DetectionSettings settings) throws Exception {
    return new Detection<>(
        LifecycleDefectsJob.DETECTION,
        rulebook,
        settings,
        LifecycleDefectsJob.DETECTION.factRules(),
        null,
        EAGER_UP_TO);
  }

  static Detection<OrderEvent, OrderHistory, OrderFacts> withoutFacts(Policies policies)
      throws Exception {
    return new Detection<>(
        LifecycleDefectsJob.DETECTION,
        Rulebook.of(policies),
        DetectionSettings.defaults(),
        null,
        null,
        EAGER_UP_TO);
  }

  public static Detection<ContactEvent, CustomerHistory, ContactFacts> ofContacts(
      Policies policies, DetectionSettings settings) throws Exception {
    return new Detection<>(
        ContactDefectsJob.DETECTION,
        Rulebook.of(policies),
        settings,
        ContactDefectsJob.DETECTION.factRules(),
        null,
        EAGER_UP_TO);
  }

  /** With an operator that takes subjects of more events than a few for runaways. */
  static Detection<OrderEvent, OrderHistory, OrderFacts> ofRunawayOrders(
      Policies policies, DetectionSettings settings, int eagerUpTo) throws Exception {
    return new Detection<>(
        LifecycleDefectsJob.DETECTION,
        Rulebook.of(policies),
        settings,
        LifecycleDefectsJob.DETECTION.factRules(),
        null,
        eagerUpTo);
  }

  private void start(OperatorSubtaskState snapshot) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new DetectionOperator<>(
                new DetectDefects<>(
                    detectors, settings, streamTime -> WALL_CLOCK, type, reporter(), eagerUpTo)),
            Event::subjectId,
            Types.STRING);
    harness
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            Detection.class.getClassLoader());
    if (backend != null) {
      harness.setStateBackend(backend);
    }
    harness.setup();
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  private FactReporter<H, F> reporter() {
    return factRules == null ? null : new FactReporter<>(factRules, DetectDefects.facts(factType));
  }

  /** Takes an event and gives the changes that it made. */
  public List<DefectChange> event(E event) throws Exception {
    harness.processElement(new StreamRecord<>(event, event.occurredAt()));
    return drain();
  }

  /** Takes a watermark and gives the changes that it made. */
  public List<DefectChange> watermark(long instant) throws Exception {
    harness.processWatermark(instant);
    return drain();
  }

  /** Stops with a snapshot and starts another operator from it. */
  void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    start(snapshot);
  }

  /** The same with an operator that judges by other policies. */
  void restart(Policies others) throws Exception {
    restart(about.detectors(Rulebook.of(others)));
  }

  /** The same with an operator that judges by other rules. */
  void restart(DetectDefects.DetectorFactory<E, H> others) throws Exception {
    detectors = others;
    restart();
  }

  private List<DefectChange> drain() {
    List<DefectChange> drained = harness.extractOutputValues();
    harness.getOutput().clear();
    drainSide(facts, DetectDefects.facts(factType));
    drainSide(late, DetectDefects.late(type));
    drainSide(overflow, DetectDefects.overflow(type));
    changes.addAll(drained);
    return drained;
  }

  private <T> void drainSide(List<T> side, OutputTag<T> tag) {
    var records = harness.getSideOutput(tag);
    if (records != null) {
      records.forEach(streamRecord -> side.add(streamRecord.getValue()));
      records.clear();
    }
  }

  /** Every change so far, restarts included. */
  List<DefectChange> changes() {
    return changes;
  }

  /** Every fact so far, restarts included. */
  public List<F> facts() {
    return facts;
  }

  List<E> late() {
    return late;
  }

  List<E> overflow() {
    return overflow;
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  KeyedOneInputStreamOperatorTestHarness<String, E, DefectChange> harness() {
    return harness;
  }

  /** The ledger that changes come to: the last revision by defect, without the retracted ones. */
  static Map<String, Finding> fold(List<DefectChange> changes) {
    Map<String, Finding> ledger = new LinkedHashMap<>();
    for (DefectChange change : changes) {
      if (change.status() == DefectStatus.RETRACTED) {
        ledger.remove(change.defectId());
      } else {
        ledger.put(change.defectId(), change.finding());
      }
    }
    return ledger;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
