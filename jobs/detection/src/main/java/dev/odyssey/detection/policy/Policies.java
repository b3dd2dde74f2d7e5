package dev.odyssey.detection.policy;

import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

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
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("Policies file " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads policies from YAML.
   *
   * @param source what to call the text in an error
   * @throws IllegalArgumentException naming the source, and the key and the value that are wrong
   */
  public static Policies parse(String source, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    Object root;
    try {
      root =
          new Yaml(
                  new SafeConstructor(options),
                  new Representer(unused),
                  unused,
                  options,
                  new AsWritten())
              .load(new StringReader(yaml));
    } catch (YAMLException e) {
      throw new IllegalArgumentException(
          "Policies file " + source + " is not YAML: " + e.getMessage(), e);
    }
    return new Reader(source).read(root);
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

  @Override
  public String toString() {
    return "defaults=" + defaults + ", offerings=" + offerings;
  }

  /** Takes every scalar as text: an offering called 007 or no is neither a number nor a truth. */
  private static final class AsWritten extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.NULL, EMPTY, null);
      addImplicitResolver(Tag.MERGE, MERGE, "<");
    }
  }

  private record Reader(String source) {

    Policies read(Object root) {
      if (root == null) {
        throw new IllegalArgumentException("Policies file " + source + " is empty");
      }
      Map<?, ?> top = map("the file", root);
      for (Object key : top.keySet()) {
        if (!"defaults".equals(key) && !"offerings".equals(key)) {
          throw wrong(String.valueOf(key), top.get(key), "expected defaults or offerings");
        }
      }
      Policy defaults = Policy.builtIn().with(settings("defaults", top.get("defaults")));
      HashMap<String, Policy> offerings = new HashMap<>();
      if (top.get("offerings") != null) {
        map("offerings", top.get("offerings"))
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
      map(where, node)
          .forEach(
              (key, value) -> {
                Setting setting = Setting.of(String.valueOf(key));
                if (setting == null) {
                  throw wrong(where + "." + key, value, "no such setting");
                }
                try {
                  setting.parse(String.valueOf(value));
                  settings.put(setting, String.valueOf(value));
                } catch (IllegalArgumentException e) {
                  throw wrong(where + "." + key, value, e.getMessage());
                }
              });
      return settings;
    }

    private Map<?, ?> map(String where, Object node) {
      if (node instanceof Map<?, ?> map) {
        return map;
      }
      throw wrong(where, node, "expected settings by name");
    }

    private IllegalArgumentException wrong(String key, Object value, String why) {
      return new IllegalArgumentException(
          "Policies file " + source + ", key " + key + ", value " + value + ": " + why);
    }
  }
}
