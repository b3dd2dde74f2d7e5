package dev.odyssey.testdata.importers;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a CSV file, plain or {@code .gz}, whose first line names the columns. Names are
 * compared without case: publishers change it between extracts.
 */
final class CsvTable implements Iterator<CsvTable.Row>, Closeable {

  /** One row; blank cells count as absent. */
  final class Row {
    private final int line;
    private final String[] cells;

    private Row(int line, String[] cells) {
      this.line = line;
      this.cells = cells;
    }

    /** The text of a cell without the space around it, null if there is none. */
    String get(String column) {
      Integer index = columns.get(column);
      if (index == null) {
        throw new IllegalArgumentException("not a column that was asked for: " + column);
      }
      if (index >= cells.length) {
        throw complaint(
            "has " + cells.length + " cells, and " + column + " is cell " + (index + 1));
      }
      String cell = cells[index].strip();
      return cell.isEmpty() ? null : cell;
    }

    /** The text of a cell that must have some. */
    String require(String column) {
      String cell = get(column);
      if (cell == null) {
        throw complaint(column + " is blank");
      }
      return cell;
    }

    /** What to throw when the row is wrong: it says where. */
    IllegalArgumentException complaint(String what) {
      return new IllegalArgumentException(file + ", row " + line + ": " + what);
    }
  }

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final MappingIterator<String[]> rows;
  private final Map<String, Integer> columns;
  private int line = 1;

  private CsvTable(Path file, MappingIterator<String[]> rows, Map<String, Integer> columns) {
    this.file = file;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Opens a file that must have these columns, in any order and among others.
   *
   * @throws IllegalArgumentException naming the columns that are missing
   */
  static CsvTable open(Path file, List<String> required) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      if (file.toString().endsWith(".gz")) {
        bytes = new GZIPInputStream(bytes, 1 << 16);
      }
      MappingIterator<String[]> rows =
          new CsvMapper()
              .enable(CsvParser.Feature.WRAP_AS_ARRAY)
              .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
              .readerFor(String[].class)
              .readValues(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      return new CsvTable(file, rows, columns(file, rows, required));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private static Map<String, Integer> columns(
      Path file, MappingIterator<String[]> rows, List<String> required) throws IOException {
    if (!rows.hasNextValue()) {
      throw new IllegalArgumentException(file + " is empty: no line that names the columns");
    }
    String[] names = rows.nextValue();
    Map<String, Integer> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < names.length; i++) {
      String name = names[i].strip();
      columns.putIfAbsent(
          !name.isEmpty() && name.charAt(0) == BYTE_ORDER_MARK ? name.substring(1) : name, i);
    }
    String missing =
        required.stream()
            .filter(name -> !columns.containsKey(name))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has no column %s; it has %s",
              file,
              missing,
              String.join(", ", names)));
    }
    return columns;
  }

  @Override
  public boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (RuntimeJsonMappingException e) {
      throw new IllegalArgumentException(file + ", after row " + line + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file + " has no more rows");
    }
    line++;
    return new Row(line, rows.next());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
