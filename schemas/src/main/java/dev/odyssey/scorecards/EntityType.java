package dev.odyssey.scorecards;

/** Whom a row of a scorecard is about. */
public enum EntityType {
  PROVIDER,
  OFFERING,
  REGION,
  /** Everybody, under the one id {@link Entity#EVERYBODY}. */
  ALL,
  AGENT,
  SITE,
  /** The version of a bot. */
  AGENT_VERSION,
  /** An arm of a trial between bots. */
  TRIAL_ARM
}
