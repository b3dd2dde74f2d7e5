package dev.odyssey.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A Flink configuration: a YAML template with its placeholders filled in and, where asked, values
 * put over it. Keys are flat, as Flink's documentation names them.
 */
public final class FlinkConfiguration {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private final Map<String, Object> values = new TreeMap<>();

  /**
   * Fills in a template.
   *
   * @param template YAML, nested or flat, with placeholders {@code ${name}} outside its comments
   * @param names what the placeholders stand for
   * @param overrides flat keys that win over the template's
   * @throws IllegalArgumentException if a placeholder has no meaning
   */
  public FlinkConfiguration(
      String template, Map<String, String> names, Map<String, String> overrides) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    flatten("", new Yaml(new SafeConstructor(strict)).load(template), names);
    values.putAll(overrides);
  }

  private void flatten(String prefix, Object node, Map<String, String> names) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, names));
    } else if (node instanceof String text) {
      values.put(prefix, fillIn(prefix, text, names));
    } else {
      values.put(prefix, node);
    }
  }

  private static String fillIn(String key, String text, Map<String, String> names) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String value = names.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "%s: nothing is known to fill in for %s, only for %s"
                        .formatted(key, match.group(), names.keySet()));
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** The options that every JVM of the cluster is started with. */
  public List<String> jvmOptions() {
    return jvmOptions("all");
  }

  /** The options of a JVM of one kind ({@code jobmanager}, {@code taskmanager}) beside those. */
  public List<String> jvmOptions(String kind) {
    String options = String.valueOf(values.getOrDefault("env.java.opts." + kind, "")).strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  /** The configuration as Flink's {@code config.yaml}. */
  public String toYaml() {
    DumperOptions lines = new DumperOptions();
    lines.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    lines.setWidth(Integer.MAX_VALUE);
    return new Yaml(lines).dump(values);
  }
}
