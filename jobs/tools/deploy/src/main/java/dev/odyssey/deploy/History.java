package dev.odyssey.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.deploy.Deployment.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The deployments of the jobs on one cluster: a file a job, in which each thing that happened is a
 * line of JSON. A line is written as soon as it is so, and never changed: whatever happens to a
 * command half way, the savepoint that it took is known to the next one.
 */
public final class History {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".jsonl";

  private final Path directory;
  private final Clock clock;
  private final String by;

  /**
   * A history.
   *
   * @param directory one a cluster; it need not exist
   * @param by who does what happens now, as user@host
   */
  public History(Path directory, Clock clock, String by) {
    this.directory = directory;
    this.clock = clock;
    this.by = by;
  }

  /** The jobs that have one, by name. */
  public List<String> jobs() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The deployments of a job, the first one first.
   *
   * @throws IllegalStateException naming file and line if one is not understood
   */
  public List<Deployment> of(String job) {
    Path file = file(job);
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<Integer, Deployment> deployments = new TreeMap<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        apply(JSON.readTree(line), deployments);
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "%s, line %d is not understood: %s".formatted(file, number, e.getMessage()), e);
    }
    return List.copyOf(deployments.values());
  }

  /** The deployment that was started last. */
  public Optional<Deployment> last(String job) {
    List<Deployment> all = of(job);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The deployment that a job of the cluster is. */
  public Optional<Deployment> find(String job, String jobId) {
    return of(job).stream().filter(deployment -> deployment.jobId().equals(jobId)).findFirst();
  }

  /**
   * Writes down that a job was submitted.
   *
   * @param release with the jar where it is kept
   * @param repeats the deployment whose release it is, or empty for a new one
   */
  public Deployment started(
      String job,
      How how,
      Optional<Integer> repeats,
      String jobId,
      Release release,
      KeptJars.Kept kept,
      Optional<String> from) {
    int number = last(job).map(Deployment::number).orElse(0) + 1;
    ObjectNode line = line("STARTED", number);
    line.put("how", how.name());
    line.put("repeats", repeats.orElse(number));
    line.put("jobId", jobId);
    line.put("jar", kept.path().toString());
    line.put("sha256", kept.sha256());
    line.put("version", kept.version());
    release.arguments().forEach(line.putArray("arguments")::add);
    line.put("directory", release.directory().toString());
    from.ifPresent(snapshot -> line.put("from", snapshot));
    append(job, line);
    return last(job).orElseThrow();
  }

  /** Writes down that it came up. */
  public void up(String job, Deployment deployment) {
    append(job, line("UP", deployment.number()));
  }

  /** Writes down that a savepoint of it was taken. */
  public void savepoint(String job, Deployment deployment, String savepoint) {
    append(job, line("SAVEPOINT", deployment.number()).put("savepoint", savepoint));
  }

  /** Writes down that it was stopped at a savepoint. */
  public void stopped(String job, Deployment deployment, String savepoint) {
    append(job, line("STOPPED", deployment.number()).put("savepoint", savepoint));
  }

  /** Writes down that it ended without one. */
  public void ended(String job, Deployment deployment, String reason) {
    append(job, line("ENDED", deployment.number()).put("reason", reason));
  }

  private ObjectNode line(String event, int deployment) {
    ObjectNode line = JSON.createObjectNode();
    line.put("event", event);
    line.put("deployment", deployment);
    line.put("at", clock.instant().toString());
    line.put("by", by);
    return line;
  }

  private void append(String job, ObjectNode line) {
    try {
      Files.createDirectories(directory);
      Files.writeString(
          file(job),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String job) {
    if (!job.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("no name of a job: " + job);
    }
    return directory.resolve(job + SUFFIX);
  }

  private static void apply(JsonNode line, Map<Integer, Deployment> deployments) {
    int number = line.required("deployment").asInt();
    switch (line.required("event").asText()) {
      case "STARTED" -> deployments.put(number, started(number, line));
      case "UP" -> deployments.computeIfPresent(number, (n, d) -> d.withUp());
      case "SAVEPOINT" ->
          deployments.computeIfPresent(
              number, (n, d) -> d.withSavepoint(line.required("savepoint").asText()));
      case "STOPPED" ->
          deployments.computeIfPresent(
              number, (n, d) -> d.withStop(line.required("savepoint").asText()));
      case "ENDED" ->
          deployments.computeIfPresent(
              number, (n, d) -> d.withEnd(line.required("reason").asText()));
      default -> throw new IllegalArgumentException("no event: " + line.get("event"));
    }
  }

  private static Deployment started(int number, JsonNode line) {
    List<String> arguments = new ArrayList<>();
    line.required("arguments").forEach(argument -> arguments.add(argument.asText()));
    return new Deployment(
        number,
        How.valueOf(line.required("how").asText()),
        line.required("repeats").asInt(),
        line.required("jobId").asText(),
        new Release(
            Path.of(line.required("jar").asText()),
            arguments,
            Path.of(line.required("directory").asText())),
        line.required("sha256").asText(),
        line.path("version").asText(),
        Optional.ofNullable(line.get("from")).map(JsonNode::asText),
        Instant.parse(line.required("at").asText()),
        line.required("by").asText(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
