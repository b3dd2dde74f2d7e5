package dev.odyssey.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that people use themselves, in their own terminal. */
final class Programs {

  /** Whether the program is installed. */
  static boolean has(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Runs a program in this terminal; returns its exit code. */
  static int run(ProcessBuilder builder) {
    try {
      return builder.inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + builder.command().get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + builder.command().get(0), e);
    }
  }

  private Programs() {}
}
