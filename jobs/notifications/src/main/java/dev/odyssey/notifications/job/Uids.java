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

  static final String COUNT_BY_REGION = "count-by-region";
  static final String WATCH_FEEDS = "watch-feeds";
  static final String FEED_INCIDENTS = "feed-incidents";
  static final String FOLLOW_INCIDENTS = "follow-incidents";
  static final String GATE_BY_FEED = "gate-by-feed";
  static final String RAISE_ALERTS = "raise-alerts";
  static final String ASK = "ask-by-playbook";
  static final String REACH_OUT = "reach-out";

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
