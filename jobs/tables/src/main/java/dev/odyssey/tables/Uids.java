package dev.odyssey.tables;

/**
 * The identity of every operator of the job. State in savepoints is found by it, so a uid is never
 * changed and never used for anything else.
 */
final class Uids {

  /** Behind the name of a topic: what writes its tables. */
  static final String TABLES = "-tables";

  static final String DEAD_LETTERS = "dead-letters";
  static final String REJECTED_TOPIC = "rejected-topic";

  private Uids() {}
}
