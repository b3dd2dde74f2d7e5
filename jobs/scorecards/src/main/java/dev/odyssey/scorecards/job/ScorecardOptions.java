package dev.odyssey.scorecards.job;

import dev.odyssey.streaming.options.InvalidOptionException;
import dev.odyssey.streaming.options.Option;
import dev.odyssey.streaming.options.Option.Kind;
import dev.odyssey.streaming.options.OptionGroup;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * What scorecards remember, how often they speak, and what providers are measured by.
 *
 * @param retention how long after a day something may still count to it
 * @param interval at most how long a change waits until its row is emitted
 * @param targets the targets file; null for the built-in targets
 */
public record ScorecardOptions(Duration retention, Duration interval, String targets)
    implements Serializable {

  private static final ConfigOption<Duration> ROWS_RETENTION =
      ConfigOptions.key("rows.retention")
          .durationType()
          .defaultValue(Duration.ofDays(400))
          .withDescription(
              "How long after a day something may still count to it, as a claim that is approved"
                  + " months later does. Then its rows stay as they are. State grows with it.");

  private static final ConfigOption<Duration> ROWS_INTERVAL =
      ConfigOptions.key("rows.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "At most how long a change waits until its row is written, together with all"
                  + " changes that come until then. Shorter than that and the rows of all orders"
                  + " together are written at nearly every event.");

  private static final ConfigOption<String> TARGETS_FILE =
      ConfigOptions.key("targets")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "YAML file with the targets that tiers of providers are decided by, read where the"
                  + " job is submitted.");

  private static final Option<Duration> RETENTION = Option.of(ROWS_RETENTION, Kind.DURATION);
  private static final Option<Duration> INTERVAL = Option.of(ROWS_INTERVAL, Kind.DURATION);
  private static final Option<String> TARGETS =
      Option.optional(TARGETS_FILE, Kind.FILE, "the built-in targets");

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Scorecards",
          "How long days are kept open, how often rows are written, and what is asked of providers.",
          List.of(TARGETS, RETENTION, INTERVAL));

  /**
   * The options that were given.
   *
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  public static ScorecardOptions from(Configuration values) {
    Duration retention = RETENTION.get(values);
    if (retention.isZero() || retention.isNegative()) {
      throw InvalidOptionException.of(RETENTION.key(), retention, "must be more than 0");
    }
    Duration interval = INTERVAL.get(values);
    if (interval.toMillis() < 1) {
      throw InvalidOptionException.of(INTERVAL.key(), interval, "must be at least PT0.001S");
    }
    return new ScorecardOptions(retention, interval, TARGETS.find(values).orElse(null));
  }

  /** The targets file, where there is one. */
  public Optional<String> targetsFile() {
    return Optional.ofNullable(targets);
  }
}
