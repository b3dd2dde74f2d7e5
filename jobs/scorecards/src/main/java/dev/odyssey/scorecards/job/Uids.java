package dev.odyssey.scorecards.job;

/**
 * The identity of every operator of the job. State in savepoints is found by it, so a uid is never
 * changed and never used for anything else.
 */
final class Uids {

  static final String ORDER_FACTS = "order-facts";
  static final String CONTACT_FACTS = "contact-facts";

  /** Behind the uid of a source: what tells facts from dead letters, and the dead letters. */
  static final String TRIAGE = "-triage";

  static final String DEAD_LETTERS = "-dead-letters";
  static final String REJECTED_TOPIC = "rejected-topic";
  static final String COUNT_ORDERS = "count-orders";
  static final String COUNT_CONTACTS = "count-contacts";
  static final String SUM_ROWS = "sum-rows";
  static final String SCORECARD_ROWS = "scorecard-rows";
  static final String RULE_ROWS = "rule-rows";
  static final String PROVIDER_ROWS = "provider-rows";
  static final String DECIDE_TIERS = "decide-tiers";
  static final String ROWS_TOPIC = "rows-topic";
  static final String RULES_TOPIC = "rules-topic";
  static final String TIERS_TOPIC = "tiers-topic";

  private Uids() {}
}
