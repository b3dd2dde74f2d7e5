package dev.odyssey.benchmarks;

/** How far changes of defects go through the graph of the notifications. */
enum Reach {
  NOWHERE("keyed discard", false),
  INCIDENTS("incidents", false),
  ALERTS("incidents, alerts", false),
  MESSAGES("incidents, alerts, messages", false),
  NOWHERE_IN_STORM("keyed discard, in a storm", true),
  ALERTS_IN_STORM("incidents, alerts, in a storm", true),
  MESSAGES_IN_STORM("incidents, alerts, messages, in a storm", true);

  private final String title;
  private final boolean isStorm;

  Reach(String title, boolean isStorm) {
    this.title = title;
    this.isStorm = isStorm;
  }

  String title() {
    return title;
  }

  /** Whether all changes are of one code and region. */
  boolean isStorm() {
    return isStorm;
  }

  /** What it is compared to. */
  Reach floor() {
    return isStorm ? NOWHERE_IN_STORM : NOWHERE;
  }

  boolean hasAlerts() {
    return this != INCIDENTS && this != floor();
  }

  boolean hasMessages() {
    return this == MESSAGES || this == MESSAGES_IN_STORM;
  }
}
