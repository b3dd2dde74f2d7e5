package dev.odyssey.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a record: {@code a.b[0].c}. A field whose own name is the whole text, dots included,
 * comes first: columns are called {@code case:concept:name} or {@code Account.Name}.
 */
final class FieldPath {

  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");
  private static final String AFTER = "after.";
  private static final String BEFORE = "before";

  private final String text;
  private final List<Object> steps;

  /** Where the value before a change is, if this can be where the value after it is. */
  private final FieldPath before;

  private FieldPath(String text, List<Object> steps) {
    this.text = text;
    this.steps = steps;
    this.before = text.startsWith(AFTER) ? of(BEFORE + text.substring(AFTER.length() - 1)) : null;
  }

  /** Any text is a path: of a column at least. */
  static FieldPath of(String text) {
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    while (step.find()) {
      steps.add(step.group(1) == null ? (Object) Integer.valueOf(step.group(2)) : step.group(1));
    }
    return new FieldPath(text, steps);
  }

  String text() {
    return text;
  }

  /** The field of the record that this begins with. */
  String root() {
    return steps.isEmpty() ? text : steps.get(0).toString();
  }

  /** The value there, null if there is none. */
  Object in(Map<String, Object> fields) {
    Object whole = fields.get(text);
    return whole != null || steps.size() < 2 ? whole : walk(fields);
  }

  private Object walk(Map<String, Object> fields) {
    Object value = fields;
    for (Object step : steps) {
      if (value instanceof Map<?, ?> map && step instanceof String name) {
        value = map.get(name);
      } else if (value instanceof List<?> list && step instanceof Integer index) {
        value = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return value;
  }

  /**
   * In a change of a table's row, where the value before the change is; null in other records, and
   * where the change does not say what was before.
   */
  FieldPath beforeChange(Map<String, Object> fields) {
    return before != null && fields.get(BEFORE) instanceof Map<?, ?> ? before : null;
  }
}
