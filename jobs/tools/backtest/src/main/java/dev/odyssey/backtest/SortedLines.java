package dev.odyssey.backtest;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts the lines of a file by the key that each begins with, in bounded memory: runs that fit are
 * sorted and written aside, then merged. Lines of one key keep their order.
 *
 * @param most how many lines a run has
 */
record SortedLines(int most) {

  private static final char SEPARATOR = '\t';

  /** A line with its key. JSON has no tab of its own, so the last one ends the key. */
  static String keyed(String key, String json) {
    return key + SEPARATOR + json;
  }

  private record Line(String key, String json) {

    static Line of(String keyed) {
      int end = keyed.lastIndexOf(SEPARATOR);
      return new Line(keyed.substring(0, end), keyed.substring(end + 1));
    }
  }

  /** Writes the lines of a file, without their keys, in the order of their keys. */
  void sort(Path keyed, Path sorted) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(sorted, StandardCharsets.UTF_8)) {
      sort(keyed, line -> write(out, line.json()));
    }
  }

  /** The same, of each key only the last line, and that only if it is not empty. */
  void last(Path keyed, Path sorted) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(sorted, StandardCharsets.UTF_8)) {
      Line[] last = new Line[1];
      sort(
          keyed,
          line -> {
            if (last[0] != null && !last[0].key().equals(line.key())) {
              write(out, last[0].json());
            }
            last[0] = line;
          });
      if (last[0] != null) {
        write(out, last[0].json());
      }
    }
  }

  private static void write(BufferedWriter out, String json) throws IOException {
    if (!json.isEmpty()) {
      out.write(json);
      out.write('\n');
    }
  }

  /** Takes lines in their order. */
  @FunctionalInterface
  private interface Taker {
    void take(Line line) throws IOException;
  }

  private void sort(Path keyed, Taker taker) throws IOException {
    List<Path> runs = new ArrayList<>();
    try {
      try (BufferedReader in = Files.newBufferedReader(keyed, StandardCharsets.UTF_8)) {
        List<Line> run = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          run.add(Line.of(line));
          if (run.size() == most) {
            runs.add(aside(run, keyed, runs.size()));
            run.clear();
          }
        }
        run.sort(Comparator.comparing(Line::key));
        merge(runs, run, taker);
      }
    } finally {
      for (Path run : runs) {
        Files.deleteIfExists(run);
      }
    }
  }

  private static Path aside(List<Line> run, Path keyed, int number) throws IOException {
    run.sort(Comparator.comparing(Line::key));
    Path file = keyed.resolveSibling(keyed.getFileName() + "." + number);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (Line line : run) {
        out.write(keyed(line.key(), line.json()));
        out.write('\n');
      }
    }
    return file;
  }

  /** Merges the runs with the last one, which is still in memory. */
  private static void merge(List<Path> runs, List<Line> last, Taker taker) throws IOException {
    List<Cursor> cursors = new ArrayList<>();
    try {
      PriorityQueue<Cursor> next =
          new PriorityQueue<>(
              Comparator.<Cursor, String>comparing(cursor -> cursor.line.key())
                  .thenComparingInt(cursor -> cursor.number));
      for (Path run : runs) {
        Cursor cursor =
            new Cursor(cursors.size(), Files.newBufferedReader(run, StandardCharsets.UTF_8));
        cursors.add(cursor);
        next.add(cursor);
      }
      int memory = 0;
      while (!next.isEmpty() || memory < last.size()) {
        boolean fromRun =
            !next.isEmpty()
                && (memory == last.size()
                    || next.peek().line.key().compareTo(last.get(memory).key()) <= 0);
        Line line;
        if (fromRun) {
          Cursor cursor = next.poll();
          line = cursor.line;
          if (cursor.advance()) {
            next.add(cursor);
          }
        } else {
          line = last.get(memory++);
        }
        taker.take(line);
      }
    } finally {
      for (Cursor cursor : cursors) {
        cursor.close();
      }
    }
  }

  /** Where a run is read. */
  private static final class Cursor implements Closeable {
    private final int number;
    private final BufferedReader reader;
    private Line line;

    Cursor(int number, BufferedReader reader) {
      this.number = number;
      this.reader = reader;
      advance();
    }

    boolean advance() {
      try {
        String read = reader.readLine();
        line = read == null ? null : Line.of(read);
        return line != null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
