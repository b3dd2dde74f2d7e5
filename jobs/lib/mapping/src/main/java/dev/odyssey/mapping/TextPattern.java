package dev.odyssey.mapping;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} stands for anything: {@code Accepted/*}. */
final class TextPattern {

  private final String text;
  private final Pattern pattern;

  TextPattern(String text) {
    this.text = text;
    this.pattern =
        text.indexOf('*') < 0
            ? null
            : Pattern.compile(
                List.of(text.split("\\*", -1)).stream()
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
  }

  boolean matches(String value) {
    return pattern == null ? text.equals(value) : pattern.matcher(value).matches();
  }

  /** Whether this names one text and no others. */
  boolean isExact() {
    return pattern == null;
  }

  @Override
  public String toString() {
    return text;
  }
}
