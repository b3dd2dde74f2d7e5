package dev.odyssey.notifications;

import java.util.List;

/**
 * Nobody is to be interrupted by alerts that match, for a time. Topic {@code silences}, key
 * silenceId; a record without a value takes the silence back.
 *
 * @param matchers all of them must match; at least one
 * @param from in epoch milliseconds of the wall clock
 * @param to until just before this
 * @param reason why, for people
 * @param by who, an id
 */
public record Silence(
    String silenceId, List<Matcher> matchers, long from, long to, String reason, String by) {

  /** How a field is compared. */
  public enum Comparison {
    EQUALS,
    NOT_EQUALS,
    /** A regular expression that must match the whole value. */
    MATCHES,
    NOT_MATCHES
  }

  /**
   * A condition on a field.
   *
   * @param field name of a field of an alert, or of the defect that it is about
   * @param value what the field's value is compared with; an absent field has the value ""
   */
  public record Matcher(String field, Comparison comparison, String value) {}

  public Silence {
    matchers = List.copyOf(matchers);
  }

  /** Whether it holds at an instant, in epoch milliseconds. */
  public boolean holdsAt(long instant) {
    return from <= instant && instant < to;
  }
}
