package dev.odyssey.defects;

/** Who answers for a defect. */
public enum ChargedTo {
  PROVIDER,
  PLATFORM,
  CUSTOMER_SERVICE,
  DATA
}
