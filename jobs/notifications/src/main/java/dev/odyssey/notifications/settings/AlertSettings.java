package dev.odyssey.notifications.settings;

import dev.odyssey.defects.Severity;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whom alerts interrupt.
 *
 * @param pageAt how severe a case must be to interrupt somebody, unless its route says otherwise
 * @param groupWait how long the first notification waits for more members
 * @param groupInterval how often an alert notifies at most
 * @param membersAfter how long after a notification any new member is told
 * @param remindEvery how often an alert of a severity reminds; of others never
 * @param escalateAfter how long a critical alert waits for an acknowledgement
 * @param routes the first that fits; the last fits all
 * @param runbooks where it is written what to do, by code or kind of alert
 */
public record AlertSettings(
    Severity pageAt,
    Duration groupWait,
    Duration groupInterval,
    Duration membersAfter,
    Map<Severity, Duration> remindEvery,
    Duration escalateAfter,
    Flapping flapping,
    Surge surge,
    List<Route> routes,
    Map<String, String> runbooks)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /**
   * When an alert flaps.
   *
   * @param firsts after so many beginnings
   * @param within in this time
   * @param clearFor it ends only when it was clear for this long
   */
  public record Flapping(int firsts, Duration within, Duration clearFor) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * When many defects are one alert.
   *
   * @param atLeast so many
   * @param within in this time
   * @param usual and more than come in all but this share of such times
   * @param weeks how many hours of the week the usual is the mean of
   * @param regions so many regions at once are one surge
   * @param expireAfter it ends when no member has come for this long
   * @param promise the codes that are one surge, worst first
   */
  public record Surge(
      int atLeast,
      Duration within,
      double usual,
      int weeks,
      int regions,
      Duration expireAfter,
      List<String> promise)
      implements Serializable {
    private static final long serialVersionUID = 1;

    /** What codes that are one surge have in common. */
    public String family(String code) {
      return promise.contains(code) ? promise.get(0) : code;
    }
  }

  /**
   * Whom an alert goes to.
   *
   * @param codes empty for any, as are the others
   * @param pageAt null for the usual one
   * @param hours in which it is in force; null for all
   * @param escalateTo another route's name; null for none
   */
  public record Route(
      String name,
      List<String> codes,
      List<Severity> severities,
      List<String> regions,
      Severity pageAt,
      Hours hours,
      String escalateTo)
      implements Serializable {
    private static final long serialVersionUID = 1;

    boolean fitsAll() {
      return codes.isEmpty() && severities.isEmpty() && regions.isEmpty();
    }

    private boolean fits(String code, Severity severity, String region) {
      return (codes.isEmpty() || codes.contains(code))
          && (severities.isEmpty() || severities.contains(severity))
          && (regions.isEmpty() || (region != null && regions.contains(region)));
    }
  }

  /** The first route that fits. */
  public Route route(String code, Severity severity, String region) {
    for (Route route : routes) {
      if (route.fits(code, severity, region)) {
        return route;
      }
    }
    throw new IllegalStateException("no route fits all");
  }

  /** The route of a name. */
  public Route route(String name) {
    return routes.stream().filter(route -> route.name().equals(name)).findFirst().orElseThrow();
  }

  /** How severe a case of a route must be to interrupt somebody. */
  public Severity pageAt(Route route) {
    return route.pageAt() == null ? pageAt : route.pageAt();
  }
}
