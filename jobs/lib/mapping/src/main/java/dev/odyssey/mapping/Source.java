package dev.odyssey.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What form inputs have.
 *
 * @param separator between the cells of a CSV file
 * @param records where in a JSON document the records are
 * @param parent name for the object around a record of a JSON document, or null
 * @param absent texts that mean that nothing is known
 * @param optional columns that need not be there
 */
record Source(
    Format format,
    String separator,
    String records,
    String parent,
    Set<String> absent,
    Set<String> optional) {

  /** The forms that can be read. */
  enum Format {
    CSV,
    JSON,
    XES,
    DEBEZIUM
  }

  private static final List<String> KEYS =
      List.of("format", "separator", "records", "parent", "absent", "optional");

  static Source of(Format format) {
    return new Source(format, ",", "$", null, Set.of(), Set.of());
  }

  static Source parse(Node node) {
    Map<String, Node> keys = node.entries(KEYS);
    if (!keys.containsKey("format")) {
      throw node.wrong("format is missing");
    }
    String separator = keys.containsKey("separator") ? keys.get("separator").text() : ",";
    if (separator.length() != 1) {
      throw keys.get("separator").wrong("expected one character");
    }
    return new Source(
        format(keys.get("format")),
        separator,
        keys.containsKey("records") ? keys.get("records").text() : "$",
        keys.containsKey("parent") ? keys.get("parent").text() : null,
        texts(keys.get("absent")),
        texts(keys.get("optional")));
  }

  private static Format format(Node node) {
    return switch (node.text()) {
      case "csv" -> Format.CSV;
      case "json" -> Format.JSON;
      case "xes" -> Format.XES;
      case "debezium" -> Format.DEBEZIUM;
      default -> throw node.wrong("expected csv, json, xes or debezium");
    };
  }

  private static Set<String> texts(Node node) {
    return node == null ? Set.of() : new HashSet<>(node.texts());
  }

  /**
   * Opens an input.
   *
   * @param paths what is looked at in a record
   * @param everything whether all fields are wanted
   * @throws MappingException if the input has not the form, or lacks a column
   */
  RecordReader open(Path file, Set<String> paths, boolean everything) throws IOException {
    Set<String> required = new HashSet<>(paths);
    required.removeAll(optional);
    Columns columns = Columns.of(required, optional, absent, everything);
    return switch (format) {
      case CSV -> CsvRecords.open(file, separator, columns);
      case JSON -> JsonRecords.open(file, records, parent, columns);
      case XES -> XesRecords.open(file, columns);
      case DEBEZIUM -> new DebeziumRecords(JsonRecords.open(file, "$", null, Columns.ALL));
    };
  }
}
