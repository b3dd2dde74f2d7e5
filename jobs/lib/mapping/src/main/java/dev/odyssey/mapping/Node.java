package dev.odyssey.mapping;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a mapping file: a value, where it stands, and how to complain about it. Every scalar
 * is a text as written. No key comes twice; {@code <<} takes in the keys of another mapping.
 */
final class Node {

  private static final String MERGE = "<<";

  private final String file;
  private final String key;
  private final org.yaml.snakeyaml.nodes.Node yaml;

  private Node(String file, String key, org.yaml.snakeyaml.nodes.Node yaml) {
    this.file = file;
    this.key = key;
    this.yaml = yaml;
  }

  /**
   * The root of a file.
   *
   * @throws MappingException if the text is empty or no YAML
   */
  static Node parse(String file, String text) {
    org.yaml.snakeyaml.nodes.Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (YAMLException e) {
      throw new MappingException("Mapping " + file + " is not YAML: " + e.getMessage(), e);
    }
    if (root == null) {
      throw new MappingException("Mapping " + file + " is empty");
    }
    return new Node(file, "", root);
  }

  /** What to throw when this value is wrong: it names file, line, key and value. */
  MappingException wrong(String why) {
    return new MappingException(
        "Mapping "
            + file
            + ", line "
            + (yaml.getStartMark().getLine() + 1)
            + (key.isEmpty() ? "" : ", " + key)
            + (isScalar() ? ", value '" + text() + "'" : "")
            + ": "
            + why);
  }

  /** What {@code parse} makes of the text, or an error that quotes why it could not. */
  <T> T as(Function<String, T> parse, String expected) {
    try {
      return parse.apply(text());
    } catch (RuntimeException e) {
      throw wrong("expected " + expected + " (" + e.getMessage() + ")");
    }
  }

  boolean isMap() {
    return yaml instanceof MappingNode;
  }

  boolean isList() {
    return yaml instanceof SequenceNode;
  }

  boolean isScalar() {
    return yaml instanceof ScalarNode;
  }

  /** Whether this is {@code null} or {@code ~} or nothing, without quotes. */
  boolean isNull() {
    return isScalar() && yaml.getTag().equals(Tag.NULL);
  }

  /** Whether this is written without quotes. */
  boolean isPlain() {
    return yaml instanceof ScalarNode scalar && scalar.isPlain();
  }

  String text() {
    if (yaml instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong("expected a text");
  }

  boolean isText(String text) {
    return isScalar() && text().equals(text);
  }

  boolean bool() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("expected true or false");
    };
  }

  /** The elements; a single value counts as a list of one. */
  List<Node> elements() {
    List<Node> elements = new ArrayList<>();
    if (yaml instanceof SequenceNode sequence) {
      for (org.yaml.snakeyaml.nodes.Node element : sequence.getValue()) {
        elements.add(new Node(file, key + "[" + elements.size() + "]", element));
      }
    } else {
      elements.add(this);
    }
    return elements;
  }

  /** The texts of the elements. */
  List<String> texts() {
    return elements().stream().map(Node::text).toList();
  }

  /** The values by key, in the order of the file. */
  Map<String, Node> entries() {
    if (!(yaml instanceof MappingNode map)) {
      throw wrong("expected values by name");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Node> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw wrong("a key must be a text");
      }
      Node value =
          new Node(
              file,
              key.isEmpty() ? name.getValue() : key + "." + name.getValue(),
              tuple.getValueNode());
      if (name.getValue().equals(MERGE)) {
        for (Node element : value.elements()) {
          element.entries().forEach(merged::putIfAbsent);
        }
      } else if (entries.put(name.getValue(), value) != null) {
        throw value.wrong("the key comes twice");
      }
    }
    merged.forEach(entries::putIfAbsent);
    return entries;
  }

  /**
   * The values by key, of which none may have another name.
   *
   * @throws MappingException naming the unknown key and those that are known
   */
  Map<String, Node> entries(Collection<String> known) {
    Map<String, Node> entries = entries();
    entries.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw value.wrong("unknown key; known are " + String.join(", ", known));
          }
        });
    return entries;
  }

  String file() {
    return file;
  }
}
