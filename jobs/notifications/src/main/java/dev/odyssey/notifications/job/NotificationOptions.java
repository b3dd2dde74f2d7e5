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
 * @param settle how long time stands still after a start or an outage
 * @param lag how far time stays behind the heartbeats
 * @param detectionPatience how far behind the clock time goes on without a detection job
 * @param retention how long what is over is remembered
 */
public record NotificationOptions(
    String settings, Duration settle, Duration lag, Duration detectionPatience, Duration retention)
    implements Serializable {

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
              "How long time stands still after a start, or after the topics of defects and of"
                  + " outcomes could not be reached, so that whoever was cut off too can write what"
                  + " clears a defect before its hold ends. Time also waits, however long it takes,"
                  + " until what piled up is read.");

  private static final ConfigOption<Duration> LAG_TIME =
      ConfigOptions.key("lag")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "How far time stays behind what has been read, so that changes that are on their way"
                  + " are there before deadlines of the same moment. Adds to the time until an"
                  + " alert; the checkpoint interval of the detection jobs adds too, and should be"
                  + " less.");

  private static final ConfigOption<Duration> DETECTION_PATIENCE =
      ConfigOptions.key("detection.patience")
          .durationType()
          .defaultValue(Duration.ofMinutes(2))
          .withDescription(
              "How long time waits for a detection job that writes no heartbeats, because it is"
                  + " away or is being started: what it has not read yet may clear what is about to"
                  + " page. Without it time goes on this far behind the clock, by the job's own"
                  + " heartbeats. 0 waits for nobody.");

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
  private static final Option<Duration> PATIENCE = Option.of(DETECTION_PATIENCE, Kind.DURATION);
  private static final Option<Duration> RETENTION = Option.of(INCIDENTS_RETENTION, Kind.DURATION);

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Notifications",
          "What alerts and messages are decided by, and when.",
          List.of(SETTINGS, SETTLE, LAG, PATIENCE, RETENTION));

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
    Duration patience = PATIENCE.get(values);
    if (patience.isNegative()) {
      throw InvalidOptionException.of(PATIENCE.key(), patience, "must not be negative");
    }
    return new NotificationOptions(
        SETTINGS.find(values).orElse(null),
        SETTLE.get(values),
        LAG.get(values),
        patience,
        retention);
  }

  /** The settings file, where there is one. */
  public Optional<String> settingsFile() {
    return Optional.ofNullable(settings);
  }
}
