package dev.odyssey.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.odyssey.codec.Instants;
import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.custom.RuleReader;
import dev.odyssey.detection.documents.DocumentKey;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Version;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A file of rules, or of one version of the policies, as it is written by hand. What is wrong in it
 * is named with the line.
 */
final class RuleFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WRONG =
      Pattern.compile(
          "(?:, rule (?<code>[^, ]+))?(?:, key (?<key>[^,]+))?, value .*", Pattern.DOTALL);
  private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|[^.\\[]+");

  /**
   * What is published of it.
   *
   * @param json the document
   */
  record Publication(DocumentKey key, String json) {}

  private final Path path;
  private final String text;

  private RuleFile(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static RuleFile read(Path path) {
    try {
      return new RuleFile(path, Files.readString(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " cannot be read: " + e, e);
    }
  }

  /** Whether it is a version of the policies. */
  boolean isOfPolicies() {
    return !root().containsKey("rules");
  }

  private Map<?, ?> root() {
    return new StrictYaml("Rules file", path.toString()).read(text);
  }

  /**
   * The rules of the file, checked.
   *
   * @throws IllegalArgumentException naming line, code, key and value that are wrong
   */
  List<CustomRule> rules(
      Policies policies, Duration retention, java.util.function.Consumer<String> warnings) {
    try {
      return new RuleReader(path.toString(), policies, retention, warnings).file(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(withLine(e.getMessage()), e);
    }
  }

  /**
   * The documents of the file, one for each version.
   *
   * @param from from when versions hold that do not say so; null if each must say it
   * @param mode live or shadow; null for what the file says
   * @throws IllegalArgumentException naming what is wrong
   */
  List<Publication> publications(Instant from, String mode) {
    List<Publication> publications = new ArrayList<>();
    if (isOfPolicies()) {
      publications.add(publication(DocumentKey.POLICIES, root(), from, mode));
      return publications;
    }
    ((Map<?, ?>) root().get("rules"))
        .forEach(
            (code, versions) -> {
              for (Object version : versions instanceof List<?> list ? list : List.of(versions)) {
                publications.add(
                    publication(String.valueOf(code), (Map<?, ?>) version, from, mode));
              }
            });
    return publications;
  }

  /**
   * Checks a version of the policies.
   *
   * @throws IllegalArgumentException naming line, key and value that are wrong
   */
  void checkPolicies(Policies policies, Instant from) {
    Map<String, Object> version = new LinkedHashMap<>();
    root().forEach((key, value) -> version.put(String.valueOf(key), value));
    version.remove("mode");
    if (from != null) {
      version.putIfAbsent("from", from.toString());
    }
    try {
      policies.replacing(Version.of(path.toString(), version));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(withLine(e.getMessage()), e);
    }
  }

  /** One more document of a rule, or of policies: from an instant on, and live or in the shadow. */
  static Publication publication(String name, Map<?, ?> said, Instant from, String mode) {
    Map<String, Object> document = new LinkedHashMap<>();
    said.forEach((key, value) -> document.put(String.valueOf(key), value));
    Object saidFrom = document.get("from");
    if (saidFrom == null && from == null) {
      throw new IllegalArgumentException(
          name + " does not say from when it holds: give from in the file, or --from INSTANT");
    }
    long instant = (saidFrom == null ? from : Instant.parse(saidFrom.toString())).toEpochMilli();
    document.put("from", Instants.format(instant));
    if (mode != null) {
      document.put("mode", mode);
    }
    try {
      return new Publication(new DocumentKey(name, instant), JSON.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message with the line of what it is about. */
  private String withLine(String message) {
    Matcher wrong = WRONG.matcher(message);
    if (!wrong.find()) {
      return message;
    }
    try {
      LoaderOptions options = new LoaderOptions();
      Node root = new Yaml(options).compose(new StringReader(text));
      List<String> way = new ArrayList<>();
      if (wrong.group("code") != null) {
        way.add("rules");
        way.add(wrong.group("code"));
      }
      if (wrong.group("key") != null) {
        Matcher steps = STEP.matcher(wrong.group("key"));
        while (steps.find()) {
          way.add(steps.group(1) == null ? steps.group() : steps.group(1));
        }
      }
      return "line " + (line(root, way) + 1) + ": " + message;
    } catch (YAMLException e) {
      return message;
    }
  }

  /** The line, from 0, of the node that is furthest on the way. */
  private static int line(Node node, List<String> way) {
    int line = node.getStartMark().getLine();
    if (way.isEmpty()) {
      return line;
    }
    List<String> rest = way.subList(1, way.size());
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(way.get(0))) {
          return Math.max(
              key.getStartMark().getLine(),
              rest.isEmpty() ? key.getStartMark().getLine() : line(entry.getValueNode(), rest));
        }
      }
    } else if (node instanceof SequenceNode sequence && way.get(0).matches("\\d+")) {
      int index = Integer.parseInt(way.get(0));
      if (index < sequence.getValue().size()) {
        return line(sequence.getValue().get(index), rest);
      }
    }
    return line;
  }
}
