package dev.odyssey.mapping;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of a CSV file, whose first line names the columns. Names are compared without case:
 * publishers change it between extracts. Blank cells are absent.
 */
final class CsvRecords implements RecordReader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final MappingIterator<String[]> rows;
  private final Columns columns;

  /** The field that each cell of a row becomes, null for none. */
  private String[] names;

  private int mustHave;
  private long row;

  private CsvRecords(Path file, MappingIterator<String[]> rows, Columns columns) {
    this.file = file;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Opens a file and reads its first line.
   *
   * @throws MappingException if a column is missing
   */
  static CsvRecords open(Path file, String separator, Columns columns) throws IOException {
    InputStream bytes = Inputs.open(file);
    try {
      CsvRecords records =
          new CsvRecords(
              file,
              new CsvMapper()
                  .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                  .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                  .readerFor(String[].class)
                  .with(CsvSchema.emptySchema().withColumnSeparator(separator.charAt(0)))
                  .readValues(new InputStreamReader(bytes, StandardCharsets.UTF_8)),
              columns);
      records.readNames();
      return records;
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private void readNames() {
    String[] header = nextRow();
    if (header == null) {
      throw new MappingException(file + " is empty: no line that names the columns");
    }
    Map<String, String> wanted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    columns.optional().forEach(name -> wanted.put(name, name));
    columns.required().forEach(name -> wanted.put(name, name));
    TreeSet<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    missing.addAll(columns.required());
    List<String> there = new ArrayList<>();
    names = new String[header.length];
    for (int i = 0; i < header.length; i++) {
      String name = header[i].strip();
      if (i == 0 && !name.isEmpty() && name.charAt(0) == BYTE_ORDER_MARK) {
        name = name.substring(1);
      }
      there.add(name);
      names[i] = wanted.getOrDefault(name, columns.all() ? name : null);
      if (missing.remove(name)) {
        mustHave = i + 1;
      }
    }
    if (!missing.isEmpty()) {
      throw new MappingException(
          file
              + " has no column "
              + String.join(", ", missing)
              + "; it has "
              + String.join(", ", there));
    }
  }

  @Override
  public SourceRecord next() {
    String[] cells = nextRow();
    if (cells == null) {
      return null;
    }
    if (cells.length < mustHave) {
      throw new MappingException(
          file
              + ", row "
              + row
              + ": has "
              + cells.length
              + " cells, and "
              + names[mustHave - 1]
              + " is cell "
              + mustHave);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(cells.length, names.length); i++) {
      if (names[i] != null) {
        String cell = cells[i].strip();
        if (!cell.isEmpty() && !columns.absent().contains(cell)) {
          fields.putIfAbsent(names[i], cell);
        }
      }
    }
    return new SourceRecord(row - 2, file.getFileName() + ", row " + row, fields);
  }

  private String[] nextRow() {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      row++;
      return rows.next();
    } catch (RuntimeJsonMappingException e) {
      throw new MappingException(file + ", after row " + row + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
