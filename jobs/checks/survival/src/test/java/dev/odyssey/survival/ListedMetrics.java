package dev.odyssey.survival;

import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.survival.Plan.Heartbeats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The metrics that {@code flink-conf/prometheus/metrics.yaml} says the jobs tell, and those that
 * alert rules and dashboard ask of Flink itself.
 */
final class ListedMetrics {

  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final Pattern NAME =
      Pattern.compile("\\bflink_(?:jobmanager|taskmanager)_[A-Za-z_]+");

  /** Told where a schema registry is used, and in no run is one. */
  private static final String OF_REGISTRY = "registryRetries";

  private static final Set<String> OF_HEARTBEATS =
      Set.of("pulsesSent", "pulseOutages", "pulseHolding");

  private ListedMetrics() {}

  /**
   * What is listed of these jobs, as {@link ToldMetrics#ofJob}, and what is asked of Flink.
   *
   * @param heartbeats who sends them: jobs that send none have nothing to tell of them
   */
  static Set<String> of(Set<Job> jobs, Heartbeats heartbeats) {
    Set<String> ofJobs = new TreeSet<>();
    Set<String> wanted = new TreeSet<>();
    Path conf = ProjectHome.locate().path().resolve("flink-conf/prometheus");
    Map<String, List<Map<String, Object>>> list =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(read(conf.resolve("metrics.yaml")));
    for (Map<String, Object> metric : list.get("metrics")) {
      String name = OPERATOR + metric.get("exposed");
      ofJobs.add(name);
      if (metric.get("name").equals(OF_REGISTRY)
          || (heartbeats != Heartbeats.OF_JOBS && OF_HEARTBEATS.contains(metric.get("name")))) {
        continue;
      }
      for (Job job : jobs) {
        if (((List<?>) metric.get("jobs")).contains(kind(job))) {
          wanted.add(ToldMetrics.ofJob(job.title(), name));
        }
      }
    }
    Set<String> asked = names(read(conf.resolve("rules.yml")));
    asked.addAll(names(read(conf.resolveSibling("grafana").resolve("odyssey.json"))));
    asked.removeAll(ofJobs);
    wanted.addAll(asked);
    return wanted;
  }

  private static String kind(Job job) {
    return switch (job) {
      case LIFECYCLE_DEFECTS, CONTACT_DEFECTS -> "detection";
      case SCORECARDS, NOTIFICATIONS, TABLES -> job.title();
    };
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
