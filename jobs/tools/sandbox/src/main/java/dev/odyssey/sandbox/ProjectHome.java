package dev.odyssey.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project's directory and what the sandbox takes from it.
 *
 * @param path absolute
 */
public record ProjectHome(Path path) {

  /** Names the project's directory where the working directory is not inside it. */
  public static final String PROPERTY = "odyssey.home";

  private static final String LANDMARK = "schemas/topics.yaml";

  /**
   * Finds the project: the system property {@value #PROPERTY}, else the nearest directory at or
   * above the working directory that holds {@code schemas/topics.yaml}.
   *
   * @throws IllegalStateException if there is none
   */
  public static ProjectHome locate() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path path = Path.of(named).toAbsolutePath().normalize();
      if (!Files.exists(path.resolve(LANDMARK))) {
        throw new IllegalStateException(PROPERTY + " holds no " + LANDMARK + ": " + path);
      }
      return new ProjectHome(path);
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path path = start; path != null; path = path.getParent()) {
      if (Files.exists(path.resolve(LANDMARK))) {
        return new ProjectHome(path);
      }
    }
    throw new IllegalStateException(
        "no project at or above " + start + ": set -D" + PROPERTY + "=DIRECTORY");
  }

  /** Where a person's sandbox keeps its state. */
  public Path sandboxDirectory() {
    return path.resolve(".sandbox");
  }

  /** Flink's jars; what is not built yet is refused. */
  Path flinkLib() {
    return built("jobs/tools/sandbox/flink/target/lib");
  }

  /** The broker's jars; what is not built yet is refused. */
  Path kafkaLib() {
    return built("jobs/tools/sandbox/kafka/target/lib");
  }

  /** The jar that runs a schema registry; what is not built yet is refused. */
  Path registryJar() {
    return files(built("jobs/tools/sandbox/registry/target/app"), "-runner.jar").get(0);
  }

  /** The jars of Flink's SQL client; what is not built yet is refused. */
  Path sqlClientLib() {
    return built("jobs/tools/sandbox/sql/target/lib");
  }

  /** The jars that the SQL client ships with each query; what is not built yet is refused. */
  List<Path> sqlClientShipped() {
    return files(built("jobs/tools/sandbox/sql/target/ship"), ".jar");
  }

  /** The topics as tables of Flink SQL. */
  Path flinkSql() {
    return path.resolve("schemas/flink-sql/topics.sql");
  }

  private Path built(String directory) {
    Path lib = path.resolve(directory);
    if (!Files.isDirectory(lib)) {
      throw new IllegalStateException(
          lib
              + " is missing: build it with 'mvn -DskipTests -pl jobs/tools/sandbox,jobs/tools/sandbox/sql -am package'");
    }
    return lib;
  }

  /** Where tests unpack PostgreSQL, once for all of them. */
  Path postgresSoftware() {
    return path.resolve("jobs/tools/sandbox/target/postgres");
  }

  /** Flink's configuration of one way of running. */
  Path flinkConf(String way) {
    return path.resolve("flink-conf").resolve(way);
  }

  /** The policies that a person edits. */
  public Path policies() {
    return path.resolve("flink-conf/policies.yaml");
  }

  /** The targets for providers that a person edits. */
  Path targets() {
    return path.resolve("flink-conf/targets.yaml");
  }

  /** Holds, routes, playbook: what a person edits about notifications. */
  public Path notifications() {
    return path.resolve("flink-conf/notifications.yaml");
  }

  /** The topic list. */
  public Path topics() {
    return path.resolve(LANDMARK);
  }

  /** The table scripts, in the order in which they are applied. */
  public List<Path> sqlScripts() {
    Path directory = path.resolve("schemas/sql");
    return Files.isDirectory(directory) ? files(directory, ".sql") : List.of();
  }

  private static List<Path> files(Path directory, String suffix) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the build puts a job's jar. */
  public Path jobJar(String job) {
    return path.resolve("jobs").resolve(job).resolve("target").resolve(job + ".jar");
  }
}
