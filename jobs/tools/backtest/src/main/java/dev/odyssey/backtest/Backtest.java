package dev.odyssey.backtest;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.DetectionTopology;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.alerts.DeskInput;
import dev.odyssey.notifications.job.NotificationTopology;
import dev.odyssey.notifications.outreach.MessageInput;
import dev.odyssey.notifications.outreach.Preference;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.scorecards.job.ScorecardSettings;
import dev.odyssey.scorecards.job.ScorecardTopology;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.files.JsonLinesInlet;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.streaming.types.FactTypeInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * The graphs of the jobs over files, as one job.
 *
 * <pre>
 *   order events ---- detection --> defects, shadow, dead letters, late and overflowing events
 *                         '-------> facts --.
 *                                           +--> scorecards --> rows, tiers
 *                         .-------> facts --'
 *   contact events -- detection --> defects, shadow, dead letters, late and overflowing events
 *
 *   the defects and events of both, silences, preferences --> notifications --> cases, alerts, outreach
 * </pre>
 *
 * <p>Parallelism is 1, watermarks follow from the input alone and the clock is the stream's own:
 * the same files and policies give the same output, byte for byte. What is found in orders is
 * written first, then what is found in contacts. Cases, alerts and outreach are written in order of
 * time.
 */
final class Backtest {

  /**
   * What a backtest can vary.
   *
   * @param rulebook what is judged by
   * @param until due times after it are not raised, and nobody is told anything after it; null for
   *     no end of time
   * @param disorder how far event time stays behind the latest event
   * @param targets what tiers of providers are decided by
   * @param notifications what becomes an alert, and a message
   * @param only what to find out
   */
  record Settings(
      Rulebook rulebook,
      Instant until,
      Duration retention,
      Duration openRetention,
      Duration disorder,
      int maxEvents,
      Targets targets,
      Notifications notifications,
      Set<Subject> only) {

    Settings {
      detection(until, retention, openRetention, maxEvents);
    }

    /** The same, but defects only, under other policies. */
    Settings under(Policies policies) {
      return new Settings(
          new Rulebook(policies, rulebook.custom(), rulebook.matcher()),
          until,
          retention,
          openRetention,
          disorder,
          maxEvents,
          targets,
          notifications,
          Set.of(Subject.DEFECTS));
    }

    DetectionSettings detection() {
      return detection(until, retention, openRetention, maxEvents);
    }

    private static DetectionSettings detection(
        Instant until, Duration retention, Duration openRetention, int maxEvents) {
      return new DetectionSettings(
          retention,
          openRetention,
          maxEvents,
          until == null ? DetectionSettings.NO_END : until.toEpochMilli(),
          DetectionSettings.NO_BACKLOG);
    }
  }

  /** What can be found out. */
  enum Subject {
    /** Which defects there are. */
    DEFECTS,
    /** How providers, agents and sites do. */
    SCORECARDS,
    /** Which cases there are, and who is told. */
    NOTIFICATIONS
  }

  /**
   * What decides who is told.
   *
   * @param silences from the beginning, as are the preferences
   * @param preferences of one recipient the last holds
   */
  record Notifications(
      NotificationSettings settings, List<Silence> silences, List<ContactPreference> preferences) {}

  /**
   * Files are finite: no day of theirs is ever closed, and nothing that was told need be forgotten.
   * It would be by the time between the ends of the two files, and that depends on which is first.
   */
  private static final Duration ALL_DAYS = Duration.ofDays(365 * 1000);

  /** As many lines as fit easily into the memory that a backtest has. */
  private static final int LINES_IN_MEMORY = 200_000;

  private final Settings settings;
  private final Path out;
  private final List<Part> parts = new ArrayList<>();
  private final List<Unsorted> unsorted = new ArrayList<>();

  Backtest(Settings settings, Path out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * Runs the jobs of the files that are given.
   *
   * @param orderEvents null for none
   * @param contactEvents null for none
   */
  Report run(Path orderEvents, Path contactEvents) throws Exception {
    Files.createDirectories(out);
    for (Output output : Output.values()) {
      Files.deleteIfExists(output.in(out));
      boolean isAsked = output.subject == null || settings.only().contains(output.subject);
      if (isAsked && (output != Output.SHADOW || tries())) {
        Files.createFile(output.in(out));
      }
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration());
    try {
      Detected<OrderEvent, OrderFacts> orders =
          detect(env, LifecycleDefectsJob.DETECTION, orderEvents);
      Detected<ContactEvent, ContactFacts> contacts =
          detect(env, ContactDefectsJob.DETECTION, contactEvents);
      if (settings.only().contains(Subject.SCORECARDS)) {
        count(
            orders == null ? none(contacts.facts, FactTypeInfo.ORDER) : orders.facts,
            contacts == null ? none(orders.facts, FactTypeInfo.CONTACT) : contacts.facts);
      }
      if (settings.only().contains(Subject.NOTIFICATIONS)) {
        tell(
            env,
            orders == null
                ? contacts.found
                : contacts == null ? orders.found : orders.found.union(contacts.found),
            orders == null ? none(contacts.found, EventTypeInfo.ORDER) : orders.events,
            contacts == null ? none(orders.found, EventTypeInfo.CONTACT) : contacts.events);
      }
      JobExecutionResult result = env.execute("backtest");
      for (Unsorted lines : unsorted) {
        lines.sort();
      }
      for (Part part : parts) {
        part.append();
      }
      if (settings.only().contains(Subject.DEFECTS)) {
        FinalLedger.fold(
            Output.DEFECTS.in(out), Output.LEDGER.in(out), new SortedLines(LINES_IN_MEMORY));
      }
      return new Report(
          result,
          InputCounts.of(
              files(orderEvents, contactEvents),
              result.getAllAccumulatorResults(),
              Output.DEAD_LETTERS.in(out)),
          settings.only());
    } finally {
      for (Unsorted lines : unsorted) {
        Files.deleteIfExists(lines.file);
      }
      for (Part part : parts) {
        Files.deleteIfExists(part.file);
      }
    }
  }

  private static Map<String, Path> files(Path orderEvents, Path contactEvents) {
    Map<String, Path> files = new LinkedHashMap<>();
    if (orderEvents != null) {
      files.put(LifecycleDefectsJob.DETECTION.job(), orderEvents);
    }
    if (contactEvents != null) {
      files.put(ContactDefectsJob.DETECTION.job(), contactEvents);
    }
    return files;
  }

  /** What a file's events are, and what shows in them. */
  private record Detected<E extends Event, F extends Fact>(
      DataStream<E> events, DataStream<DefectChange> found, DataStream<F> facts) {}

  /** Detects defects in a file's events; null without a file. */
  private <E extends Event, H extends History<E>, F extends Fact> Detected<E, F> detect(
      StreamExecutionEnvironment env, Detection<E, H, F> detection, Path file) throws IOException {
    if (file == null) {
      return null;
    }
    TypeInformation<Ingested<E>> type = Ingested.typeOf(detection.eventType());
    DataStream<Ingested<E>> ingested =
        env.fromSource(
                JsonLinesInlet.source(
                    file, detection.contract(), detection.eventType(), new ConsoleProgress()),
                EventWatermarks.replay(settings.disorder()),
                "Read " + file.getFileName(),
                type)
            .process(new InputCounts.CountingRead<>(detection.job()), type)
            .name("Count input");
    DetectionTopology.Outputs<E, F> outputs =
        new DetectionTopology<>(
                detection, settings.rulebook(), settings.detection(), DetectionClock.replay())
            .build(ingested, detection.job() + "-");
    if (settings.only().contains(Subject.DEFECTS)) {
      outputs
          .changes()
          .process(new Tally(Report::accumulator))
          .name("Count")
          .sinkTo(part(Output.DEFECTS, detection));
    }
    if (tries()) {
      outputs
          .shadow()
          .process(new Tally(RuleReport::inShadow))
          .name("Count the shadow")
          .sinkTo(part(Output.SHADOW, detection));
    }
    if (!settings.rulebook().custom().isEmpty()) {
      outputs
          .events()
          .transform(
              "Count anchors",
              Types.STRING,
              new CountAnchors<>(detection, settings.rulebook(), settings.maxEvents()))
          .sinkTo(new DiscardingSink<>());
    }
    outputs.deadLetters().map(Lines::deadLetter).sinkTo(part(Output.DEAD_LETTERS, detection));
    outputs
        .late()
        .process(new InputCounts.CountingLate<>(detection.job()), detection.eventType())
        .map(new Lines.Events<>(detection.contract()))
        .sinkTo(part(Output.LATE, detection));
    outputs
        .overflow()
        .process(
            new InputCounts.Counting<>(detection.job(), InputCounts.What.OVERFLOW),
            detection.eventType())
        .map(new Lines.Events<>(detection.contract()))
        .sinkTo(part(Output.OVERFLOW, detection));
    return new Detected<>(outputs.events(), outputs.changes(), outputs.facts());
  }

  /** Whether a rule is in the shadow. */
  private boolean tries() {
    return settings.rulebook().custom().stream().anyMatch(CustomRule::shadow);
  }

  /** Where one of the jobs, which run side by side, writes its part of an output. */
  private LineSink part(Output output, Detection<?, ?, ?> detection) {
    Path file = out.resolve("." + detection.job() + "." + output.file);
    parts.add(new Part(file, output.in(out)));
    return new LineSink(file.toString());
  }

  private void count(DataStream<OrderFacts> ofOrders, DataStream<ContactFacts> ofContacts) {
    ScorecardTopology.Outputs scorecards =
        new ScorecardTopology(
                ScorecardSettings.replay(ALL_DAYS, settings.targets()), DetectionClock.replay())
            .build(ofOrders, ofContacts);
    inOrder(
        scorecards
            .rows()
            .union(scorecards.rules())
            .flatMap(new Lines.Entries(settings.targets().sampleSize())),
        Output.SCORECARDS);
    inOrder(
        scorecards
            .rules()
            .filter(row -> !row.counters().isZero())
            .map(Lines::rule)
            .returns(Types.TUPLE(Types.STRING, Types.STRING)),
        Output.RULES);
    inOrder(scorecards.tiers().map(Lines::tier), Output.PROVIDER_TIERS);
  }

  /**
   * Decides who is told. The watermarks of the detection will do: nothing that was recorded or
   * found by then is still to come.
   */
  private void tell(
      StreamExecutionEnvironment env,
      DataStream<DefectChange> found,
      DataStream<OrderEvent> orderEvents,
      DataStream<ContactEvent> contactEvents) {
    Notifications said = settings.notifications();
    NotificationTopology.Outputs told =
        new NotificationTopology(said.settings(), Memory.FOREVER)
            .build(
                new NotificationTopology.Inputs(
                    found,
                    orderEvents,
                    contactEvents,
                    said(
                        env,
                        said.silences().stream().map(DeskInput::of).toList(),
                        found,
                        NotificationTopology.DESK_INPUT),
                    said(
                        env,
                        said.preferences().stream()
                            .map(p -> MessageInput.of(p.recipient().key(), Preference.of(p)))
                            .toList(),
                        found,
                        NotificationTopology.MESSAGE_INPUT)));
    long end = settings.detection().until();
    inOrder(told.cases().filter(file -> file.changedAt() <= end).map(Lines::file), Output.CASES);
    inOrder(
        told.alerts()
            .filter(alert -> alert.detectedAt() <= end)
            .map(new Notified.Alerts())
            .returns(NotificationTopology.ALERT)
            .name("Count alerts")
            .map(Lines::alert),
        Output.ALERTS);
    inOrder(
        told.outreach()
            .filter(message -> message.decidedAt() <= end)
            .map(new Notified.Messages())
            .returns(NotificationTopology.OUTREACH)
            .name("Count messages")
            .map(Lines::message),
        Output.OUTREACH);
  }

  /** What operators and recipients said, all of it before anything is decided. */
  private static <S> DataStream<S> said(
      StreamExecutionEnvironment env,
      List<S> records,
      DataStream<?> others,
      TypeInformation<S> type) {
    return records.isEmpty()
        ? none(others, type)
        : env.fromData(records, type)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<S>noWatermarks().withTimestampAssigner((said, at) -> 0));
  }

  /** Writes lines in the order of what each of them is sorted by. */
  private void inOrder(SingleOutputStreamOperator<Tuple2<String, String>> lines, Output output) {
    Path file = out.resolve(".unsorted." + output.file);
    unsorted.add(new Unsorted(file, output.in(out)));
    lines
        .returns(Types.TUPLE(Types.STRING, Types.STRING))
        .name("Lines of " + output.file)
        .map(line -> SortedLines.keyed(line.f0, line.f1))
        .returns(Types.STRING)
        .sinkTo(new LineSink(file.toString()));
  }

  /** Nothing, in the place of what is not given. */
  private static <T, N> DataStream<N> none(DataStream<T> others, TypeInformation<N> type) {
    return others.flatMap((T other, Collector<N> none) -> {}).returns(type).name("None");
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
    return configuration;
  }

  /** Lines of an output in the order in which they were written. */
  private record Unsorted(Path file, Path output) {

    void sort() throws IOException {
      if (Files.exists(file)) {
        new SortedLines(LINES_IN_MEMORY).sort(file, output);
      }
    }
  }

  /** The part of an output that one job writes. */
  private record Part(Path file, Path output) {

    void append() throws IOException {
      if (Files.exists(file)) {
        try (OutputStream all = Files.newOutputStream(output, StandardOpenOption.APPEND)) {
          Files.copy(file, all);
        }
      }
    }
  }

  /** The files that a backtest writes. */
  enum Output {
    DEFECTS("defects.jsonl", Subject.DEFECTS),
    SHADOW("shadow.jsonl", null),
    LEDGER("ledger.jsonl", Subject.DEFECTS),
    DEAD_LETTERS("dead-letters.jsonl", null),
    LATE("late.jsonl", null),
    OVERFLOW("overflow.jsonl", null),
    SCORECARDS("scorecard_day.jsonl", Subject.SCORECARDS),
    RULES("rule_day.jsonl", Subject.SCORECARDS),
    PROVIDER_TIERS("provider_tier.jsonl", Subject.SCORECARDS),
    CASES("cases.jsonl", Subject.NOTIFICATIONS),
    ALERTS("alerts.jsonl", Subject.NOTIFICATIONS),
    OUTREACH("outreach.jsonl", Subject.NOTIFICATIONS);

    private final String file;

    /** What it belongs to; null for what is always written. */
    private final Subject subject;

    Output(String file, Subject subject) {
      this.file = file;
      this.subject = subject;
    }

    Path in(Path directory) {
      return directory.resolve(file);
    }
  }
}
