package dev.odyssey.streaming;

/** The names of the suite's topics, before the prefix of an installation. */
public final class TopicNames {

  public static final String ORDER_EVENTS = "order-events";
  public static final String CONTACT_EVENTS = "contact-events";
  public static final String RULES = "rules";
  public static final String DEFECTS = "defects";
  public static final String SHADOW_DEFECTS = "shadow-defects";
  public static final String ORDER_FACTS = "order-facts";
  public static final String CONTACT_FACTS = "contact-facts";
  public static final String SCORECARDS = "scorecards";
  public static final String RULE_DAY = "rule_day";
  public static final String PROVIDER_TIERS = "provider-tiers";
  public static final String CASES = "cases";
  public static final String ALERTS = "alerts";
  public static final String OUTREACH = "outreach";
  public static final String SILENCES = "silences";
  public static final String ACKNOWLEDGEMENTS = "acknowledgements";
  public static final String CONTACT_PREFERENCES = "contact-preferences";
  public static final String OUTREACH_OUTCOMES = "outreach-outcomes";
  public static final String DEAD_LETTERS = "dead-letters";

  /** Events older than the retention go to the input's name behind this. */
  public static final String LATE = "late-";

  /** Events beyond the bound of their subject go to the input's name behind this. */
  public static final String OVERFLOW = "overflow-";

  private TopicNames() {}
}
