package dev.odyssey.detection.documents;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.DefectCode;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a document is published under: {@code CODE@from} for a version of a rule, {@code
 * policies@from} for a version of the policies.
 *
 * @param name the code of a rule, or {@link #POLICIES}
 * @param from from when the version holds, in epoch milliseconds
 */
public record DocumentKey(String name, long from) {

  /** In the place of a code, for versions of the policies. */
  public static final String POLICIES = "policies";

  private static final String FORM = "expected CODE@from or policies@from";

  /**
   * The key of a text.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  public static DocumentKey parse(String key) {
    int at = key == null ? -1 : key.lastIndexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("key " + key + ": " + FORM);
    }
    String name = key.substring(0, at);
    if (!name.equals(POLICIES) && !DefectCode.isCode(name)) {
      throw new IllegalArgumentException("key " + key + ": " + FORM);
    }
    try {
      return new DocumentKey(name, Instant.parse(key.substring(at + 1)).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "key " + key + ": expected an instant like 2026-04-01T00:00:00.000Z behind the @", e);
    }
  }

  public boolean isOfPolicies() {
    return name.equals(POLICIES);
  }

  /** As it is best written. */
  public String text() {
    return name + "@" + Instants.format(from);
  }
}
