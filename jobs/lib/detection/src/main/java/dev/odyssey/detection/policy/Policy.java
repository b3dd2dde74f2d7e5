package dev.odyssey.detection.policy;

import dev.odyssey.detection.policy.Setting.Value;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of every {@link Setting} for one offering, in one version. Immutable. */
public final class Policy implements Serializable {

  private static final long serialVersionUID = 2;

  /** The instant from which the version holds, or null for the policies before the first one. */
  private final Instant version;

  private final String[] written;
  private final long[] values;

  /** By setting the calendar in which the duration runs, or null. */
  private final Calendar[] calendars;

  private final Set<String> exemptReasons;
  private final Set<String> exemptChannels;
  private final Set<String> off;

  private Policy(Instant version, Policy base, Map<Setting, Value> set, Map<String, Calendar> in) {
    int settings = Setting.values().length;
    this.version = version;
    this.written = base == null ? new String[settings] : base.written.clone();
    this.values = base == null ? new long[settings] : base.values.clone();
    this.calendars = base == null ? new Calendar[settings] : base.calendars.clone();
    set.forEach(
        (setting, value) -> {
          int index = setting.ordinal();
          written[index] = value.written();
          values[index] = value.number();
          calendars[index] = value.calendar() == null ? null : in.get(value.calendar());
        });
    this.exemptReasons =
        texts(set.get(Setting.EXEMPT_REASONS), base == null ? null : base.exemptReasons);
    this.exemptChannels =
        texts(set.get(Setting.EXEMPT_CHANNELS), base == null ? null : base.exemptChannels);
    this.off = texts(set.get(Setting.OFF), base == null ? null : base.off);
  }

  private static Set<String> texts(Value value, Set<String> inherited) {
    return value == null ? inherited : Set.copyOf(value.texts());
  }

  /** The built-in values, in force from an instant on, or from the beginning where it is null. */
  static Policy builtIn(Instant version) {
    Map<Setting, Value> builtIn = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      builtIn.put(setting, setting.builtInValue());
    }
    return new Policy(version, null, builtIn, Map.of());
  }

  /** This policy with some values replaced, whose calendars are all among the given ones. */
  Policy with(Map<Setting, Value> overrides, Map<String, Calendar> calendarsByName) {
    return new Policy(version, this, overrides, calendarsByName);
  }

  /** The {@code from} of the version; empty for the policies that hold before the first version. */
  public Optional<Instant> version() {
    return Optional.ofNullable(version);
  }

  /** A duration in milliseconds; of working time, how long the calendar must be open. */
  public long millis(Setting setting) {
    return values[setting.ordinal()];
  }

  /** A count. */
  public int count(Setting setting) {
    return (int) values[setting.ordinal()];
  }

  /** Whether defects of this code are not raised. */
  public boolean isOff(String code) {
    return off.contains(code);
  }

  /** Whether contacts with this reason are exempt; a contact without one is not. */
  public boolean exemptsReason(String reason) {
    return reason != null && exemptReasons.contains(reason);
  }

  /** Whether contacts on this channel, by its name, are exempt; a contact without one is not. */
  public boolean exemptsChannel(String channel) {
    return channel != null && exemptChannels.contains(channel);
  }

  /**
   * The anchor plus the duration of a setting: in working time, the earliest instant at or after
   * the anchor by which the calendar has been open for that long since the anchor.
   *
   * @param anchor milliseconds since the epoch
   * @param timeZone the anchor's time zone, for a calendar with {@code zone: event}; else unused
   */
  public long due(Setting setting, long anchor, String timeZone) {
    Calendar calendar = calendars[setting.ordinal()];
    return calendar == null
        ? anchor + millis(setting)
        : calendar.add(anchor, millis(setting), timeZone);
  }

  /**
   * The spans between the anchor and {@link #due} in which the calendar was closed, in order; none
   * for a plain duration.
   */
  public List<Span> closedSpans(Setting setting, long anchor, String timeZone) {
    Calendar calendar = calendars[setting.ordinal()];
    return calendar == null
        ? List.of()
        : calendar.closed(anchor, due(setting, anchor, timeZone), timeZone);
  }

  /** The calendar in which the duration of a setting runs, if it is working time. */
  public Optional<Calendar> calendar(Setting setting) {
    return Optional.ofNullable(calendars[setting.ordinal()]);
  }

  /** A value as it is written in a policies file; the texts of a list are in order. */
  public String written(Setting setting) {
    return written[setting.ordinal()];
  }

  /** Some of the values by name, as they are written: what a defect records. */
  public Map<String, String> written(Setting... settings) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (Setting setting : settings) {
      byName.put(setting.key(), written(setting));
    }
    return byName;
  }

  /** Equal policies have the same values in the same version, however they are written. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Policy policy
        && version().equals(policy.version())
        && Arrays.equals(values, policy.values)
        && Arrays.equals(calendars, policy.calendars)
        && exemptReasons.equals(policy.exemptReasons)
        && exemptChannels.equals(policy.exemptChannels)
        && off.equals(policy.off);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values) * 31 + Arrays.hashCode(calendars);
  }

  /** All values as they are written; the same text for the same values. */
  @Override
  public String toString() {
    return Canonical.map(written(Setting.values()));
  }
}
