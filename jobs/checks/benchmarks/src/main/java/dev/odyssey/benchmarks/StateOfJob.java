package dev.odyssey.benchmarks;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.streaming.types.FactTypeInfo;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** What a job remembers, in a JVM of its own: what others leave behind is not counted. */
public final class StateOfJob {

  private static final Duration FOR_EVER = Duration.ofDays(3650);
  private static final double KIBI = 1024;
  private static final int STEP = 5_000;
  private static final int DAYS = 30;
  private static final int PROVIDERS = 1_000;

  /** The jobs, by what each remembers most of. */
  enum Job {
    LIFECYCLE_DEFECTS("lifecycle-defects", "order"),
    CONTACT_DEFECTS("contact-defects", "customer"),
    SCORECARDS("scorecards", "order, with its part of all rows"),
    NOTIFICATIONS("notifications", "open defect");

    private final String title;
    private final String subject;

    Job(String title, String subject) {
      this.title = title;
      this.subject = subject;
    }

    String title() {
      return title;
    }
  }

  /** An operator that is open, and what it is to remember. */
  private interface Memory {

    Snapshots operators();

    /** Has it remember. */
    Remembered fill() throws Exception;
  }

  private record Remembered(long subjects, double records) {}

  private final int orders;
  private final long seed;

  private StateOfJob(int orders, long seed) {
    this.orders = orders;
    this.seed = seed;
  }

  /** Arguments: job, store, orders, seed. Prints a row of a table. */
  public static void main(String[] args) throws Exception {
    Job job = Job.valueOf(args[0]);
    Store store = Store.valueOf(args[1]);
    StateOfJob state = new StateOfJob(Integer.parseInt(args[2]), Long.parseLong(args[3]));
    System.out.println(state.row(job, store));
  }

  private String row(Job job, Store store) throws Exception {
    Memory memory =
        switch (job) {
          case LIFECYCLE_DEFECTS -> orders(store);
          case CONTACT_DEFECTS -> customers(store);
          case SCORECARDS -> scorecards(store);
          case NOTIFICATIONS -> notifications(store);
        };
    try (Snapshots operators = memory.operators()) {
      long before = usedHeap();
      Remembered remembered = memory.fill();
      long heap = usedHeap() - before;
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %,d | %.1f | %.2f | %s |",
          store.title(),
          job.title,
          job.subject,
          remembered.subjects(),
          remembered.records(),
          operators.checkpointBytes() / KIBI / remembered.subjects(),
          store == Store.HEAP
              ? String.format(Locale.ROOT, "%.2f", heap / KIBI / remembered.subjects())
              : "");
    }
  }

  /** What is reachable, in bytes. */
  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    long before;
    do {
      before = used;
      System.gc();
      used = runtime.totalMemory() - runtime.freeMemory();
    } while (used < before - before / 100);
    return used;
  }

  private Memory orders(Store store) throws Exception {
    return new Detected<>(
        new DetectDefects<>(
            LifecycleDefectsJob.DETECTION.detectors(Rulebook.of(Policies.builtIn())),
            settings(),
            DetectionClock.replay(),
            EventTypeInfo.ORDER,
            LifecycleDefectsJob.DETECTION.factRules(),
            FactTypeInfo.ORDER),
        delivery -> delivery instanceof Delivery.OfOrder order ? order.event() : null,
        store);
  }

  private Memory customers(Store store) throws Exception {
    return new Detected<>(
        new DetectDefects<>(
            ContactDefectsJob.DETECTION.detectors(Rulebook.of(Policies.builtIn())),
            settings(),
            DetectionClock.replay(),
            EventTypeInfo.CONTACT,
            ContactDefectsJob.DETECTION.factRules(),
            FactTypeInfo.CONTACT),
        delivery -> delivery instanceof Delivery.OfContact contact ? contact.event() : null,
        store);
  }

  private static DetectionSettings settings() {
    return DetectionSettings.of(
        FOR_EVER, DetectionSettings.DEFAULT_MAX_EVENTS, DetectionSettings.NO_END);
  }

  /** All that the simulator tells, and nothing is forgotten. */
  private final class Detected<E extends Event, H extends History<E>> implements Memory {

    private final KeyedOneInputStreamOperatorTestHarness<String, E, DefectChange> harness;
    private final Function<Delivery, E> event;

    Detected(DetectDefects<E, H> function, Function<Delivery, E> event, Store store)
        throws Exception {
      this.harness =
          Harnesses.open(
              new KeyedOneInputStreamOperatorTestHarness<>(
                  new KeyedProcessOperator<>(function), Event::subjectId, Types.STRING, 128, 1, 0),
              store,
              change -> {});
      this.event = event;
    }

    @Override
    public Snapshots operators() {
      return new Snapshots(List.of(harness));
    }

    @Override
    public Remembered fill() throws Exception {
      Set<String> subjects = new HashSet<>();
      long events = 0;
      long greatest = Long.MIN_VALUE;
      try (Stream<Delivery> deliveries =
          new Simulator(SimulationConfig.of(seed, orders)).stream()) {
        for (Delivery delivery : (Iterable<Delivery>) deliveries::iterator) {
          E one = event.apply(delivery);
          if (one != null) {
            subjects.add(one.subjectId());
            events++;
            harness.processElement(new StreamRecord<>(one, one.occurredAt()));
            long seen = Math.min(one.occurredAt(), one.recordedAt());
            if (seen > greatest) {
              greatest = seen;
              harness.processWatermark(seen - Feed.DISORDER.toMillis());
            }
          }
        }
      }
      return new Remembered(subjects.size(), (double) events / subjects.size());
    }
  }

  private Memory scorecards(Store store) throws Exception {
    ScorecardLane<?> lane = ScorecardLane.open(Duration.ofDays(DAYS), store);
    return new Memory() {
      @Override
      public Snapshots operators() {
        return lane.snapshots();
      }

      @Override
      public Remembered fill() throws Exception {
        FactFeed feed = new FactFeed(PROVIDERS, DAYS, orders / DAYS, seed);
        for (int left = feed.past(); left > 0; left -= STEP) {
          lane.feed(feed.next(Math.min(STEP, left)));
        }
        return new Remembered(feed.past(), 1);
      }
    };
  }

  private Memory notifications(Store store) throws Exception {
    ChangeFeed feed = new ChangeFeed(orders, false, seed);
    NotificationLane lane = new NotificationLane(Reach.MESSAGES, feed.retention(), store);
    return new Memory() {
      @Override
      public Snapshots operators() {
        return lane.snapshots();
      }

      @Override
      public Remembered fill() throws Exception {
        for (int left = orders; left > 0; left -= STEP) {
          lane.feed(feed.next(Math.min(STEP, left)));
        }
        return new Remembered(orders, 1);
      }
    };
  }
}
