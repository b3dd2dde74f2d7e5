package dev.odyssey.detection.rules;

/**
 * A defect as a rule found it in a history. All else that is said of it follows from the rule.
 *
 * @param anchor the position of the event that it hangs on
 * @param raisedBy the position of the event that raised it; -1 where a due time did
 * @param raisedAt when it became a defect, in epoch milliseconds
 * @param settler the position of the event that cleared it; -1 where none did
 * @param clearedAt when it was cleared, in epoch milliseconds; {@link #OPEN} while it is not
 */
public record Found<H extends History<?>>(
    Rule<H> rule, int anchor, int raisedBy, long raisedAt, int settler, long clearedAt) {

  /** Not cleared. */
  public static final long OPEN = Long.MAX_VALUE;

  public boolean isCleared() {
    return clearedAt != OPEN;
  }

  /** Whether an event may still clear it. */
  public boolean isOpenAbsence() {
    return !isCleared() && rule.form() instanceof Form.Absence<H>;
  }
}
