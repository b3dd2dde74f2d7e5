package dev.odyssey.detection.rules;

/**
 * The parts of a history that are forgotten one by one. An order is one part; a customer has one
 * for each issue, and one for each contact without an issue.
 */
public interface Retention {

  /** The history is one part. */
  Retention AS_A_WHOLE =
      new Retention() {
        @Override
        public int parts() {
          return 1;
        }

        @Override
        public int part(int index) {
          return 0;
        }
      };

  int parts();

  /** The part of the event at a position. */
  int part(int index);

  /**
   * Extends the time that parts are kept: a part is kept for as long as another one whose findings
   * or contributions rest on its events.
   *
   * @param keptUntil by part, in epoch milliseconds; changed in place
   */
  default void extend(long[] keptUntil) {}
}
