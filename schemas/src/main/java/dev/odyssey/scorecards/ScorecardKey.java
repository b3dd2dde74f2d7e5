package dev.odyssey.scorecards;

import java.time.LocalDate;

/**
 * Which row of which scorecard.
 *
 * @param day of orders a local date where the service is rendered, of contacts one where the
 *     customer is
 * @param code of a row of {@link Scorecard#RULE}, whose defects it counts; otherwise null
 */
public record ScorecardKey(
    Scorecard scorecard, EntityType entityType, String entityId, LocalDate day, String code) {

  private static final char SEPARATOR = '/';

  /** The key of a row that is not about one code. */
  public ScorecardKey(Scorecard scorecard, EntityType entityType, String entityId, LocalDate day) {
    this(scorecard, entityType, entityId, day, null);
  }

  /** The key of the row that counts the defects of a code. */
  public static ScorecardKey ofCode(
      String code, EntityType entityType, String entityId, LocalDate day) {
    return new ScorecardKey(Scorecard.RULE, entityType, entityId, day, code);
  }

  /**
   * The key as one text, {@code ORDER/PROVIDER/P-1/2025-03-01}, of a code {@code
   * RULE/NO_SHOW/PROVIDER/P-1/2025-03-01}. An id may hold slashes: what is before and after it does
   * not.
   */
  public String text() {
    String kind = code == null ? scorecard.name() : scorecard.name() + SEPARATOR + code;
    return kind + SEPARATOR + entityType + SEPARATOR + entityId + SEPARATOR + day;
  }

  /**
   * The key that {@link #text} was made of.
   *
   * @throws IllegalArgumentException naming a text that is none
   */
  public static ScorecardKey parse(String text) {
    String[] parts = text.split("/", 3);
    boolean ofCode = parts[0].equals(Scorecard.RULE.name());
    String entity = parts.length < 3 ? "" : ofCode ? parts[2] : parts[1] + SEPARATOR + parts[2];
    int first = entity.indexOf(SEPARATOR);
    int last = entity.lastIndexOf(SEPARATOR);
    if (first < 0 || last <= first) {
      throw new IllegalArgumentException("not the key of a scorecard's row: " + text);
    }
    return new ScorecardKey(
        Scorecard.valueOf(parts[0]),
        EntityType.valueOf(entity.substring(0, first)),
        entity.substring(first + 1, last),
        LocalDate.parse(entity.substring(last + 1)),
        ofCode ? parts[1] : null);
  }
}
