package dev.odyssey.backtest;

import dev.odyssey.codec.ProviderTierJson;
import dev.odyssey.connectors.EventWatermarks;
import dev.odyssey.connectors.Ingested;
import dev.odyssey.connectors.files.JsonLinesInlet;
import dev.odyssey.connectors.job.Detection;
import dev.odyssey.connectors.job.DetectionTopology;
import dev.odyssey.detection.operator.DetectionClock;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.state.FactTypeInfo;
import dev.odyssey.events.Event;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.job.ScorecardSettings;
import dev.odyssey.scorecards.job.ScorecardTopology;
import dev.odyssey.scorecards.tiers.Targets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.Order;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The graphs of the jobs over files, as one job.
 *
 * <pre>
 *   order events ---- detection --> defects, dead letters, late and overflowing events
 *                         '-------> facts --.
 *                                           +--> scorecards --> rows, tiers
 *                         .-------> facts --'
 *   contact events -- detection --> defects, dead letters, late and overflowing events
 * </pre>
 *
 * <p>Parallelism is 1, watermarks follow from the input alone and the clock is the stream's own:
 * the same files and policies give the same output, byte for byte. What is found in orders is
 * written first, then what is found in contacts.
 */
final class Backtest {

  /**
   * What a backtest can vary.
   *
   * @param until due times after it are not raised; null for no end of time
   * @param disorder how far event time stays behind the latest event
   * @param targets what tiers of providers are decided by
   */
  record Settings(
      Policies policies,
      Instant until,
      Duration retention,
      Duration disorder,
      int maxEvents,
      Targets targets) {

    Settings {
      detection(until, retention, maxEvents);
    }

    DetectionSettings detection() {
      return detection(until, retention, maxEvents);
    }

    private static DetectionSettings detection(Instant until, Duration retention, int maxEvents) {
      return new DetectionSettings(
          retention, maxEvents, until == null ? DetectionSettings.NO_END : until.toEpochMilli());
    }
  }

  /** Files are finite: no day of theirs is ever closed. */
  private static final Duration ALL_DAYS = Duration.ofDays(365 * 1000);

  private final Settings settings;
  private final Path out;
  private final List<Part> parts = new ArrayList<>();

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
      Files.createFile(output.in(out));
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
    try {
      DataStream<OrderFacts> ofOrders = detect(env, Detection.LIFECYCLE, orderEvents);
      DataStream<ContactFacts> ofContacts = detect(env, Detection.CONTACTS, contactEvents);
      count(
          ofOrders == null ? none(ofContacts, FactTypeInfo.ORDER) : ofOrders,
          ofContacts == null ? none(ofOrders, FactTypeInfo.CONTACT) : ofContacts);
      Report report = new Report(env.execute("backtest"));
      for (Part part : parts) {
        part.append();
      }
      return report;
    } finally {
      for (Part part : parts) {
        Files.deleteIfExists(part.file);
      }
    }
  }

  /** Detects defects in a file's events; gives the facts, or null without a file. */
  private <E extends Event, F extends Fact> DataStream<F> detect(
      StreamExecutionEnvironment env, Detection<E, F> detection, Path file) throws IOException {
    if (file == null) {
      return null;
    }
    DataStream<Ingested<E>> ingested =
        env.fromSource(
            JsonLinesInlet.source(
                file, detection.contract(), detection.eventType(), new ConsoleProgress()),
            EventWatermarks.replay(settings.disorder()),
            "Read " + file.getFileName(),
            Ingested.typeOf(detection.eventType()));
    DetectionTopology.Outputs<E, F> outputs =
        new DetectionTopology<>(
                detection.detectors().apply(settings.policies()),
                settings.detection(),
                DetectionClock.replay(),
                detection.eventType(),
                detection.factRules().apply(settings.policies()),
                detection.facts().type())
            .build(ingested, detection.job() + "-");
    outputs.changes().process(new Tally()).name("Count").sinkTo(part(Output.DEFECTS, detection));
    outputs.deadLetters().map(Lines::deadLetter).sinkTo(part(Output.DEAD_LETTERS, detection));
    outputs
        .late()
        .map(new Lines.Events<>(detection.contract()))
        .sinkTo(part(Output.LATE, detection));
    outputs
        .overflow()
        .map(new Lines.Events<>(detection.contract()))
        .sinkTo(part(Output.OVERFLOW, detection));
    return outputs.facts();
  }

  /** Where one of the jobs, which run side by side, writes its part of an output. */
  private LineSink part(Output output, Detection<?, ?> detection) {
    Path file = out.resolve("." + detection.job() + "." + output.file);
    parts.add(new Part(file, output.in(out)));
    return new LineSink(file.toString());
  }

  private void count(DataStream<OrderFacts> ofOrders, DataStream<ContactFacts> ofContacts) {
    ScorecardTopology.Outputs scorecards =
        new ScorecardTopology(
                ScorecardSettings.replay(ALL_DAYS, settings.targets()), DetectionClock.replay())
            .build(ofOrders, ofContacts);
    scorecards
        .rows()
        .flatMap(new Lines.Entries(settings.targets().sampleSize()))
        .name("Entries")
        .fullWindowPartition()
        .sortPartition(line -> line.f0, Order.ASCENDING)
        .map(line -> line.f1)
        .returns(Types.STRING)
        .sinkTo(Output.SCORECARDS.of(out));
    scorecards
        .tiers()
        .map(ProviderTierJson::write)
        .name("Tiers")
        .sinkTo(Output.PROVIDER_TIERS.of(out));
  }

  /** No facts, in the place of those of a file that is not given. */
  private static <T, F extends Fact> DataStream<F> none(
      DataStream<T> others, TypeInformation<F> type) {
    return others.flatMap((T other, Collector<F> none) -> {}).returns(type).name("None");
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
    return configuration;
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
    DEFECTS("defects.jsonl"),
    DEAD_LETTERS("dead-letters.jsonl"),
    LATE("late.jsonl"),
    OVERFLOW("overflow.jsonl"),
    SCORECARDS("scorecard_day.jsonl"),
    PROVIDER_TIERS("provider_tier.jsonl");

    private final String file;

    Output(String file) {
      this.file = file;
    }

    Path in(Path directory) {
      return directory.resolve(file);
    }

    LineSink of(Path directory) {
      return new LineSink(in(directory).toString());
    }
  }
}
