package dev.odyssey.detection.policy;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of every {@link Setting} for one offering. */
public final class Policy implements Serializable {

  private static final long serialVersionUID = 1;

  private final String[] written;
  private final long[] values;

  private Policy(String[] written, long[] values) {
    this.written = written;
    this.values = values;
  }

  static Policy builtIn() {
    int settings = Setting.values().length;
    Policy none = new Policy(new String[settings], new long[settings]);
    Map<Setting, String> builtIn = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      builtIn.put(setting, setting.builtIn());
    }
    return none.with(builtIn);
  }

  /** This policy but for some values, given as they are written and known to be right. */
  Policy with(Map<Setting, String> overrides) {
    String[] newWritten = written.clone();
    long[] newValues = values.clone();
    overrides.forEach(
        (setting, value) -> {
          newWritten[setting.ordinal()] = value;
          newValues[setting.ordinal()] = setting.parse(value);
        });
    return new Policy(newWritten, newValues);
  }

  /** A duration in milliseconds. */
  public long millis(Setting setting) {
    return values[setting.ordinal()];
  }

  public int count(Setting setting) {
    return (int) values[setting.ordinal()];
  }

  /** A value as it is written in a policies file. */
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Policy policy && Arrays.equals(values, policy.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return written(Setting.values()).toString();
  }
}
