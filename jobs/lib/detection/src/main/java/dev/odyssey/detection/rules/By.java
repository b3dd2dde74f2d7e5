package dev.odyssey.detection.rules;

import dev.odyssey.codec.Instants;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.policy.Span;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A due time that is a time of the anchor plus or minus a duration of the policies. It is NONE
 * where it is not after the anchor.
 *
 * @param base the time of the anchor
 * @param sign 1 or -1
 * @param setting the duration; in working time where the policies say so
 */
public record By<H extends History<?>>(Base base, int sign, Setting setting) implements Due<H> {

  /** A due time of weeks passes over many nights: the first ones show how it came about. */
  private static final int MOST_SPANS = 10;

  /** The times of an anchor that a due time can be counted from. */
  public enum Base {
    OCCURRED_AT("occurredAt"),
    WINDOW_START("windowStart"),
    WINDOW_END("windowEnd");

    private final String key;

    Base(String key) {
      this.key = key;
    }

    /** Its name in files of rules. */
    public String key() {
      return key;
    }
  }

  /** A duration after the anchor. */
  public static <H extends History<?>> By<H> after(Setting setting) {
    return new By<>(Base.OCCURRED_AT, 1, setting);
  }

  /** A duration after the end of the promised window. */
  public static <H extends History<?>> By<H> afterWindowEnd(Setting setting) {
    return new By<>(Base.WINDOW_END, 1, setting);
  }

  /** A duration before the end of the promised window. */
  public static <H extends History<?>> By<H> beforeWindowEnd(Setting setting) {
    return new By<>(Base.WINDOW_END, -1, setting);
  }

  @Override
  public long at(H history, int anchor) {
    Policy policy = history.policy(anchor);
    long from = history.time(base, anchor);
    long due =
        sign > 0
            ? policy.due(setting, from, history.timeZone(anchor))
            : from - policy.millis(setting);
    return due > history.at(anchor) || (sign > 0 && base == Base.OCCURRED_AT) ? due : NONE;
  }

  @Override
  public String derivation(H history, int anchor) {
    Policy policy = history.policy(anchor);
    long from = history.time(base, anchor);
    String event = base == Base.OCCURRED_AT ? "the " + history.event(anchor).typeName() : base.key;
    return event
        + " "
        + Instants.format(from)
        + (sign > 0 ? " + " : " - ")
        + setting.key()
        + " "
        + policy.written(setting)
        + (sign > 0 ? passedOver(policy, setting, from, history.timeZone(anchor)) : "");
  }

  /** The spans of closed time that a due time passed over, in words; empty for none. */
  public static String passedOver(Policy policy, Setting setting, long from, String timeZone) {
    List<Span> spans = policy.closedSpans(setting, from, timeZone);
    return spans.isEmpty()
        ? ""
        : spans.stream()
            .limit(MOST_SPANS)
            .map(span -> Instants.format(span.start()) + "/" + Instants.format(span.end()))
            .collect(
                Collectors.joining(", ", ", closed ", spans.size() > MOST_SPANS ? ", ..." : ""));
  }

  @Override
  public Setting[] settings() {
    return new Setting[] {setting};
  }
}
