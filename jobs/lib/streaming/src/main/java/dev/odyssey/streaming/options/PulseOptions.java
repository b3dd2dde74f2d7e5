package dev.odyssey.streaming.options;

import dev.odyssey.streaming.options.Option.Kind;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * How a job writes heartbeats through the topics that it reads.
 *
 * @param interval between two heartbeats of a partition
 * @param settle how long heartbeats claim nothing new after a start or an outage
 * @param patience how long a write may take until it counts as an outage
 */
public record PulseOptions(boolean enabled, Duration interval, Duration settle, Duration patience)
    implements Serializable {

  private static final ConfigOption<Boolean> PULSE_ENABLED =
      ConfigOptions.key("pulse.enabled")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the job writes heartbeats through every partition of the topics that it"
                  + " reads and takes its time from: those of events, scorecards of facts. Without"
                  + " them, and without another job that writes them, nothing is detected while a"
                  + " partition is silent, and no day begins for scorecards; notifications then go"
                  + " by the clock, whether the topics of events can be read or not.");

  private static final ConfigOption<Duration> PULSE_INTERVAL =
      ConfigOptions.key("pulse.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "Time between two heartbeats of a partition: what an otherwise silent partition adds"
                  + " to the time until a defect shows.");

  private static final ConfigOption<Duration> PULSE_SETTLE =
      ConfigOptions.key("pulse.settle")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "How long after a start or an outage heartbeats do not move time on, so that"
                  + " producers that were cut off too can first send what they hold. Shorter than"
                  + " their time to reconnect, and an outage shows as missed deadlines, which are"
                  + " taken back when the events arrive.");

  private static final ConfigOption<Duration> PULSE_PATIENCE =
      ConfigOptions.key("pulse.patience")
          .durationType()
          .defaultValue(Duration.ofSeconds(3))
          .withDescription(
              "How long the write of a heartbeat may take; what takes longer is given up and counts"
                  + " as an outage. Keep it below --watermark.disorder.");

  private static final Option<Boolean> ENABLED = Option.of(PULSE_ENABLED, Kind.BOOLEAN);
  private static final Option<Duration> INTERVAL = Option.of(PULSE_INTERVAL, Kind.DURATION);
  private static final Option<Duration> SETTLE = Option.of(PULSE_SETTLE, Kind.DURATION);
  private static final Option<Duration> PATIENCE = Option.of(PULSE_PATIENCE, Kind.DURATION);

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Heartbeats",
          "They tell a silent topic, on which time passes, from one that cannot be read or written,"
              + " on which it must not.",
          List.of(ENABLED, INTERVAL, SETTLE, PATIENCE));

  /**
   * The options that were given.
   *
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  public static PulseOptions from(Configuration values) {
    return new PulseOptions(
        ENABLED.get(values),
        positive(values, INTERVAL),
        SETTLE.get(values),
        positive(values, PATIENCE));
  }

  private static Duration positive(Configuration values, Option<Duration> option) {
    Duration duration = option.get(values);
    if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
      throw InvalidOptionException.of(
          option.key(), duration, "must be at least PT0.001S and at most 24 days");
    }
    return duration;
  }
}
