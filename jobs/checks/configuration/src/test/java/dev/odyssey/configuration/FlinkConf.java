package dev.odyssey.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** The directory flink-conf of the project, as Flink reads it. */
final class FlinkConf {

  /** Begins a line that is a choice: without it, it is configuration. */
  private static final String CHOICE = "#:";

  /** What the sandbox fills in. */
  private static final List<String> PLACEHOLDERS =
      List.of(
          "sandbox.uri=file:///tmp/sandbox",
          "sandbox.directory=/tmp/sandbox",
          "flink.rpc.port=6123",
          "flink.rest.port=8081",
          "flink.slots=4",
          "flink.metrics.ports=9250-9260");

  /** The project's directory. */
  static Path project() {
    for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.isDirectory(path.resolve("flink-conf")) && Files.exists(path.resolve("scripts"))) {
        return path;
      }
    }
    throw new IllegalStateException("no project at or above " + Path.of("").toAbsolutePath());
  }

  static Path path(String name) {
    return project().resolve("flink-conf").resolve(name);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of one way of running: {@code sandbox}, {@code session}, ... */
  static Configuration of(String way, Path scratch) {
    return read(text(path(way).resolve("config.yaml")), scratch);
  }

  /** The same with those choices made whose text is accepted, each a block of lines. */
  static Configuration withChoice(String way, String choice, Path scratch) {
    return read(text(path(way).resolve("config.yaml")) + System.lineSeparator() + choice, scratch);
  }

  /** The blocks of lines that are choices at the top level, without their marks. */
  static List<String> choices(String way) {
    StringBuilder blocks = new StringBuilder();
    text(path(way).resolve("config.yaml"))
        .lines()
        .map(line -> line.startsWith(CHOICE + " ") ? line.substring(CHOICE.length() + 1) : "")
        .forEach(line -> blocks.append(line).append('\n'));
    return List.of(blocks.toString().split("\n\n+")).stream()
        .filter(block -> !block.isBlank())
        .collect(Collectors.toList());
  }

  private static Configuration read(String template, Path scratch) {
    String filled = template;
    for (String placeholder : PLACEHOLDERS) {
      int equals = placeholder.indexOf('=');
      filled =
          filled.replace(
              "${" + placeholder.substring(0, equals) + "}", placeholder.substring(equals + 1));
    }
    try {
      Files.writeString(scratch.resolve("config.yaml"), filled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return GlobalConfiguration.loadConfiguration(scratch.toString());
  }

  private FlinkConf() {}
}
