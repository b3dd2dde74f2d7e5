package dev.odyssey.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a Flink cluster says and does over REST. Times out rather than hangs. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Set<String> TERMINAL = Set.of("FINISHED", "CANCELED", "FAILED");

  private final URI root;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** Speaks to the cluster at the root, as in {@code http://127.0.0.1:8081}. */
  public FlinkRest(URI root) {
    this.root = root;
  }

  /** The address of the web UI too. */
  public URI root() {
    return root;
  }

  /**
   * A job and how its tasks stand. Flink calls a job RUNNING while its tasks still wait for slots;
   * {@link #isRunning} means what people mean.
   *
   * @param since when it was submitted, by the cluster's clock
   */
  public record Job(
      String id, String name, String state, int tasks, int runningTasks, Instant since) {

    /** Whether every task runs. */
    public boolean isRunning() {
      return state.equals("RUNNING") && tasks > 0 && runningTasks == tasks;
    }

    /** Whether it has ended for good. */
    public boolean isOver() {
      return TERMINAL.contains(state);
    }
  }

  /** Nobody answers, now: neither yes nor no. */
  public static final class UnreachableException extends IllegalStateException {

    UnreachableException(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** All jobs that the cluster remembers. */
  public List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      JsonNode tasks = job.path("tasks");
      jobs.add(
          new Job(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              tasks.path("total").asInt(),
              tasks.path("running").asInt(),
              Instant.ofEpochMilli(job.path("start-time").asLong())));
    }
    return jobs;
  }

  /** One job, if the cluster remembers it. */
  public Optional<Job> job(String id) {
    return jobs().stream().filter(job -> job.id().equals(id)).findFirst();
  }

  /** Why the job last failed, as a stack trace, or an empty text. */
  public String rootCause(String id) {
    return failures(id).path(0).path("stacktrace").asText();
  }

  /** How often the job failed since it was submitted, as far as the cluster remembers. */
  public int failureCount(String id) {
    return failures(id).size();
  }

  private JsonNode failures(String id) {
    return get("/jobs/" + id + "/exceptions").path("exceptionHistory").path("entries");
  }

  /** How often the job was restarted, by Flink's metric; it lags by some seconds. */
  public OptionalLong restarts(String id) {
    String value = get("/jobs/" + id + "/metrics?get=numRestarts").path(0).path("value").asText();
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
  }

  /**
   * A checkpoint or savepoint.
   *
   * @param at when it was triggered, by the cluster's clock
   * @param bytes what it took to store; an incremental one stores what changed
   * @param path where it is
   */
  public record Snapshot(Instant at, long bytes, String path) {}

  /**
   * A job's checkpoints since it was submitted.
   *
   * @param completed how many were, savepoints among them
   * @param restored how often the job was restored from one
   */
  public record Checkpoints(
      int completed, int restored, Optional<Snapshot> latest, Optional<Snapshot> savepoint) {

    /** The newest of both kinds. */
    public Optional<Snapshot> newest() {
      return Stream.of(latest, savepoint)
          .flatMap(Optional::stream)
          .max(Comparator.comparing(Snapshot::at));
    }
  }

  /** The checkpoints of a job that the cluster remembers. */
  public Checkpoints checkpoints(String id) {
    JsonNode checkpoints = get("/jobs/" + id + "/checkpoints");
    JsonNode latest = checkpoints.path("latest");
    return new Checkpoints(
        checkpoints.path("counts").path("completed").asInt(),
        checkpoints.path("counts").path("restored").asInt(),
        snapshot(latest.path("completed")),
        snapshot(latest.path("savepoint")));
  }

  private static Optional<Snapshot> snapshot(JsonNode node) {
    return node.path("external_path").isTextual()
        ? Optional.of(
            new Snapshot(
                Instant.ofEpochMilli(node.path("trigger_timestamp").asLong()),
                node.path("checkpointed_size").asLong(),
                node.path("external_path").asText()))
        : Optional.empty();
  }

  /** How many checkpoints the job has completed since it was submitted. */
  public int completedCheckpoints(String id) {
    return checkpoints(id).completed();
  }

  /** How often the job was restored from a checkpoint or savepoint since it was submitted. */
  public int restores(String id) {
    return checkpoints(id).restored();
  }

  /** The configuration that the JobManager runs with; Flink hides what is secret. */
  public Map<String, String> configuration() {
    Map<String, String> values = new TreeMap<>();
    for (JsonNode entry : get("/jobmanager/config")) {
      values.put(entry.path("key").asText(), entry.path("value").asText());
    }
    return values;
  }

  /** The resource ids of the registered TaskManagers. */
  public List<String> taskManagers() {
    List<String> ids = new ArrayList<>();
    for (JsonNode manager : get("/taskmanagers").path("taskmanagers")) {
      ids.add(manager.path("id").asText());
    }
    return ids;
  }

  /** How many of the job's subtasks run on the TaskManager. */
  public int subtasksOn(String id, String taskManager) {
    int count = 0;
    for (JsonNode vertex : get("/jobs/" + id).path("vertices")) {
      JsonNode managers =
          get("/jobs/%s/vertices/%s/taskmanagers".formatted(id, vertex.path("id").asText()));
      for (JsonNode manager : managers.path("taskmanagers")) {
        if (manager.path("taskmanager-id").asText().equals(taskManager)) {
          count += manager.path("status-counts").path("RUNNING").asInt();
        }
      }
    }
    return count;
  }

  /** Cancels a job; returns at once. */
  public void cancel(String id) {
    send(request("/jobs/" + id + "?mode=cancel").method("PATCH", BodyPublishers.noBody()).build());
  }

  /**
   * Stops a job at a savepoint, so that it can go on exactly there. Returns where the savepoint is.
   *
   * @param directory where it is to be, or empty for the place that the cluster is configured with
   * @throws IllegalStateException if the job cannot be stopped this way; Flink then lets it run on
   */
  public String stopWithSavepoint(String id, Optional<URI> directory, Duration patience) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    directory.ifPresent(uri -> body.put("targetDirectory", uri.toString()));
    body.put("drain", false);
    String savepoint = savepoint(id, "stop", body, patience);
    Await.until("the end of job " + id, patience, () -> isOver(id));
    return savepoint;
  }

  /** A cluster that lives for one job is gone with it. */
  private boolean isOver(String id) {
    try {
      return job(id).map(Job::isOver).orElse(true);
    } catch (UnreachableException e) {
      return true;
    }
  }

  /**
   * Takes a savepoint of a job, which runs on. Returns where the savepoint is.
   *
   * @param directory as of {@link #stopWithSavepoint}
   * @throws IllegalStateException if none could be taken
   */
  public String savepoint(String id, Optional<URI> directory, Duration patience) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    directory.ifPresent(uri -> body.put("target-directory", uri.toString()));
    body.put("cancel-job", false);
    return savepoint(id, "savepoints", body, patience);
  }

  private String savepoint(String id, String how, ObjectNode body, Duration patience) {
    String trigger =
        send(request("/jobs/" + id + "/" + how)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build())
            .path("request-id")
            .asText();
    JsonNode[] answer = new JsonNode[1];
    Await.until(
        "the savepoint of job " + id,
        patience,
        () -> {
          try {
            answer[0] = get("/jobs/" + id + "/savepoints/" + trigger);
            return answer[0].path("status").path("id").asText().equals("COMPLETED");
          } catch (UnreachableException e) {
            // Worth asking again: what it would say matters.
            return false;
          }
        });
    JsonNode operation = answer[0].path("operation");
    if (operation.has("failure-cause")) {
      throw new IllegalStateException(
          "no savepoint of job %s: %s"
              .formatted(
                  id,
                  StackTraces.reason(
                      operation.path("failure-cause").path("stack-trace").asText())));
    }
    return operation.path("location").asText();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT);
  }

  /**
   * The answer to a GET, as Flink's REST API documents it.
   *
   * @throws UnreachableException if there is none
   * @throws IllegalStateException if it is an error
   */
  public JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "%s %s: %d %s"
                .formatted(
                    request.method(), request.uri(), response.statusCode(), response.body()));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UnreachableException(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
    }
  }
}
