package dev.odyssey.notifications.settings;

import dev.odyssey.defects.Severity;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a defect becomes an alert, and whom it goes to.
 *
 * @param holds how long a defect of a severity must last; a severity that is not there never
 *     becomes an alert
 * @param pagingHorizon what became a defect longer ago than this when it was found is history
 * @param inhibits worst first: each silences those after it, of one order
 * @param storm when many are one
 * @param routes who is told, by the first that fits; the last one fits all
 * @param runbooks where it is written what to do, by code, FEED_SILENT among them
 */
public record AlertSettings(
    Map<Severity, Duration> holds,
    Duration pagingHorizon,
    List<String> inhibits,
    Storm storm,
    List<Route> routes,
    Map<String, String> runbooks)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /**
   * When many alerts are one.
   *
   * @param moreThan more defects than this of one code and region
   * @param within firing in this time
   * @param updateEvery how often the one alert is updated at most
   */
  public record Storm(int moreThan, Duration within, Duration updateEvery)
      implements Serializable {}

  /**
   * Who is told of some alerts.
   *
   * @param name of the route
   * @param codes of these codes; empty for all
   * @param severities of these severities; empty for all
   * @param regions of these regions; empty for all
   */
  public record Route(
      String name, List<String> codes, List<Severity> severities, List<String> regions)
      implements Serializable {

    private static final long serialVersionUID = 1;

    public Route {
      codes = List.copyOf(codes);
      severities = List.copyOf(severities);
      regions = List.copyOf(regions);
    }

    private boolean fits(String code, Severity severity, String region) {
      return (codes.isEmpty() || codes.contains(code))
          && (severities.isEmpty() || severities.contains(severity))
          && (regions.isEmpty() || (region != null && regions.contains(region)));
    }
  }

  public AlertSettings {
    holds = Map.copyOf(holds);
    inhibits = List.copyOf(inhibits);
    routes = List.copyOf(routes);
    runbooks = Map.copyOf(runbooks);
  }

  /** How long a defect must last to become an alert; empty if it never does. */
  public Optional<Duration> hold(Severity severity) {
    return Optional.ofNullable(holds.get(severity));
  }

  /**
   * The name of the route of an alert.
   *
   * @param region null where not known
   */
  public String route(String code, Severity severity, String region) {
    return routes.stream()
        .filter(route -> route.fits(code, severity, region))
        .findFirst()
        .map(Route::name)
        .orElseThrow(() -> new IllegalStateException("no route fits " + code + " in " + region));
  }
}
