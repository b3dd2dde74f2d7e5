package dev.odyssey.defects;

/** Every defect that the suite knows; what each means is in the file of its rule. */
public enum DefectCode {
  UNSCHEDULED,
  UNFILLED,
  UNCONFIRMED,
  LATE_DEPARTURE,
  MISSED_WINDOW,
  NO_SHOW,
  STALLED_START,
  STALLED_COMPLETION,
  STALLED_PAUSE,
  STALLED_CLAIM,
  BACKDATED_PROMISE,
  RESCHEDULE_CHURN,
  LATE_CANCEL,
  SKIPPED_SCAN,
  REWORK,
  LOW_RATING,
  REPEAT_CONTACT,
  TRANSFER_CHAIN,
  DROPPED_CONTACT,
  ABANDONED_CONTACT,
  SLOW_RESOLUTION,
  NOT_SOLVED;

  /** The identity of the defect that this code finds at an anchor. */
  public String defectId(String anchorEventId) {
    return name() + ':' + anchorEventId;
  }
}
