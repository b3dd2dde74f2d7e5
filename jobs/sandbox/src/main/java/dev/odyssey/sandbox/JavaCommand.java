package dev.odyssey.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Command lines of JVMs like this one. */
final class JavaCommand {

  static List<String> of(List<String> jvmOptions, Path lib, String main, List<String> arguments) {
    return of(jvmOptions, List.of(lib), main, arguments);
  }

  /** The same with the jars of several directories. */
  static List<String> of(
      List<String> jvmOptions, List<Path> libs, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        libs.stream().map(lib -> lib + "/*").collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** Runs a program to its end and returns what it printed. */
  static String output(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "%s ended with %d:%n%s".formatted(builder.command().get(0), exit, text));
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + builder.command(), e);
    }
  }

  private JavaCommand() {}
}
