package dev.odyssey.scorecards;

import java.time.LocalDate;

/**
 * Which row of which scorecard.
 *
 * @param day of orders a local date where the service is rendered, of contacts a UTC date
 */
public record ScorecardKey(
    Scorecard scorecard, EntityType entityType, String entityId, LocalDate day) {

  private static final char SEPARATOR = '/';

  /**
   * The key as one text, {@code ORDER/PROVIDER/P-1/2025-03-01}. An id may hold slashes: what is
   * before and after it does not.
   */
  public String text() {
    return scorecard.name() + SEPARATOR + entityType + SEPARATOR + entityId + SEPARATOR + day;
  }

  /**
   * The key that {@link #text} was made of.
   *
   * @throws IllegalArgumentException naming a text that is none
   */
  public static ScorecardKey parse(String text) {
    int first = text.indexOf(SEPARATOR);
    int second = text.indexOf(SEPARATOR, first + 1);
    int last = text.lastIndexOf(SEPARATOR);
    if (first < 0 || second < 0 || last <= second) {
      throw new IllegalArgumentException("not the key of a scorecard's row: " + text);
    }
    return new ScorecardKey(
        Scorecard.valueOf(text.substring(0, first)),
        EntityType.valueOf(text.substring(first + 1, second)),
        text.substring(second + 1, last),
        LocalDate.parse(text.substring(last + 1)));
  }
}
