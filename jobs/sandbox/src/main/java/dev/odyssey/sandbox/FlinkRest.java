package dev.odyssey.sandbox;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   */
  public record Job(String id, String name, String state, int tasks, int runningTasks) {

    /** Whether every task runs. */
    public boolean isRunning() {
      return state.equals("RUNNING") && tasks > 0 && runningTasks == tasks;
    }

    /** Whether it has ended for good. */
    public boolean isOver() {
      return TERMINAL.contains(state);
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
              tasks.path("running").asInt()));
    }
    return jobs;
  }

  /** One job, if the cluster remembers it. */
  public Optional<Job> job(String id) {
    return jobs().stream().filter(job -> job.id().equals(id)).findFirst();
  }

  /** Why the job last failed, or an empty text. */
  public String rootCause(String id) {
    JsonNode history = get("/jobs/" + id + "/exceptions").path("exceptionHistory").path("entries");
    return history.path(0).path("stacktrace").asText();
  }

  /** How many checkpoints the job has completed since it was submitted. */
  public int completedCheckpoints(String id) {
    return get("/jobs/" + id + "/checkpoints").path("counts").path("completed").asInt();
  }

  /** How often the job was restored from a checkpoint or savepoint since it was submitted. */
  public int restores(String id) {
    return get("/jobs/" + id + "/checkpoints").path("counts").path("restored").asInt();
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
   * @throws IllegalStateException if the job cannot be stopped this way; it then runs on
   */
  public String stopWithSavepoint(String id, Path directory, Duration patience) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("targetDirectory", directory.toUri().toString());
    body.put("drain", false);
    String trigger =
        send(request("/jobs/" + id + "/stop")
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
          answer[0] = get("/jobs/" + id + "/savepoints/" + trigger);
          return answer[0].path("status").path("id").asText().equals("COMPLETED");
        });
    JsonNode operation = answer[0].path("operation");
    if (operation.has("failure-cause")) {
      throw new IllegalStateException(
          "job " + id + " does not stop: " + firstLine(operation.path("failure-cause")));
    }
    Await.until("the end of job " + id, patience, () -> job(id).map(Job::isOver).orElse(true));
    return operation.path("location").asText();
  }

  private static String firstLine(JsonNode failure) {
    return failure.path("stack-trace").asText().lines().findFirst().orElse("no reason given");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT);
  }

  /** The answer to a GET, as Flink's REST API documents it. */
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
      throw new IllegalStateException(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
    }
  }
}
