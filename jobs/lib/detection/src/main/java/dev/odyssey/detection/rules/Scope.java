package dev.odyssey.detection.rules;

/** Which events of a key a rule looks at together. */
public enum Scope {
  /** All events of the key: of one order, or of one customer. */
  SUBJECT,
  /** The events of all contacts about one issue of a customer. */
  ISSUE,
  /** The events of one contact. */
  CONTACT
}
