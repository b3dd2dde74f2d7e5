package dev.odyssey.scorecards;

/**
 * Somebody or something that has a scorecard.
 *
 * @param id null where it is not known who it was, who then gets no row
 */
public record Entity(EntityType type, String id) {

  /** The id of all together. */
  public static final String EVERYBODY = "ALL";

  /** All together. */
  public static final Entity ALL = new Entity(EntityType.ALL, EVERYBODY);
}
