package dev.odyssey.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The list of Kafka topics, {@code schemas/topics.yaml}. It is read strictly: an unknown key, a
 * missing one or a bad value is refused with the file, the topic, the key and the value.
 */
public final class Topics {

  private static final String BUNDLED = "topics.yaml";
  private static final Set<String> KEYS =
      Set.of(
          "description",
          "partitions",
          "cleanup",
          "retention",
          "compactionLag",
          "key",
          "value",
          "settings");

  private final Map<String, Topic> byName;

  private Topics(List<Topic> topics) {
    Map<String, Topic> named = new LinkedHashMap<>();
    topics.forEach(topic -> named.put(topic.name(), topic));
    byName = Collections.unmodifiableMap(named);
  }

  /** What becomes of old records. */
  public enum Cleanup {
    DELETE,
    COMPACT
  }

  /**
   * One topic.
   *
   * @param kept with DELETE how long a record stays; with COMPACT how long every record stays
   *     before only the last of its key does
   * @param key how keys are encoded, for people
   * @param value how values are encoded, for people
   * @param settings further topic settings, by Kafka's names
   */
  public record Topic(
      String name,
      String description,
      int partitions,
      Cleanup cleanup,
      Duration kept,
      String key,
      String value,
      Map<String, String> settings) {

    /** All of the topic's settings by Kafka's names, as a creation request takes them. */
    public Map<String, String> config() {
      Map<String, String> config = new TreeMap<>(settings);
      config.put("cleanup.policy", cleanup.name().toLowerCase(Locale.ROOT));
      String kept =
          switch (cleanup) {
            case DELETE -> "retention.ms";
            case COMPACT -> "min.compaction.lag.ms";
          };
      config.put(kept, Long.toString(this.kept.toMillis()));
      return config;
    }
  }

  /**
   * The project's own list, as it was when the project was built.
   *
   * @throws IllegalArgumentException if the list is not well-formed
   */
  public static Topics bundled() {
    try (InputStream in = Topics.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException(BUNDLED + " is missing beside " + Topics.class.getName());
      }
      return parse(BUNDLED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a list of topics.
   *
   * @throws IllegalArgumentException naming file, topic, key and value of what is wrong
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Topics read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Topics parse(String file, String yaml) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Object document;
    try {
      document = new Yaml(new SafeConstructor(strict)).load(yaml);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(file + ": not YAML: " + e.getMessage(), e);
    }
    Fields root = new Fields(file, document);
    root.refuseOthers(Set.of("topics"));
    Map<String, Object> topics = new Fields(file + ": topics", root.required("topics")).values;
    if (topics.isEmpty()) {
      throw new IllegalArgumentException(file + ": topics: there is none");
    }
    List<Topic> list = new ArrayList<>();
    topics.forEach((name, fields) -> list.add(topic(file, name, fields)));
    return new Topics(list);
  }

  private static Topic topic(String file, String name, Object value) {
    String where = file + ": topics." + name;
    if (!name.matches("[a-z0-9]+([-_][a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          where + ": a topic's name is lower-case words joined by hyphens or underscores: " + name);
    }
    Fields fields = new Fields(where, value);
    fields.refuseOthers(KEYS);
    Cleanup cleanup = fields.cleanup();
    fields.refuse(cleanup == Cleanup.DELETE ? "compactionLag" : "retention", cleanup);
    return new Topic(
        name,
        fields.text("description"),
        fields.positive("partitions"),
        cleanup,
        fields.duration(cleanup == Cleanup.DELETE ? "retention" : "compactionLag"),
        fields.text("key"),
        fields.text("value"),
        fields.settings());
  }

  /** All topics, in the order of the file. */
  public List<Topic> all() {
    return List.copyOf(byName.values());
  }

  /** The topic of that name, if it is one of the list. */
  public Optional<Topic> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** One mapping of the file, and where it stands there. */
  private static final class Fields {
    private final String where;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Fields(String where, Object value) {
      this.where = where;
      if (!(value instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(where + ": not a mapping: " + value);
      }
      map.forEach((key, field) -> values.put(String.valueOf(key), field));
    }

    void refuseOthers(Set<String> known) {
      for (Map.Entry<String, Object> field : values.entrySet()) {
        if (!known.contains(field.getKey())) {
          throw wrong(field.getKey(), "unknown key, known are " + known.stream().sorted().toList());
        }
      }
    }

    void refuse(String key, Cleanup cleanup) {
      if (values.containsKey(key)) {
        throw wrong(key, "means nothing with cleanup " + cleanup.name().toLowerCase(Locale.ROOT));
      }
    }

    Object required(String key) {
      Object value = values.get(key);
      if (value == null) {
        throw new IllegalArgumentException(where + ": " + key + " is missing");
      }
      return value;
    }

    String text(String key) {
      if (!(required(key) instanceof String text) || text.isBlank()) {
        throw wrong(key, "not a text");
      }
      return text;
    }

    int positive(String key) {
      if (!(required(key) instanceof Integer number) || number < 1) {
        throw wrong(key, "not a positive integer");
      }
      return number;
    }

    Duration duration(String key) {
      Duration duration;
      try {
        duration = Duration.parse(required(key).toString());
      } catch (DateTimeParseException e) {
        throw wrong(key, "not an ISO-8601 duration");
      }
      if (duration.isNegative() || duration.isZero()) {
        throw wrong(key, "not a positive duration");
      }
      return duration;
    }

    Cleanup cleanup() {
      String text = text("cleanup");
      return Arrays.stream(Cleanup.values())
          .filter(cleanup -> cleanup.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst()
          .orElseThrow(() -> wrong("cleanup", "neither delete nor compact"));
    }

    Map<String, String> settings() {
      if (!values.containsKey("settings")) {
        return Map.of();
      }
      Map<String, String> settings = new TreeMap<>();
      Fields fields = new Fields(where + ".settings", values.get("settings"));
      for (String key : fields.values.keySet()) {
        settings.put(key, fields.required(key).toString());
      }
      return Collections.unmodifiableMap(settings);
    }

    private IllegalArgumentException wrong(String key, String reason) {
      return new IllegalArgumentException(
          where + ": " + key + ": " + reason + ": " + values.get(key));
    }
  }
}
