package dev.odyssey.streaming.options;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.TextElement;

/**
 * One option of a job: Flink's definition of it, and what Flink's does not say.
 *
 * @param kind what a value looks like
 * @param absent what holds where it is left out; null where it must not be
 */
public record Option<T>(ConfigOption<T> config, Kind kind, String absent) {

  /** What a value looks like. */
  public enum Kind {
    TEXT("text"),
    INTEGER("integer"),
    BOOLEAN("true or false"),
    DURATION("duration"),
    FILE("file"),
    START("earliest, latest, committed or instant");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** An option that has a default, or must be given. */
  public static <T> Option<T> of(ConfigOption<T> config, Kind kind) {
    return new Option<>(
        config, kind, config.hasDefaultValue() ? text(config.defaultValue()) : null);
  }

  /** A value as people write it: Java writes whole days as hours. */
  public static String text(Object value) {
    boolean wholeDays =
        value instanceof Duration duration
            && duration.toDays() > 0
            && duration.equals(Duration.ofDays(duration.toDays()));
    return wholeDays ? "P" + ((Duration) value).toDays() + "D" : value.toString();
  }

  /** An option without default that need not be given. */
  public static <T> Option<T> optional(ConfigOption<T> config, Kind kind, String absent) {
    return new Option<>(config, kind, absent);
  }

  public String key() {
    return config.key();
  }

  public boolean isRequired() {
    return absent == null;
  }

  public String description() {
    return new PlainText().format(config.description());
  }

  /** The value, if given or with a default. */
  public Optional<T> find(Configuration values) {
    check(values);
    return values.getOptional(config).or(() -> Optional.ofNullable(config.defaultValue()));
  }

  /**
   * The value.
   *
   * @throws InvalidOptionException if it is required and missing, or not of its kind
   */
  public T get(Configuration values) {
    return find(values)
        .orElseThrow(
            () ->
                new InvalidOptionException(
                    "--" + key() + " is missing (" + kind.label() + "): " + description()));
  }

  private void check(Configuration values) {
    String given = values.toMap().get(key());
    if (given == null) {
      return;
    }
    if (given.isBlank()) {
      throw InvalidOptionException.of(key(), "\"" + given + "\"", "is empty");
    }
    try {
      if (kind == Kind.DURATION) {
        Duration.parse(given);
      }
      values.getOptional(config);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new InvalidOptionException(
          "--" + key() + " " + given + ": is not a value of kind " + hint(), e);
    }
  }

  private String hint() {
    return kind == Kind.DURATION ? "duration (ISO-8601: PT5S, PT10M, P30D)" : kind.label();
  }

  /** Flink keeps descriptions as elements; ours are plain sentences. */
  private static final class PlainText extends Formatter {

    @Override
    protected void formatLink(StringBuilder state, String link, String description) {
      state.append(link);
    }

    @Override
    protected void formatLineBreak(StringBuilder state) {
      state.append(' ');
    }

    @Override
    protected void formatText(
        StringBuilder state,
        String format,
        String[] elements,
        EnumSet<TextElement.TextStyle> styles) {
      state.append(format.formatted((Object[]) elements));
    }

    @Override
    protected void formatList(StringBuilder state, String[] entries) {
      state.append(String.join(", ", entries));
    }

    @Override
    protected Formatter newInstance() {
      return new PlainText();
    }
  }
}
