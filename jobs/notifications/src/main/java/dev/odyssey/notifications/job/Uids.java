package dev.odyssey.notifications.job;

/**
 * The identity of every operator of the job. State in savepoints is found by it, so a uid is never
 * changed and never used for anything else.
 */
final class Uids {

  static final String DEFECTS = "defects";
  static final String DEFECT_TRIAGE = "defect-triage";
  static final String DEFECT_TIME = "defect-time";
  static final String ORDER_EVENTS = "order-events";
  static final String ORDER_TRIAGE = "order-triage";
  static final String ORDER_TIME = "order-time";
  static final String CONTACT_EVENTS = "contact-events";
  static final String CONTACT_TRIAGE = "contact-triage";
  static final String SILENCES = "silences";
  static final String SILENCES_READ = "silences-read";
  static final String PREFERENCES = "preferences";
  static final String PREFERENCES_READ = "preferences-read";
  static final String OUTCOMES = "outcomes";
  static final String COUNT_BY_REGION = "count-by-region";
  static final String WATCH_FEEDS = "watch-feeds";
  static final String FEED_INCIDENTS = "feed-incidents";
  static final String GATE_BY_FEED = "gate-by-feed";
  static final String FOLLOW_INCIDENTS = "follow-incidents";
  static final String RAISE_ALERTS = "raise-alerts";
  static final String ASK = "ask";
  static final String REACH_OUT = "reach-out";
  static final String ALERTS_TOPIC = "alerts-topic";
  static final String ALERTS_TABLES = "alerts-tables";
  static final String OUTREACH_TOPIC = "outreach-topic";
  static final String OUTREACH_TABLES = "outreach-tables";
  static final String OUTCOMES_TABLE = "outcomes-table";
  static final String ORDER_CONTACTS_TABLE = "order-contacts-table";
  static final String DEAD_LETTERS = "dead-letters";
  static final String REJECTED_TOPIC = "rejected-topic";

  private Uids() {}
}
