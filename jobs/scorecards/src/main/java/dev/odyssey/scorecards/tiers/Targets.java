package dev.odyssey.scorecards.tiers;

import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.Metric.Kind;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.Target;
import dev.odyssey.scorecards.Target.Direction;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  private static final String KIND = "Targets file";
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
    return StrictYaml.load(KIND, file, Targets::parse);
  }

  /**
   * Reads targets from YAML.
   *
   * @param source what to call the text in an error
   * @throws IllegalArgumentException naming the source, and the key and the value that are wrong
   */
  public static Targets parse(String source, String yaml) {
    return new Reader(new StrictYaml(KIND, source)).read(yaml);
  }

  private record Reader(StrictYaml file) {

    private static final String A_COUNT = "expected a count of 1 or more";
    private static final int MOST_STARS = 5;

    Targets read(String yaml) {
      String version = null;
      int sampleSize = SAMPLE_SIZE;
      List<Target> targets = List.of();
      Map<?, ?> all = file.filledMap("the file", file.read(yaml));
      for (Map.Entry<?, ?> entry : all.entrySet()) {
        switch (String.valueOf(entry.getKey())) {
          case "version" -> version = version(entry.getValue());
          case "sampleSize" -> sampleSize = sampleSize(entry.getValue());
          case "targets" -> targets = targets(entry.getValue());
          default ->
              throw file.wrong(
                  entry.getKey(), entry.getValue(), "no version, sampleSize or targets");
        }
      }
      if (version == null) {
        throw file.wrong("version", null, "decisions must name the targets that they were made by");
      }
      if (targets.stream().noneMatch(target -> target.metric() == INDISPENSABLE)) {
        throw file.wrong("targets", targets, "a target of " + INDISPENSABLE.key() + " is missing");
      }
      return new Targets(version, sampleSize, targets);
    }

    private String version(Object value) {
      if (value instanceof String version && !version.isBlank()) {
        return version;
      }
      throw file.wrong("version", value, "expected a text");
    }

    private int sampleSize(Object value) {
      try {
        int size = Integer.parseInt(String.valueOf(value));
        if (size >= 1) {
          return size;
        }
      } catch (NumberFormatException e) {
        throw file.wrong("sampleSize", value, A_COUNT, e);
      }
      throw file.wrong("sampleSize", value, A_COUNT);
    }

    private List<Target> targets(Object node) {
      List<Target> targets = new ArrayList<>();
      file.filledMap("targets", node).forEach((key, value) -> targets.add(target(key, value)));
      return targets;
    }

    private Target target(Object key, Object node) {
      String where = "targets." + key;
      Metric metric;
      try {
        metric = Metric.of(String.valueOf(key));
      } catch (IllegalArgumentException e) {
        throw file.wrong(where, node, e.getMessage(), e);
      }
      boolean rated = metric.kind() == Kind.PROPORTION || metric == Metric.STAR_RATING;
      if (metric.scorecard() != Scorecard.ORDER || !rated) {
        throw file.wrong(where, node, "no target can be set for it");
      }
      Map<?, ?> bounds = file.filledMap(where, node);
      if (bounds.size() != 1) {
        throw file.wrong(where, node, "expected atLeast or atMost, one of them");
      }
      Map.Entry<?, ?> bound = bounds.entrySet().iterator().next();
      Direction direction =
          switch (String.valueOf(bound.getKey())) {
            case "atLeast" -> Direction.AT_LEAST;
            case "atMost" -> Direction.AT_MOST;
            default ->
                throw file.wrong(
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
        throw file.wrong(where, value, expected, e);
      }
      throw file.wrong(where, value, expected);
    }
  }
}
