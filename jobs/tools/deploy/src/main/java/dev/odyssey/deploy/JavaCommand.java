package dev.odyssey.deploy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Command lines of JVMs like this one. */
public final class JavaCommand {

  /** A JVM with the jars of a directory. */
  public static List<String> of(
      List<String> jvmOptions, Path lib, String main, List<String> arguments) {
    return of(jvmOptions, List.of(lib), main, arguments);
  }

  /** The same with the jars of several directories. */
  public static List<String> of(
      List<String> jvmOptions, List<Path> libs, String main, List<String> arguments) {
    return of(
        jvmOptions,
        libs.stream().map(JavaCommand::jars).collect(Collectors.joining(File.pathSeparator)),
        main,
        arguments);
  }

  /** The same with a class path. */
  static List<String> of(
      List<String> jvmOptions, String classPath, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** All jars of a directory, as a part of a class path. */
  static String jars(Path lib) {
    return lib + "/*";
  }

  /** Runs a program to its end and returns what it printed. */
  public static String output(ProcessBuilder builder) {
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
