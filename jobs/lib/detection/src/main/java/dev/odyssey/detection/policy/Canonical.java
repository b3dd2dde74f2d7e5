package dev.odyssey.detection.policy;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values so that different values are different texts. */
final class Canonical {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/+ -]+");

  /** A text as it is, or in quotes where it could be taken for something else. */
  static String text(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String list(Collection<String> texts) {
    return texts.stream().map(Canonical::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Values by name, in the order of the map, each by its own {@code toString}. */
  static String map(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(entry -> text(entry.getKey()) + '=' + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private Canonical() {}
}
