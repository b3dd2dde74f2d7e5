package dev.odyssey.detection.policy;

import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was promised how, per offering: the defaults, and what single offerings do otherwise. What a
 * file leaves out keeps its built-in value.
 *
 * <pre>
 * defaults: {arrivalGrace: PT10M}
 * offerings:
 *   tv-mount: {expectedDuration: PT1H}
 * </pre>
 */
public final class Policies implements Serializable {

  private static final long serialVersionUID = 1;

  private static final String KIND = "Policies file";

  private final Policy defaults;
  private final HashMap<String, Policy> offerings;

  private Policies(Policy defaults, HashMap<String, Policy> offerings) {
    this.defaults = defaults;
    this.offerings = offerings;
  }

  /** The built-in values for every offering. */
  public static Policies builtIn() {
    return new Policies(Policy.builtIn(), new HashMap<>());
  }

  /**
   * Reads a policies file.
   *
   * @throws IllegalArgumentException naming the file, and the key and the value that are wrong
   */
  public static Policies load(Path file) {
    return StrictYaml.load(KIND, file, Policies::parse);
  }

  /**
   * Reads policies from YAML.
   *
   * @param source what to call the text in an error
   * @throws IllegalArgumentException naming the source, and the key and the value that are wrong
   */
  public static Policies parse(String source, String yaml) {
    return new Reader(new StrictYaml(KIND, source)).read(yaml);
  }

  /** What holds for contacts, and for offerings that have nothing of their own. */
  public Policy defaults() {
    return defaults;
  }

  /** What holds for an offering. */
  public Policy of(String offeringId) {
    return offerings.isEmpty() ? defaults : offerings.getOrDefault(offeringId, defaults);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policies policies
        && defaults.equals(policies.defaults)
        && offerings.equals(policies.offerings);
  }

  @Override
  public int hashCode() {
    return defaults.hashCode() * 31 + offerings.hashCode();
  }

  /** All values as they are written; the same text for the same values. */
  @Override
  public String toString() {
    return "defaults=" + defaults + ", offerings=" + new TreeMap<>(offerings);
  }

  private record Reader(StrictYaml file) {

    Policies read(String yaml) {
      Map<?, ?> top = file.readMerging(yaml);
      for (Object key : top.keySet()) {
        if (!"defaults".equals(key) && !"offerings".equals(key)) {
          throw file.wrong(key, top.get(key), "expected defaults or offerings");
        }
      }
      Policy defaults = Policy.builtIn().with(settings("defaults", top.get("defaults")));
      HashMap<String, Policy> offerings = new HashMap<>();
      if (top.get("offerings") != null) {
        file.map("offerings", top.get("offerings"))
            .forEach(
                (offering, settings) ->
                    offerings.put(
                        String.valueOf(offering),
                        defaults.with(settings("offerings." + offering, settings))));
      }
      return new Policies(defaults, offerings);
    }

    private Map<Setting, String> settings(String where, Object node) {
      Map<Setting, String> settings = new EnumMap<>(Setting.class);
      if (node == null) {
        return settings;
      }
      file.map(where, node)
          .forEach(
              (key, value) -> {
                Setting setting = Setting.of(String.valueOf(key));
                if (setting == null) {
                  throw file.wrong(where + "." + key, value, "no such setting");
                }
                try {
                  setting.parse(String.valueOf(value));
                  settings.put(setting, String.valueOf(value));
                } catch (IllegalArgumentException e) {
                  throw file.wrong(where + "." + key, value, e.getMessage(), e);
                }
              });
      return settings;
    }
  }
}
