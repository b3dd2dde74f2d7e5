package dev.odyssey.detection.rules;

import dev.odyssey.codec.Instants;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;

/**
 * A due time that is a time of the anchor plus or minus a duration of the policies. It is NONE
 * where it is not after the anchor.
 *
 * @param base the time of the anchor
 * @param sign 1 or -1
 * @param setting the duration; in working time where the policies say so
 */
public record By<H extends History<?>>(Base base, int sign, Setting setting) implements Due<H> {

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
        + (sign > 0 ? policy.passedOver(setting, from, history.timeZone(anchor)) : "");
  }

  @Override
  public Setting[] settings() {
    return new Setting[] {setting};
  }
}
