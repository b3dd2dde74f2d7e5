package dev.odyssey.backtest;

import dev.odyssey.connectors.EventWatermarks;
import dev.odyssey.connectors.Ingested;
import dev.odyssey.connectors.files.JsonLinesInlet;
import dev.odyssey.connectors.job.Detection;
import dev.odyssey.connectors.job.DetectionTopology;
import dev.odyssey.detection.operator.DetectionClock;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the detection jobs over files.
 *
 * <p>Parallelism is 1, watermarks follow from the input alone and the clock is the stream's own:
 * the same files and policies give the same output, byte for byte. The jobs run one after the
 * other, for the same reason.
 */
final class Backtest {

  /**
   * What a backtest can vary.
   *
   * @param until due times after it are not raised; null for no end of time
   * @param disorder how far event time stays behind the latest event
   */
  record Settings(
      Policies policies, Instant until, Duration retention, Duration disorder, int maxEvents) {

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

  private final Settings settings;
  private final Path out;

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
    Report report = new Report();
    if (orderEvents != null) {
      run(Detection.LIFECYCLE, orderEvents, report);
    }
    if (contactEvents != null) {
      run(Detection.CONTACTS, contactEvents, report);
    }
    return report;
  }

  private <E extends Event, F extends Fact> void run(
      Detection<E, F> detection, Path file, Report report) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
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
            .build(ingested);
    outputs.changes().process(new Tally()).name("Count").sinkTo(Output.DEFECTS.of(out));
    outputs.deadLetters().map(Lines::deadLetter).sinkTo(Output.DEAD_LETTERS.of(out));
    outputs.late().map(new Lines.Events<>(detection.contract())).sinkTo(Output.LATE.of(out));
    outputs
        .overflow()
        .map(new Lines.Events<>(detection.contract()))
        .sinkTo(Output.OVERFLOW.of(out));
    JobExecutionResult result = env.execute("backtest of " + detection.job());
    report.add(result, file);
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

  /** The files that a backtest writes. */
  enum Output {
    DEFECTS("defects.jsonl"),
    DEAD_LETTERS("dead-letters.jsonl"),
    LATE("late.jsonl"),
    OVERFLOW("overflow.jsonl");

    private final String file;

    Output(String file) {
      this.file = file;
    }

    Path in(Path directory) {
      return directory.resolve(file);
    }

    LineSink of(Path directory) throws IOException {
      return new LineSink(in(directory).toString());
    }
  }
}
