package dev.odyssey.backtest;

import dev.odyssey.events.InvalidEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What an operator says, one record a line. It is his own, so a mistake in it is his to mend. */
final class ControlFile {

  /**
   * Reads all lines but the empty ones.
   *
   * @param file null for nothing said
   * @throws IllegalArgumentException naming the file, and the line that is wrong and why
   */
  static <T> List<T> read(Path file, Function<String, T> parse) {
    List<T> records = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        records.add(parse.apply(line));
      } catch (InvalidEventException e) {
        throw new IllegalArgumentException(
            "%s, line %d: %s".formatted(file, number, e.getMessage()), e);
      }
    }
    return records;
  }

  private static List<String> lines(Path file) {
    try {
      return file == null ? List.of() : Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e, e);
    }
  }

  private ControlFile() {}
}
