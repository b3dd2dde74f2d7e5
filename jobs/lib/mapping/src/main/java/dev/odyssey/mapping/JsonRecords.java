package dev.odyssey.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The records of a JSON file: of one array, or of documents one after the other, one a line or not.
 * A path finds the records within a document, {@code events[*].changes[*]}; the object that the
 * innermost list is in goes with each of its records under a name of its own.
 */
final class JsonRecords implements RecordReader {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String ALL = "[*]";

  private final Path file;
  private final JsonParser in;
  private final String[] path;
  private final String parent;
  private final Columns columns;
  private final Queue<Map<String, Object>> found = new ArrayDeque<>();
  private long document;
  private long records;

  /**
   * @param path to the records in a document; {@code $} where each document is one
   * @param parent name for the object around a record; null if it is not wanted
   */
  static JsonRecords open(Path file, String path, String parent, Columns columns)
      throws IOException {
    InputStream bytes = Inputs.open(file);
    try {
      return new JsonRecords(file, JSON.createParser(bytes), path, parent, columns);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private JsonRecords(Path file, JsonParser in, String path, String parent, Columns columns) {
    this.file = file;
    this.in = in;
    this.path = path.equals("$") ? new String[0] : path.split("\\.");
    this.parent = parent;
    this.columns = columns;
  }

  @Override
  public SourceRecord next() throws IOException {
    while (found.isEmpty()) {
      if (!readDocument()) {
        return null;
      }
    }
    Map<String, Object> fields = found.remove();
    return new SourceRecord(records++, file.getFileName() + ", record " + records, fields);
  }

  private boolean readDocument() throws IOException {
    try {
      JsonToken token = in.nextToken();
      while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
        // The elements of an array are read as documents: it may be larger than memory.
        token = in.nextToken();
      }
      if (token == null) {
        return false;
      }
      document++;
      find(in.readValueAs(Object.class), null, 0);
      return true;
    } catch (JsonProcessingException e) {
      throw new MappingException(
          file + ", after document " + document + ": not JSON: " + e.getMessage(), e);
    }
  }

  private void find(Object node, Map<?, ?> around, int step) {
    if (node == null) {
      return;
    }
    if (step == path.length) {
      if (!(node instanceof Map<?, ?> fields)) {
        throw new MappingException(
            file + ", document " + document + ": a record must be an object, not " + node);
      }
      found.add(record(fields, around));
      return;
    }
    if (!(node instanceof Map<?, ?> map)) {
      throw new MappingException(
          file + ", document " + document + ": no object in which " + path[step] + " could be");
    }
    if (path[step].endsWith(ALL)) {
      String name = path[step].substring(0, path[step].length() - ALL.length());
      if (map.get(name) instanceof List<?> list) {
        list.forEach(element -> find(element, map, step + 1));
      }
    } else {
      find(map.get(path[step]), around, step + 1);
    }
  }

  private Map<String, Object> record(Map<?, ?> fields, Map<?, ?> around) {
    Map<String, Object> record = new LinkedHashMap<>();
    fields.forEach((name, value) -> keep(record, name.toString(), value));
    if (parent != null && around != null) {
      Map<String, Object> beside = new LinkedHashMap<>();
      around.forEach(
          (name, value) -> {
            // Without the list that the record itself is in.
            if (!(value instanceof List<?>)) {
              beside.put(name.toString(), value);
            }
          });
      keep(record, parent, beside);
    }
    return record;
  }

  private void keep(Map<String, Object> record, String name, Object value) {
    boolean absent =
        value == null || (value instanceof String text && columns.absent().contains(text));
    if (!absent && columns.keepsRoot(name)) {
      record.put(name, value);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
