package dev.odyssey.mapping;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts more entries than fit into memory: full buffers are sorted and written to files, and the
 * files merged. Entries are in order of their keys, compared as unsigned bytes; those of one key in
 * the order in which they were added.
 */
final class SpillingSorter implements Closeable {

  /** How many files are read at once; more are merged into one before. */
  private static final int MAX_RUNS = 128;

  private static final int RUN_BUFFER = 1 << 14;

  /** What an entry takes in memory beside its bytes. */
  private static final int OVERHEAD = 80;

  private static final Comparator<Entry> BY_KEY = (a, b) -> Arrays.compareUnsigned(a.key, b.key);

  /** A key and what is sorted by it. */
  record Entry(byte[] key, byte[] value) {}

  /** The entries in order. */
  interface Sorted extends Closeable {
    /** The next entry, null at the end. */
    Entry next() throws IOException;
  }

  private final Path folder;
  private final long budget;
  private final List<Path> runs = new ArrayList<>();
  private List<Entry> buffer = new ArrayList<>();
  private long buffered;

  /**
   * @param folder for files, which are deleted when the sorter is closed
   * @param budget bytes of memory for entries
   */
  SpillingSorter(Path folder, long budget) {
    this.folder = folder;
    this.budget = budget;
  }

  void add(byte[] key, byte[] value) throws IOException {
    buffer.add(new Entry(key, value));
    buffered += key.length + value.length + OVERHEAD;
    if (buffered > budget) {
      spill();
    }
  }

  private void spill() throws IOException {
    buffer.sort(BY_KEY);
    write(new OfMemory(buffer));
    buffer = new ArrayList<>();
    buffered = 0;
    if (runs.size() == MAX_RUNS) {
      List<Path> merged = List.copyOf(runs);
      runs.clear();
      try (Sorted all = new Merged(merged)) {
        write(all);
      }
      for (Path run : merged) {
        Files.delete(run);
      }
    }
  }

  private void write(Sorted entries) throws IOException {
    Path run = Files.createTempFile(folder, "sort", ".run");
    runs.add(run);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), RUN_BUFFER))) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        out.writeInt(entry.key.length);
        out.writeInt(entry.value.length);
        out.write(entry.key);
        out.write(entry.value);
      }
      out.writeInt(-1);
    }
  }

  /** All entries in order; nothing may be added afterwards. */
  Sorted sorted() throws IOException {
    if (runs.isEmpty()) {
      buffer.sort(BY_KEY);
      return new OfMemory(buffer);
    }
    spill();
    return new Merged(runs);
  }

  /** How many files were needed. */
  int runs() {
    return runs.size();
  }

  @Override
  public void close() throws IOException {
    buffer = new ArrayList<>();
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }

  private static final class OfMemory implements Sorted {
    private final List<Entry> entries;
    private int next;

    private OfMemory(List<Entry> entries) {
      this.entries = entries;
    }

    @Override
    public Entry next() {
      return next == entries.size() ? null : entries.get(next++);
    }

    @Override
    public void close() {}
  }

  /** A file of sorted entries, at one of them. */
  private static final class Run implements Closeable {
    private final int number;
    private final DataInputStream in;
    private Entry entry;

    private Run(int number, Path file) throws IOException {
      this.number = number;
      this.in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), RUN_BUFFER));
    }

    private boolean advance() throws IOException {
      int keyLength = in.readInt();
      if (keyLength < 0) {
        return false;
      }
      int valueLength = in.readInt();
      entry = new Entry(in.readNBytes(keyLength), in.readNBytes(valueLength));
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final class Merged implements Sorted {
    private final List<Run> open = new ArrayList<>();

    /** An earlier file holds what was added earlier. */
    private final PriorityQueue<Run> next =
        new PriorityQueue<>(
            (a, b) -> {
              int c = BY_KEY.compare(a.entry, b.entry);
              return c == 0 ? Integer.compare(a.number, b.number) : c;
            });

    private Merged(List<Path> files) throws IOException {
      for (Path file : files) {
        Run run = new Run(open.size(), file);
        open.add(run);
        if (run.advance()) {
          next.add(run);
        }
      }
    }

    @Override
    public Entry next() throws IOException {
      Run run = next.poll();
      if (run == null) {
        return null;
      }
      Entry entry = run.entry;
      if (run.advance()) {
        next.add(run);
      }
      return entry;
    }

    @Override
    public void close() throws IOException {
      for (Run run : open) {
        run.close();
      }
    }
  }
}
