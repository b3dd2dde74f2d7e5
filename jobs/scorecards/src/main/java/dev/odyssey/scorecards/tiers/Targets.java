package dev.odyssey.scorecards.tiers;

import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.Metric.Kind;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.Target;
import dev.odyssey.scorecards.Target.Direction;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * What is asked of providers, in a version. A file says all of it; what it leaves out is not asked.
 *
 * <pre>
 * version: 2025-03
 * sampleSize: 20
 * targets:
 *   on_time_arrival: {atLeast: 0.90}
 *   provider_cancel: {atMost: 0.05}
 * </pre>
 *
 * @param version a text that decisions name
 * @param sampleSize the least denominator to judge by
 * @param targets in the order of the file; one of them is of on_time_arrival
 */
public record Targets(String version, int sampleSize, List<Target> targets)
    implements Serializable {

  private static final long serialVersionUID = 1;

  private static final int SAMPLE_SIZE = 20;

  /** Without visits that were on time or not, nothing is known of a provider. */
  static final Metric INDISPENSABLE = Metric.ON_TIME_ARRIVAL;

  public Targets {
    targets = List.copyOf(targets);
  }

  /** The built-in targets. */
  public static Targets builtIn() {
    return new Targets(
        "built-in",
        SAMPLE_SIZE,
        List.of(
            new Target(Metric.ON_TIME_ARRIVAL, Direction.AT_LEAST, 0.90),
            new Target(Metric.PROVIDER_RESCHEDULE, Direction.AT_MOST, 0.10),
            new Target(Metric.PROVIDER_CANCEL, Direction.AT_MOST, 0.05),
            new Target(Metric.APPROVED_CLAIM, Direction.AT_MOST, 0.01),
            new Target(Metric.STAR_RATING, Direction.AT_LEAST, 4.7),
            new Target(Metric.COMPLETION_IN_WINDOW, Direction.AT_LEAST, 0.90)));
  }

  /**
   * Reads a targets file.
   *
   * @throws IllegalArgumentException naming the file, and the key and the value that are wrong
   */
  public static Targets load(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("Targets file " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads targets from YAML.
   *
   * @param source what to call the text in an error
   * @throws IllegalArgumentException naming the source, and the key and the value that are wrong
   */
  public static Targets parse(String source, String yaml) {
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
          "Targets file " + source + " is not YAML: " + e.getMessage(), e);
    }
    return new Reader(source).read(root);
  }

  /** Takes every scalar as text: a version may look like a date or a number. */
  private static final class AsWritten extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  private record Reader(String source) {

    private static final String A_COUNT = "expected a count of 1 or more";
    private static final int MOST_STARS = 5;

    Targets read(Object root) {
      if (root == null) {
        throw new IllegalArgumentException("Targets file " + source + " is empty");
      }
      String version = null;
      int sampleSize = SAMPLE_SIZE;
      List<Target> targets = List.of();
      for (Map.Entry<?, ?> entry : map("the file", root).entrySet()) {
        switch (String.valueOf(entry.getKey())) {
          case "version" -> version = version(entry.getValue());
          case "sampleSize" -> sampleSize = sampleSize(entry.getValue());
          case "targets" -> targets = targets(entry.getValue());
          default ->
              throw wrong(entry.getKey(), entry.getValue(), "no version, sampleSize or targets");
        }
      }
      if (version == null) {
        throw wrong("version", null, "decisions must name the targets that they were made by");
      }
      if (targets.stream().noneMatch(target -> target.metric() == INDISPENSABLE)) {
        throw wrong("targets", targets, "a target of " + INDISPENSABLE.key() + " is missing");
      }
      return new Targets(version, sampleSize, targets);
    }

    private String version(Object value) {
      if (value instanceof String version && !version.isBlank()) {
        return version;
      }
      throw wrong("version", value, "expected a text");
    }

    private int sampleSize(Object value) {
      try {
        int size = Integer.parseInt(String.valueOf(value));
        if (size >= 1) {
          return size;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(message("sampleSize", value, A_COUNT), e);
      }
      throw wrong("sampleSize", value, A_COUNT);
    }

    private List<Target> targets(Object node) {
      List<Target> targets = new ArrayList<>();
      map("targets", node).forEach((key, value) -> targets.add(target(key, value)));
      return targets;
    }

    private Target target(Object key, Object node) {
      String where = "targets." + key;
      Metric metric;
      try {
        metric = Metric.of(String.valueOf(key));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(message(where, node, e.getMessage()), e);
      }
      boolean rated = metric.kind() == Kind.PROPORTION || metric == Metric.STAR_RATING;
      if (metric.scorecard() != Scorecard.ORDER || !rated) {
        throw wrong(where, node, "no target can be set for it");
      }
      Map<?, ?> bounds = map(where, node);
      if (bounds.size() != 1) {
        throw wrong(where, node, "expected atLeast or atMost, one of them");
      }
      Map.Entry<?, ?> bound = bounds.entrySet().iterator().next();
      Direction direction =
          switch (String.valueOf(bound.getKey())) {
            case "atLeast" -> Direction.AT_LEAST;
            case "atMost" -> Direction.AT_MOST;
            default ->
                throw wrong(
                    where + "." + bound.getKey(), bound.getValue(), "expected atLeast or atMost");
          };
      return new Target(
          metric, direction, bound(where + "." + bound.getKey(), bound.getValue(), metric));
    }

    private double bound(String where, Object value, Metric metric) {
      int most = metric.kind() == Kind.PROPORTION ? 1 : MOST_STARS;
      String expected = "expected a number from 0 to " + most;
      try {
        double bound = Double.parseDouble(String.valueOf(value));
        if (bound >= 0 && bound <= most) {
          return bound;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(message(where, value, expected), e);
      }
      throw wrong(where, value, expected);
    }

    private Map<?, ?> map(String where, Object node) {
      if (node instanceof Map<?, ?> map && !map.isEmpty()) {
        return map;
      }
      throw wrong(where, node, "expected values by name");
    }

    private IllegalArgumentException wrong(Object key, Object value, String why) {
      return new IllegalArgumentException(message(key, value, why));
    }

    private String message(Object key, Object value, String why) {
      return "Targets file " + source + ", key " + key + ", value " + value + ": " + why;
    }
  }
}
