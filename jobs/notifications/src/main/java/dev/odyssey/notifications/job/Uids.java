package dev.odyssey.notifications.job;

/**
 * The identity of every operator of the job. State in savepoints is found by it, so a uid is never
 * changed and never used for anything else.
 */
final class Uids {

  static final String DEFECTS = "defects";
  static final String ORDER_EVENTS = "order-events";
  static final String SILENCES = "silences";
  static final String PREFERENCES = "contact-preferences";
  static final String ACKNOWLEDGEMENTS = "acknowledgements";

  static final String COUNT_ORDERS = "count-order-events";
  static final String COUNT_CONTACTS = "count-contact-events";
  static final String WATCH_FEEDS = "feeds";
  static final String CONTACTS = "contacts";
  static final String CASES = "cases";
  static final String DESK = "desk";
  static final String MESSAGES = "messages";
  static final String FILES = "case-files";

  static final String CASES_TOPIC = "cases-topic";
  static final String ALERTS_TOPIC = "alerts-topic";
  static final String OUTREACH_TOPIC = "outreach-topic";
  static final String REJECTED_TOPIC = "rejected-topic";

  // Behind the uid of a source: what is done with its records.
  static final String DECODE = "-decode";
  static final String TRIAGE = "-triage";
  static final String TIME = "-time";
  static final String SAID = "-said";
  static final String DEAD_LETTERS = "-dead-letters";

  private Uids() {}
}
