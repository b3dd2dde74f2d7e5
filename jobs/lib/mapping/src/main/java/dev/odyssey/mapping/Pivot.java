package dev.odyssey.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a record of a history says one field: by its name in one column and its value in another.
 *
 * @param name the column with the name of the field
 * @param value the column with its value
 * @param fields the fields that are wanted
 */
record Pivot(String name, String value, Set<String> fields) {

  static Pivot parse(Node node) {
    Map<String, Node> keys = node.entries(List.of("name", "value", "fields"));
    for (String key : List.of("name", "value", "fields")) {
      if (!keys.containsKey(key)) {
        throw node.wrong(key + " is missing");
      }
    }
    return new Pivot(
        keys.get("name").text(),
        keys.get("value").text(),
        new HashSet<>(keys.get("fields").texts()));
  }

  /** Adds the field that the record says. */
  void turn(Map<String, Object> record) {
    String field = Texts.of(record.get(name));
    Object known = record.get(value);
    if (field != null && known != null && fields.contains(field)) {
      record.put(field, known);
    }
  }
}
