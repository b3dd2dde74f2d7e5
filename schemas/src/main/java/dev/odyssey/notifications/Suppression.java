package dev.odyssey.notifications;

/** Why an alert that fires notifies nobody. */
public enum Suppression {
  /** Its defects were raised too long before they were found. */
  HISTORICAL,
  /** What is missing may have happened: events of its region or provider are missing. */
  FEED,
  /** Its members belong to a surge, which is an alert of its own. */
  SURGE,
  /** Its members match a silence. */
  SILENCED,
  /** Its route is in force in certain hours only. */
  HOURS
}
