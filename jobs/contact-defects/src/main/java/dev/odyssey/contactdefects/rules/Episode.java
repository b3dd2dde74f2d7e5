package dev.odyssey.contactdefects.rules;

/**
 * A stretch of an issue from an inbound INITIATED that opens it to the next one that does: from the
 * customer's first call to the day the matter is over. Positions are those of the customer's
 * history.
 */
public final class Episode {

  private final int opening;
  private int last;
  private int resolution = -1;

  Episode(int opening) {
    this.opening = opening;
    this.last = opening;
  }

  void add(int position, boolean isResolution) {
    last = position;
    if (isResolution && resolution < 0) {
      resolution = position;
    }
  }

  /** The INITIATED that opens it. */
  public int opening() {
    return opening;
  }

  /** Its last event. */
  public int last() {
    return last;
  }

  /** Its first resolution; -1 for none. */
  public int resolution() {
    return resolution;
  }
}
