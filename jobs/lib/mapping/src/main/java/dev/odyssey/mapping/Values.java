package dev.odyssey.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values and conditions of a mapping file, and notes which fields of a record they look
 * at.
 *
 * <p>A value is a path ({@code a.b[0].c}), a template ({@code "text {path}"}), a constant ({@code
 * =text}, {@code true}, {@code 5}), {@code first(x)}, {@code prev(x)} or {@code last(x)} of the
 * same subject, a list (the first that is known), or a map: {@code path} or {@code value}, and what
 * is done with it.
 */
final class Values {

  private static final Pattern FUNCTION =
      Pattern.compile("(first|prev|last)\\((.+?)(?: where (.+?) = (.+))?\\)");
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");
  private static final String RECORD = "record.";

  private static final List<String> KEYS =
      List.of(
          "path", "value", "jexl", "when", "then", "known", "after", "before", "lower", "upper",
          "replace", "map", "table", "key", "column", "prefix", "suffix", "else");

  private static final Set<String> CHANGE_KEYS = Set.of("from", "to", "except");

  private final Path folder;
  private final Set<String> paths = new HashSet<>();
  private boolean everything;

  /**
   * @param folder where the tables lie that values name
   */
  Values(Path folder) {
    this.folder = folder;
  }

  /** The paths in a record that anything read so far looks at. */
  Set<String> paths() {
    return paths;
  }

  /** Whether an expression may look at any field, whatever the paths say. */
  boolean mayLookAtAnything() {
    return everything;
  }

  // Values

  Value value(Node node) {
    if (node.isMap()) {
      return composed(node);
    }
    if (node.isList()) {
      List<Value> values = node.elements().stream().map(this::value).toList();
      return scope -> {
        for (Value value : values) {
          Object known = value.get(scope);
          if (Texts.isKnown(known)) {
            return known;
          }
        }
        return null;
      };
    }
    if (node.isNull()) {
      return scope -> null;
    }
    if (node.isPlain() && (node.isText("true") || node.isText("false"))) {
      return constant(Boolean.valueOf(node.text()));
    }
    if (node.isPlain() && NUMBER.matcher(node.text()).matches()) {
      return constant(Long.valueOf(node.text()));
    }
    return node.as(this::ofText, "a value");
  }

  /** The value that a text stands for. */
  Value ofText(String text) {
    if (text.startsWith("=")) {
      return constant(text.substring(1));
    }
    if (text.indexOf('{') >= 0) {
      return template(text);
    }
    return reference(text);
  }

  private static Value constant(Object value) {
    return scope -> value;
  }

  /** A path, or a function of one. */
  private Value reference(String text) {
    Matcher function = FUNCTION.matcher(text);
    if (!function.matches()) {
      return path(text);
    }
    FieldPath path = field(function.group(2).strip());
    if (function.group(1).equals("prev")) {
      Object asker = new Object();
      return scope -> scope.earlier(asker, path, value -> true);
    }
    boolean forward = function.group(1).equals("first");
    FieldPath where = function.group(3) == null ? null : field(function.group(3).strip());
    TextPattern is = where == null ? null : new TextPattern(function.group(4).strip());
    Object question = new Object();
    return scope -> scope.ofSubject(question, () -> find(scope, path, where, is, forward));
  }

  private static Object find(
      Scope scope, FieldPath path, FieldPath where, TextPattern is, boolean forward) {
    List<SourceRecord> records = scope.records();
    for (int i = 0; i < records.size(); i++) {
      Map<String, Object> fields = records.get(forward ? i : records.size() - 1 - i).fields();
      if (where != null) {
        String text = Texts.of(where.in(fields));
        if (text == null || !is.matches(text)) {
          continue;
        }
        return path.in(fields);
      }
      // Of the first record, not of the first that has one: what was not known then stays so.
      return path.in(fields);
    }
    return null;
  }

  private Value path(String text) {
    if (Scope.NAMES.contains(text)) {
      return scope -> scope.known(text);
    }
    FieldPath path = field(text.startsWith(RECORD) ? text.substring(RECORD.length()) : text);
    return scope -> path.in(scope.fields());
  }

  /** A path into the record, noted as one that is looked at. */
  private FieldPath field(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path is empty");
    }
    paths.add(text);
    return FieldPath.of(text);
  }

  private Value template(String text) {
    List<Object> parts = new ArrayList<>();
    Matcher hole = HOLE.matcher(text);
    int end = 0;
    while (hole.find()) {
      parts.add(text.substring(end, hole.start()));
      parts.add(reference(hole.group(1).strip()));
      end = hole.end();
    }
    parts.add(text.substring(end));
    if (parts.size() == 1) {
      throw new IllegalArgumentException("'{' without '}'");
    }
    return scope -> {
      StringBuilder filled = new StringBuilder();
      for (Object part : parts) {
        String known = part instanceof Value value ? value.text(scope) : (String) part;
        if (known == null) {
          return null;
        }
        filled.append(known);
      }
      return filled.toString();
    };
  }

  private Value composed(Node node) {
    Map<String, Node> keys = node.entries(KEYS);
    Value value = beginning(node, keys);
    if (keys.containsKey("when") || keys.containsKey("known")) {
      return choice(keys, value);
    }
    Value otherwise = keys.containsKey("else") ? literal(keys.get("else")) : null;
    Value changed = value;
    for (String key : List.of("after", "before", "lower", "upper", "replace", "map", "table")) {
      if (keys.containsKey(key)) {
        changed = change(key, keys, changed, otherwise, node);
      }
    }
    String prefix = keys.containsKey("prefix") ? keys.get("prefix").text() : "";
    String suffix = keys.containsKey("suffix") ? keys.get("suffix").text() : "";
    Value inner = changed;
    return prefix.isEmpty() && suffix.isEmpty()
        ? inner
        : scope -> {
          String text = inner.text(scope);
          return text == null ? null : prefix + text + suffix;
        };
  }

  /** One of two values: by a condition, or by whether another is known. */
  private Value choice(Map<String, Node> keys, Value value) {
    Value not = keys.containsKey("else") ? value(keys.get("else")) : scope -> null;
    if (keys.containsKey("known")) {
      Value then = value(keys.get("known"));
      return scope -> (Texts.isKnown(value.get(scope)) ? then : not).get(scope);
    }
    Condition when = condition(keys.get("when"));
    return scope -> (when.holds(scope) ? value : not).get(scope);
  }

  private Value beginning(Node node, Map<String, Node> keys) {
    if (keys.containsKey("path")) {
      return keys.get("path").as(this::reference, "a path");
    }
    if (keys.containsKey("value")) {
      return value(keys.get("value"));
    }
    if (keys.containsKey("jexl")) {
      everything = true;
      return keys.get("jexl").as(JexlValue::new, "a JEXL expression");
    }
    if (keys.containsKey("then")) {
      return value(keys.get("then"));
    }
    throw node.wrong("expected path, value or jexl");
  }

  private Value change(
      String key, Map<String, Node> keys, Value value, Value otherwise, Node node) {
    Node argument = keys.get(key);
    switch (key) {
      case "after" -> {
        String mark = argument.text();
        return onText(
            value,
            text -> {
              int at = text.indexOf(mark);
              return at < 0 ? text : text.substring(at + mark.length());
            });
      }
      case "before" -> {
        String mark = argument.text();
        return onText(
            value,
            text -> {
              int at = text.indexOf(mark);
              return at < 0 ? text : text.substring(0, at);
            });
      }
      case "lower" -> {
        return argument.bool() ? onText(value, text -> text.toLowerCase(Locale.ROOT)) : value;
      }
      case "upper" -> {
        return argument.bool() ? onText(value, text -> text.toUpperCase(Locale.ROOT)) : value;
      }
      case "replace" -> {
        Map<String, Value> replacements = literals(argument);
        return scope -> {
          String text = value.text(scope);
          Value replacement = text == null ? null : replacements.get(text);
          return replacement == null ? text : replacement.get(scope);
        };
      }
      case "map" -> {
        return lookedUp(name(keys, argument), value, literals(argument), otherwise);
      }
      case "table" -> {
        Map<String, Value> rows = table(argument, keys, node);
        return lookedUp(argument.text() + ": " + name(keys, argument), value, rows, otherwise);
      }
      default -> throw argument.wrong("unknown key");
    }
  }

  private static String name(Map<String, Node> keys, Node argument) {
    return keys.containsKey("path") ? keys.get("path").text() : argument.toString();
  }

  private static Value onText(Value value, java.util.function.UnaryOperator<String> change) {
    return scope -> {
      String text = value.text(scope);
      return text == null ? null : change.apply(text);
    };
  }

  /** What is not known stays so; what is known and not among the values is {@code otherwise}. */
  private static Value lookedUp(
      String name, Value value, Map<String, Value> values, Value otherwise) {
    return scope -> {
      String text = value.text(scope);
      if (text == null) {
        return null;
      }
      Value found = values.getOrDefault(text, otherwise);
      if (found == null) {
        throw new UnmappedException(name + " has a value that the map does not know: " + text);
      }
      return found.get(scope);
    };
  }

  private Map<String, Value> literals(Node node) {
    Map<String, Value> literals = new LinkedHashMap<>();
    node.entries().forEach((text, value) -> literals.put(text, literal(value)));
    return literals;
  }

  /** A value where texts mean themselves: what a map turns others into. */
  Value literal(Node node) {
    return node.isScalar() && !node.isNull() && node.text().indexOf('{') < 0
        ? constant(node.text().startsWith("=") ? node.text().substring(1) : node.text())
        : value(node);
  }

  private Map<String, Value> table(Node file, Map<String, Node> keys, Node node) {
    if (!keys.containsKey("key") || !keys.containsKey("column")) {
      throw node.wrong("a table needs key and column: the names of two of its columns");
    }
    String key = keys.get("key").text();
    String column = keys.get("column").text();
    Map<String, Value> rows = new LinkedHashMap<>();
    try (RecordReader records =
        CsvRecords.open(folder.resolve(file.text()), ",", Columns.only(Set.of(key, column)))) {
      for (SourceRecord row = records.next(); row != null; row = records.next()) {
        String from = Texts.of(row.fields().get(key));
        if (from != null) {
          rows.put(from, constant(row.fields().get(column)));
        }
      }
    } catch (java.io.IOException e) {
      throw file.wrong("the table cannot be read: " + e);
    }
    return rows;
  }

  // Conditions

  /** All of a map's and of a list's conditions must hold. */
  Condition condition(Node node) {
    if (node.isList()) {
      return all(node.elements().stream().map(this::condition).toList());
    }
    if (node.isScalar()) {
      return switch (node.text()) {
        case "first" -> Scope::isFirst;
        case "last" -> Scope::isLast;
        case "always" -> Condition.ALWAYS;
        default -> throw node.wrong("expected first, last, always, or conditions by name");
      };
    }
    Map<String, Node> entries = node.entries();
    List<Condition> conditions = new ArrayList<>();
    entries.forEach(
        (name, value) -> {
          switch (name) {
            case "first" -> conditions.add(value.bool() ? Scope::isFirst : s -> !s.isFirst());
            case "last" -> conditions.add(value.bool() ? Scope::isLast : s -> !s.isLast());
            case "known" -> value.elements().forEach(one -> conditions.add(known(one)));
            case "unknown" -> value.elements().forEach(one -> conditions.add(not(known(one))));
            case "changed" -> conditions.add(changed(value, entries));
            case "not" -> conditions.add(not(condition(value)));
            case "any" ->
                conditions.add(any(value.elements().stream().map(this::condition).toList()));
            case "jexl" -> conditions.add(jexl(value));
            default -> {
              if (!(entries.containsKey("changed") && CHANGE_KEYS.contains(name))) {
                conditions.add(equal(name, value));
              }
            }
          }
        });
    return all(conditions);
  }

  private Condition known(Node node) {
    Value value = value(node);
    return scope -> Texts.isKnown(value.get(scope));
  }

  private Condition jexl(Node node) {
    everything = true;
    Value value = node.as(JexlValue::new, "a JEXL expression");
    return scope -> Boolean.TRUE.equals(value.get(scope));
  }

  private Condition equal(String name, Node expected) {
    Value value = reference(name);
    List<Condition> alternatives =
        expected.elements().stream()
            .map(
                one -> {
                  if (one.isNull()) {
                    return (Condition) scope -> !Texts.isKnown(value.get(scope));
                  }
                  if (one.text().indexOf('{') >= 0) {
                    Value other = one.as(this::template, "a template");
                    return (Condition)
                        scope -> {
                          String text = value.text(scope);
                          return text != null && text.equals(other.text(scope));
                        };
                  }
                  TextPattern pattern = new TextPattern(one.text());
                  return (Condition)
                      scope -> {
                        String text = value.text(scope);
                        return text != null && pattern.matches(text);
                      };
                })
            .toList();
    return any(alternatives);
  }

  /**
   * Whether one of the paths has a value that is not what it was: at the latest earlier record that
   * has one, or before the change, where the record is a change of a row.
   */
  private Condition changed(Node paths, Map<String, Node> siblings) {
    List<TextPattern> except = patterns(siblings.get("except"));
    Node to = siblings.get("to");
    Node from = siblings.get("from");
    boolean fromKnown = from != null && from.isText("known");
    List<TextPattern> fromTexts = fromKnown ? List.of() : patterns(from);
    List<TextPattern> toTexts = to == null || to.isNull() ? List.of() : patterns(to);
    boolean toUnknown = to != null && to.isNull();
    List<Condition> each = new ArrayList<>();
    for (Node one : paths.elements()) {
      FieldPath path = one.as(this::field, "a path");
      Object asker = new Object();
      each.add(
          scope -> {
            Object now = path.in(scope.fields());
            boolean counts = counts(now, except);
            Object earlier = scope.earlier(asker, path, value -> counts(value, except));
            if (toUnknown) {
              return now == null && earlier != null;
            }
            return counts
                && !(earlier != null && Texts.of(now).equals(Texts.of(earlier)))
                && (!fromKnown || earlier != null)
                && matches(fromTexts, earlier)
                && matches(toTexts, now);
          });
    }
    return any(each);
  }

  private static boolean counts(Object value, List<TextPattern> except) {
    return Texts.isKnown(value)
        && except.stream().noneMatch(pattern -> pattern.matches(Texts.of(value)));
  }

  private static boolean matches(List<TextPattern> patterns, Object value) {
    return patterns.isEmpty()
        || (value != null
            && patterns.stream().anyMatch(pattern -> pattern.matches(Texts.of(value))));
  }

  private static List<TextPattern> patterns(Node node) {
    return node == null ? List.of() : node.texts().stream().map(TextPattern::new).toList();
  }

  private static Condition all(List<Condition> conditions) {
    return conditions.size() == 1
        ? conditions.get(0)
        : scope -> {
          for (Condition condition : conditions) {
            if (!condition.holds(scope)) {
              return false;
            }
          }
          return true;
        };
  }

  private static Condition any(List<Condition> conditions) {
    return scope -> {
      for (Condition condition : conditions) {
        if (condition.holds(scope)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Condition not(Condition condition) {
    return scope -> !condition.holds(scope);
  }
}
