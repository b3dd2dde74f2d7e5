package dev.odyssey.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A cluster that was made for one job and ends with it, in Flink's application mode: another jar
 * means other processes, which is for whoever runs those to bring about. This says how.
 */
enum Application {
  /** Processes that somebody started. */
  STANDALONE,
  /** Pods, which Flink's Kubernetes operator sees to. */
  KUBERNETES;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a JobManager that runs with this is one of these. */
  static boolean is(Map<String, String> configuration) {
    return "embedded".equals(configuration.get("execution.target"));
  }

  static Application of(Map<String, String> configuration) {
    return configuration.containsKey("kubernetes.cluster-id") ? KUBERNETES : STANDALONE;
  }

  /** How a standalone cluster goes on with a jar, from a savepoint. */
  static List<String> standalone(Release release, String savepoint) {
    return List.of(
        "The JobManager was made for the job and ends with it. To go on:",
        "  1. put %s alone into usrlib/ of Flink, on every machine".formatted(release.jar()),
        "  2. $FLINK_HOME/bin/standalone-job.sh start --fromSavepoint %s %s"
            .formatted(
                quoted(savepoint),
                release.arguments().stream()
                    .map(Application::quoted)
                    .collect(Collectors.joining(" "))),
        "TaskManagers that run find the next JobManager where the last one was, if it comes within"
            + " taskmanager.registration.timeout; where one has ended: $FLINK_HOME/bin/taskmanager.sh"
            + " start.",
        "To go back, the same with the jar and the arguments before.");
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** What is to be said to the operator, which takes the savepoint itself. */
  static List<String> kubernetes(String job, Release release) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Nothing was stopped: Flink's Kubernetes operator does that itself, and would take a job"
            + " that ends for one to be restarted. Put the jar into an image and say in the"
            + " FlinkDeployment:");
    lines.add("");
    lines.add("  spec:");
    lines.add("    image: <the image that holds %s>".formatted(release.jar().getFileName()));
    lines.add("    job:");
    lines.add("      upgradeMode: savepoint");
    lines.add("      state: running");
    lines.add("      args: %s".formatted(json(release.arguments())));
    lines.add("");
    lines.add(
        "kubectl get flinkdeployment %s -o jsonpath='{.status.jobStatus.upgradeSavepointPath}' says from which snapshot it went on."
            .formatted(job));
    lines.add(
        "To go back in time, set spec.job.initialSavepointPath to a savepoint and raise"
            + " spec.job.savepointRedeployNonce, with the image before.");
    return lines;
  }

  /** JSON is YAML too. */
  private static String json(List<String> words) {
    try {
      return JSON.writeValueAsString(words);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("words that are no JSON: " + words, e);
    }
  }
}
