package dev.odyssey.notifications.settings;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;

/**
 * When events that do not come mean that a feed is broken.
 *
 * @param cycle after which what is usual repeats: a week of local time, or, where time is pressed
 *     together as in a demo, a shorter one; then its parts are pressed likewise
 * @param holidays local dates of which nothing usual is known
 * @param window what came in this time is compared with the usual
 * @param doubt how unlikely it must be to be doubted
 * @param silentMissing how many must be missing, and none have come, for a silent feed
 * @param low what share of the usual is low
 * @param lowLikelihood how unlikely that must be
 * @param back what share of the usual must come again
 * @param backFor for how long
 * @param fresh how old what comes may be
 * @param freshShare what share of it
 * @param maxWait how long what a feed casts doubt on waits at most
 * @param providerMaxWait the same where only a provider's events are missing
 * @param providerVisits how many of a provider's running visits must lack every event
 */
public record FeedSettings(
    Duration cycle,
    Set<LocalDate> holidays,
    Duration window,
    double doubt,
    int silentMissing,
    double low,
    double lowLikelihood,
    double back,
    Duration backFor,
    Duration fresh,
    double freshShare,
    Duration maxWait,
    Duration providerMaxWait,
    int providerVisits)
    implements Serializable {

  private static final long serialVersionUID = 1;

  static final Duration WEEK = Duration.ofDays(7);

  /** Whether what is usual goes by local time. */
  public boolean isByWeek() {
    return cycle.equals(WEEK);
  }

  /** A 168th part of the cycle, in milliseconds. */
  public long hour() {
    return cycle.toMillis() / 168;
  }

  /** A 7th part of the cycle, in milliseconds. */
  public long day() {
    return 24 * hour();
  }

  /** How often feeds are judged, in milliseconds. */
  public long minute() {
    return hour() / 60;
  }
}
