package dev.odyssey.detection.job;

/**
 * The identity of every operator of a detection job. State in savepoints is found by it, so a uid
 * is never changed and never used for anything else.
 */
final class Uids {

  static final String SOURCE = "events";
  static final String RULES = "rules";
  static final String RULES_TIME = "rules-time";
  static final String ACCEPT_RULES = "accept-rules";
  static final String TRIAGE = "triage";
  static final String DETECT = "detect";
  static final String DEAD_LETTERS = "dead-letters";
  static final String LATE = "late-events";
  static final String OVERFLOW = "overflow-events";
  static final String DEFECTS_TOPIC = "defects-topic";
  static final String SHADOW_TOPIC = "shadow-topic";
  static final String FACTS_TOPIC = "facts-topic";
  static final String REJECTED_TOPICS = "rejected-topics";

  private Uids() {}
}
