package dev.odyssey.notifications.job;

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
 * What alerts and messages are decided by, and how the job sees time.
 *
 * @param settings the settings file; null for the built-in settings
 * @param settle how long after a start time does not begin
 * @param lag how far time stays behind the clock
 * @param retention how long what is over is remembered
 */
public record NotificationOptions(
    String settings, Duration settle, Duration lag, Duration retention) implements Serializable {

  private static final ConfigOption<String> SETTINGS_FILE =
      ConfigOptions.key("notifications")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "YAML file with holds, routes, surges, feeds, quiet hours and the playbook, read"
                  + " where the job is submitted.");

  private static final ConfigOption<Duration> SETTLE_TIME =
      ConfigOptions.key("settle")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How long after a start time does not begin, so that what piled up meanwhile is read"
                  + " before holds that have run out fire. Shorter than it takes to read it, and"
                  + " what was cleared during an outage pages all the same.");

  private static final ConfigOption<Duration> LAG_TIME =
      ConfigOptions.key("lag")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "How far time stays behind the clock, so that changes that are on their way are there"
                  + " before deadlines of the same moment. Adds to the time until an alert; the"
                  + " checkpoint interval of the detection jobs adds too, and should be less.");

  private static final ConfigOption<Duration> INCIDENTS_RETENTION =
      ConfigOptions.key("incidents.retention")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "How long a defect that is over is remembered, so that changes that are read again"
                  + " alert nobody again. State grows with it.");

  private static final Option<String> SETTINGS =
      Option.optional(SETTINGS_FILE, Kind.FILE, "the built-in settings");
  private static final Option<Duration> SETTLE = Option.of(SETTLE_TIME, Kind.DURATION);
  private static final Option<Duration> LAG = Option.of(LAG_TIME, Kind.DURATION);
  private static final Option<Duration> RETENTION = Option.of(INCIDENTS_RETENTION, Kind.DURATION);

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Notifications",
          "What alerts and messages are decided by, and when.",
          List.of(SETTINGS, SETTLE, LAG, RETENTION));

  /**
   * The options that were given.
   *
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  public static NotificationOptions from(Configuration values) {
    Duration retention = RETENTION.get(values);
    if (retention.isZero()) {
      throw InvalidOptionException.of(RETENTION.key(), retention, "must be more than 0");
    }
    return new NotificationOptions(
        SETTINGS.find(values).orElse(null), SETTLE.get(values), LAG.get(values), retention);
  }

  /** The settings file, where there is one. */
  public Optional<String> settingsFile() {
    return Optional.ofNullable(settings);
  }
}
