package dev.odyssey.streaming.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a settings file of values by name, in which every scalar is a text and no key comes twice:
 * a version 2025-03 is no date, an offering 007 no number, a time 21:00 no count of minutes. What
 * is wrong is refused with the file, the key and the value.
 *
 * @param kind what file it is, as an error begins: {@code Policies file}
 * @param source what to call the text in an error: mostly the path
 */
public record StrictYaml(String kind, String source) {

  private static final int MOST_NODES = 1_000_000;
  private static final int MOST_LEVELS = 100;

  /**
   * Reads a file and what it says.
   *
   * @param parse takes what to call the text in an error, and the text
   * @throws IllegalArgumentException if the file cannot be read
   */
  public static <T> T load(String kind, Path file, BiFunction<String, String, T> parse) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(kind + " " + file + " cannot be read: " + e, e);
    }
    return parse.apply(file.toString(), text);
  }

  /**
   * The values of a text by name.
   *
   * @throws IllegalArgumentException if it is empty, no YAML, or something else than values by name
   */
  public Map<?, ?> read(String yaml) {
    return read(yaml, new AsWritten());
  }

  /** As {@link #read}, of a text in which {@code <<} takes in the values of another mapping. */
  public Map<?, ?> readMerging(String yaml) {
    return read(yaml, new MergingAsWritten());
  }

  private Map<?, ?> read(String yaml, Resolver resolver) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    Object root;
    try {
      root =
          new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, resolver)
              .load(new StringReader(yaml));
    } catch (YAMLException e) {
      throw new IllegalArgumentException(
          kind + " " + source + " is not YAML: " + e.getMessage(), e);
    }
    if (root == null) {
      throw new IllegalArgumentException(kind + " " + source + " is empty");
    }
    if (count(root, 0, 0) > MOST_NODES) {
      throw new IllegalArgumentException(
          "%s %s has more than %d values or is nested deeper than %d: does it contain itself?"
              .formatted(kind, source, MOST_NODES, MOST_LEVELS));
    }
    return map("the file", root);
  }

  /**
   * How many values there are, aliases followed; more than the most if there are too many or they
   * are nested too deep, so that nobody who walks through them comes to no end.
   */
  private static int count(Object node, int level, int before) {
    int count = level > MOST_LEVELS ? MOST_NODES + 1 : before + 1;
    Iterable<?> children =
        node instanceof Map<?, ?> map
            ? map.values()
            : node instanceof Iterable<?> list ? list : List.of();
    for (Object child : children) {
      if (count > MOST_NODES) {
        break;
      }
      count = count(child, level + 1, count);
    }
    return count;
  }

  /** A node that must be values by name, perhaps none. */
  public Map<?, ?> map(Object key, Object node) {
    if (node instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(key, node, "expected values by name");
  }

  /** A node that must be values by name, at least one. */
  public Map<?, ?> filledMap(Object key, Object node) {
    Map<?, ?> map = map(key, node);
    if (map.isEmpty()) {
      throw wrong(key, node, "expected values by name");
    }
    return map;
  }

  /** To throw where a value is wrong. */
  public IllegalArgumentException wrong(Object key, Object value, String why) {
    return wrong(key, value, why, null);
  }

  /** To throw where a value turned out wrong by another exception. */
  public IllegalArgumentException wrong(Object key, Object value, String why, Throwable cause) {
    return new IllegalArgumentException(
        kind + " " + source + ", key " + key + ", value " + value + ": " + why, cause);
  }

  private static class AsWritten extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  private static final class MergingAsWritten extends AsWritten {
    @Override
    protected void addImplicitResolvers() {
      super.addImplicitResolvers();
      addImplicitResolver(Tag.MERGE, MERGE, "<");
    }
  }
}
