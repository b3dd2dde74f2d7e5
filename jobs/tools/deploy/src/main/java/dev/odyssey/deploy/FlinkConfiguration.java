package dev.odyssey.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** What Flink calls the file. */
  static final String FILE = "config.yaml";

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

  private FlinkConfiguration(Map<String, ?> values) {
    this.values.putAll(values);
  }

  /**
   * The configuration in a directory, as it is.
   *
   * @throws IllegalArgumentException if there is no {@code config.yaml}
   */
  public static FlinkConfiguration read(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      FlinkConfiguration configuration = new FlinkConfiguration(Map.of());
      configuration.flatten(
          "",
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)),
          null);
      return configuration;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A configuration of flat keys. */
  static FlinkConfiguration of(Map<String, String> values) {
    return new FlinkConfiguration(values);
  }

  /** The value of a flat key. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).map(Object::toString);
  }

  private void flatten(String prefix, Object node, Map<String, String> names) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, names));
    } else if (node instanceof String text) {
      values.put(prefix, names == null ? text : fillIn(prefix, text, names));
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
