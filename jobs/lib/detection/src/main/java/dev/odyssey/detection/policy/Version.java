package dev.odyssey.detection.policy;

import dev.odyssey.streaming.yaml.StrictYaml;
import java.time.Instant;
import java.util.Map;

/**
 * Policies that hold from an instant on, as they stand in a file or a document: {@code from}, and
 * {@code defaults}, {@code offerings} and {@code calendars} of its own where it has them. What else
 * it says is checked when it is put to {@link Policies#with}.
 *
 * @param source what to call the document in an error
 * @param from from when it holds, to the millisecond
 * @param document all that it says by name, {@code from} included
 */
public record Version(String source, Instant from, Map<?, ?> document) {

  static final String KIND = "Policies version";

  /**
   * A version from a document that was read before: maps, lists, texts and numbers.
   *
   * @throws IllegalArgumentException naming the source, the key and the value, if {@code from} is
   *     missing or is no instant
   */
  public static Version of(String source, Map<?, ?> document) {
    Object from = document.get("from");
    return new Version(
        source, PoliciesReader.instant(new StrictYaml(KIND, source), "from", from), document);
  }

  /**
   * A version from the text of a document, in JSON or YAML.
   *
   * @throws IllegalArgumentException as {@link #of}, and if it cannot be read
   */
  public static Version parse(String source, String text) {
    return of(source, new StrictYaml(KIND, source).read(text));
  }
}
