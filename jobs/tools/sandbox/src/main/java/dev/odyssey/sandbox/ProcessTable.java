package dev.odyssey.sandbox;

import dev.odyssey.deploy.Await;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The processes of one sandbox. Each leads a session of its own, so that neither the end of the
 * program that started it nor a Ctrl-C in its terminal ends it, and is remembered in a file, so
 * that a later program finds it.
 */
final class ProcessTable {

  private static final String SUFFIX = ".process";

  private final Path directory;
  private final Path run;
  private final Path logs;

  /**
   * A table kept in the directory.
   *
   * @param directory the sandbox's own; the command line of every process must name it
   */
  ProcessTable(Path directory) {
    this.directory = directory;
    this.run = directory.resolve("run");
    this.logs = directory.resolve("logs");
  }

  /** Where a process of this name logs. */
  Path log(String name) {
    return logs.resolve(name + ".log");
  }

  /** What a process of this name writes to its standard output and error. */
  Path output(String name) {
    return logs.resolve(name + ".out");
  }

  /**
   * Starts a process.
   *
   * @throws IllegalStateException if one of this name runs
   */
  OwnProcess start(String name, List<String> command, Map<String, String> environment) {
    find(name)
        .ifPresent(
            running -> {
              throw new IllegalStateException(running + " runs already");
            });
    Directories.create(run);
    Directories.create(logs);
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(detached).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.to(output(name).toFile()));
    try {
      ProcessHandle handle = builder.start().toHandle();
      OwnProcess process =
          new OwnProcess(
              name,
              handle.pid(),
              handle.info().startInstant().orElseGet(Instant::now),
              directory.toString(),
              log(name));
      remember(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + command.get(0), e);
    }
  }

  /** The process of that name, if it runs. */
  Optional<OwnProcess> find(String name) {
    Path file = run.resolve(name + SUFFIX);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return Optional.of(
              new OwnProcess(
                  name,
                  Long.parseLong(properties.getProperty("pid", "")),
                  Instant.parse(properties.getProperty("started", "")),
                  directory.toString(),
                  log(name)))
          .filter(OwnProcess::isAlive);
    } catch (RuntimeException e) {
      throw new IllegalStateException(file + " is damaged: " + properties, e);
    }
  }

  /** The names of the processes that run, in alphabetical order. */
  List<String> running() {
    return everStarted().stream().filter(name -> find(name).isPresent()).toList();
  }

  /** The names of all processes that were ever started here, in alphabetical order. */
  List<String> everStarted() {
    if (!Files.isDirectory(run)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(OwnProcess process) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(process.pid()));
    properties.setProperty("started", process.started().toString());
    try (Writer out = Files.newBufferedWriter(run.resolve(process.name() + SUFFIX))) {
      properties.store(out, null);
    }
  }

  /**
   * Returns when the check of a process succeeds.
   *
   * @throws IllegalStateException when the process ends or the time is over before
   */
  void awaitAnswer(OwnProcess process, Duration patience, Await.Check check) {
    Await.answer(
        process.toString(), process::isAlive, () -> lastWords(process.name()), patience, check);
  }

  /** The end of what the process last said, for a message about its failure. */
  String lastWords(String name) {
    StringBuilder words = new StringBuilder();
    for (Path file : List.of(output(name), log(name))) {
      if (Files.exists(file)) {
        try (Stream<String> lines = Files.lines(file)) {
          List<String> all = lines.toList();
          all.subList(Math.max(0, all.size() - 15), all.size())
              .forEach(line -> words.append("\n  ").append(line));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return words.toString();
  }
}
