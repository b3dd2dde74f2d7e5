package dev.odyssey.survival;

import dev.odyssey.survival.Plan.Heartbeats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jobs that can take part in a run, and what each is told in it beside where everything is. */
enum Job {
  LIFECYCLE_DEFECTS("lifecycle-defects"),
  CONTACT_DEFECTS("contact-defects"),
  SCORECARDS("scorecards"),
  NOTIFICATIONS("notifications"),
  TABLES("tables");

  /** Longer than the events of a run are past. */
  static final String RETENTION = "P10000D";

  /**
   * What lies years back pages like what happens now, soon; no surge, no feed and no hour of the
   * night keeps it from anybody.
   */
  static final String NOTIFICATION_SETTINGS =
      """
      cases: {holds: {CRITICAL: PT0S, HIGH: PT2S, WARNING: PT5S}, newsHorizon: P3650D}
      alerts: {pageAt: HIGH, groupWait: PT1S, surge: {atLeast: 1000000}}
      feeds: {silentMissing: 1000000, doubt: 0.000000001, lowLikelihood: 0.000000001}
      messages: {quietHours: [], never: {from: "00:00", until: "00:00"}}
      """;

  private final String title;

  Job(String title) {
    this.title = title;
  }

  /** The name of the job and of its jar. */
  String title() {
    return title;
  }

  /**
   * The arguments of a run.
   *
   * @param usual where everything is, and which file the job decides by
   * @param notifications a file with {@link #NOTIFICATION_SETTINGS}
   */
  List<String> arguments(List<String> usual, Heartbeats heartbeats, Path notifications) {
    List<String> arguments = new ArrayList<>(usual);
    switch (this) {
      case LIFECYCLE_DEFECTS, CONTACT_DEFECTS -> {
        arguments.addAll(List.of("--retention", RETENTION, "--pulse.settle", "PT2S"));
        arguments.addAll(
            List.of("--pulse.enabled", Boolean.toString(heartbeats == Heartbeats.OF_JOBS)));
      }
      case SCORECARDS ->
          arguments.addAll(List.of("--rows.retention", RETENTION, "--pulse.settle", "PT2S"));
      case NOTIFICATIONS -> {
        arguments.set(arguments.indexOf("--notifications") + 1, notifications.toString());
        arguments.addAll(List.of("--settle", "PT2S", "--lag", "PT1S", "--pulse.settle", "PT2S"));
        // Heartbeats of the feed are of the time of the simulation, alerts of that of the clock.
        arguments.addAll(
            List.of("--pulse.enabled", Boolean.toString(heartbeats == Heartbeats.OF_JOBS)));
      }
      case TABLES -> {}
    }
    return arguments;
  }

  @Override
  public String toString() {
    return title;
  }
}
