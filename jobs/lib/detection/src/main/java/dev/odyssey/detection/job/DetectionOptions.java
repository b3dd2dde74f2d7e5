package dev.odyssey.detection.job;

import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.custom.RuleReader;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.streaming.options.InvalidOptionException;
import dev.odyssey.streaming.options.Option;
import dev.odyssey.streaming.options.Option.Kind;
import dev.odyssey.streaming.options.OptionGroup;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What detection remembers and how it sees time.
 *
 * @param retention how long a part of a subject is kept after its end
 * @param openRetention how long it is kept while a defect is open
 * @param maxEvents the bound on a subject's timeline
 * @param disorder how far the watermark stays behind what was seen
 * @param policies the policies file; null for the built-in values
 * @param rules the file of rules of one's own; null for none
 * @param matcher by what rules are evaluated
 * @param rejudge whether a restored job may have other policies for the past
 */
public record DetectionOptions(
    Duration retention,
    Duration openRetention,
    int maxEvents,
    Duration disorder,
    String policies,
    String rules,
    MatcherKind matcher,
    boolean rejudge)
    implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(DetectionOptions.class);

  private static final ConfigOption<Duration> RETENTION_TIME =
      ConfigOptions.key("retention")
          .durationType()
          .defaultValue(DetectionSettings.DEFAULT_RETENTION)
          .withDescription(
              "How long an order, or an issue of a customer, is kept after its last event and its"
                  + " last pending due time. State grows with it.");

  private static final ConfigOption<Duration> OPEN_RETENTION_TIME =
      ConfigOptions.key("retention.open")
          .durationType()
          .defaultValue(DetectionSettings.DEFAULT_OPEN_RETENTION)
          .withDescription(
              "How long an order, or an issue of a customer, is kept after a defect was raised that"
                  + " an event could still clear. An event older than this goes to the late topic.");

  private static final ConfigOption<String> MATCHER_KIND =
      ConfigOptions.key("matcher")
          .stringType()
          .defaultValue("table")
          .withDescription(
              "By what rules are evaluated: table, compiled from their declarations, or cep, Flink"
                  + " CEP's automaton with the pattern of each declaration. Both find the same; cep"
                  + " is many times slower.");

  private static final ConfigOption<Integer> MAX_EVENTS =
      ConfigOptions.key("timeline.max-events")
          .intType()
          .defaultValue(DetectionSettings.DEFAULT_MAX_EVENTS)
          .withDescription(
              "Most events that are kept of one subject, so that a device that repeats itself"
                  + " neither fills the memory nor slows the others. What is beyond goes to the"
                  + " overflow topic and is not looked at.");

  private static final ConfigOption<Duration> WATERMARK_DISORDER =
      ConfigOptions.key("watermark.disorder")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How far event time stays behind the latest event, so that events a little out of"
                  + " order find deadlines not yet passed. Adds to the time until a defect shows;"
                  + " what comes later than this still corrects what was reported.");

  private static final ConfigOption<String> POLICIES_FILE =
      ConfigOptions.key("policies")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "YAML file with the policies, read where the job is submitted: defaults and values"
                  + " by offering.");

  private static final ConfigOption<String> RULES_FILE =
      ConfigOptions.key("rules")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "YAML file with rules of one's own, read where the job is submitted. Rules about"
                  + " orders, contacts and issues may be in one file: each job takes its own.");

  private static final ConfigOption<Boolean> REJUDGE_PAST =
      ConfigOptions.key("rejudge")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether policies that have been in force, those at the top or a version whose from"
                  + " has passed, may be otherwise than before a restore. What was reported by"
                  + " them is then judged anew. Without, the job refuses to start and names the"
                  + " version.");

  private static final Option<String> RULES =
      Option.optional(RULES_FILE, Kind.FILE, "the built-in rules only");
  private static final Option<Duration> RETENTION = Option.of(RETENTION_TIME, Kind.DURATION);
  private static final Option<Duration> OPEN_RETENTION =
      Option.of(OPEN_RETENTION_TIME, Kind.DURATION);
  private static final Option<Boolean> REJUDGE = Option.of(REJUDGE_PAST, Kind.BOOLEAN);
  private static final Option<String> MATCHER = Option.of(MATCHER_KIND, Kind.TEXT);
  private static final Option<Integer> EVENTS = Option.of(MAX_EVENTS, Kind.INTEGER);
  private static final Option<Duration> DISORDER = Option.of(WATERMARK_DISORDER, Kind.DURATION);
  private static final Option<String> POLICIES =
      Option.optional(POLICIES_FILE, Kind.FILE, "the built-in policies");

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Detection",
          "What is remembered of a subject, and how far the job waits for what is late.",
          List.of(POLICIES, RULES, REJUDGE, RETENTION, OPEN_RETENTION, EVENTS, DISORDER, MATCHER));

  /**
   * The options that were given.
   *
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  public static DetectionOptions from(Configuration values) {
    Duration retention = RETENTION.get(values);
    if (retention.isZero()) {
      throw InvalidOptionException.of(RETENTION.key(), retention, "must be more than 0");
    }
    int maxEvents = EVENTS.get(values);
    if (maxEvents < 1) {
      throw InvalidOptionException.of(EVENTS.key(), maxEvents, "must be at least 1");
    }
    Duration openRetention = OPEN_RETENTION.get(values);
    if (openRetention.isZero()) {
      throw InvalidOptionException.of(OPEN_RETENTION.key(), openRetention, "must be more than 0");
    }
    return new DetectionOptions(
        retention,
        openRetention,
        maxEvents,
        DISORDER.get(values),
        POLICIES.find(values).orElse(null),
        RULES.find(values).orElse(null),
        matcher(MATCHER.get(values)),
        REJUDGE.get(values));
  }

  private static MatcherKind matcher(String name) {
    return switch (name) {
      case "table" -> MatcherKind.TABLE;
      case "cep" -> MatcherKind.CEP;
      default -> throw InvalidOptionException.of(MATCHER.key(), name, "must be table or cep");
    };
  }

  /** How subjects are kept in a running job. */
  DetectionSettings settings() {
    return new DetectionSettings(
        retention,
        openRetention,
        maxEvents,
        DetectionSettings.NO_END,
        DetectionSettings.DEFAULT_BACKLOG);
  }

  /**
   * What the job judges by, read from its files.
   *
   * @throws IllegalArgumentException naming what is wrong in them
   */
  Rulebook rulebook() {
    Policies read = policies == null ? Policies.builtIn() : Policies.load(Path.of(policies));
    List<CustomRule> custom =
        rules == null ? List.of() : RuleReader.load(Path.of(rules), read, retention, LOG::warn);
    return new Rulebook(read, custom, matcher);
  }
}
