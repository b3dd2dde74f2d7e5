package dev.odyssey.notifications;

/** Why an alert that fires notifies nobody. */
public enum Suppression {
  /** It became a defect too long before it was found: history is no news. */
  HISTORICAL,
  /** A worse defect of the same order is open. */
  INHIBITED,
  /** The region's feed is silent: what has not been heard of may well have happened. */
  FEED_SILENT,
  /** It is one of many, and they are one alert. */
  STORM,
  /** Somebody silenced it. */
  SILENCED
}
