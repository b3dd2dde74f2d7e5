package dev.odyssey.sandbox;

import java.nio.file.Path;
import java.util.List;

/** The suite's jobs, each in a jar of its own, and the file that says what each decides by. */
enum SuiteJob {
  LIFECYCLE_DEFECTS("lifecycle-defects", "--policies"),
  CONTACT_DEFECTS("contact-defects", "--policies"),
  SCORECARDS("scorecards", "--targets"),
  NOTIFICATIONS("notifications", "--notifications"),
  TABLES("tables", "--targets");

  private final String title;
  private final String decidesBy;

  SuiteJob(String title, String decidesBy) {
    this.title = title;
    this.decidesBy = decidesBy;
  }

  /**
   * The job of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static SuiteJob of(String title) {
    for (SuiteJob job : values()) {
      if (job.title.equals(title)) {
        return job;
      }
    }
    throw new IllegalArgumentException("the suite has no job " + title);
  }

  /** The name of the job and of its jar. */
  String title() {
    return title;
  }

  /** The arguments that name the file that it decides by. */
  List<String> arguments(Decisions decisions) {
    return List.of(
        decidesBy,
        switch (this) {
          case LIFECYCLE_DEFECTS, CONTACT_DEFECTS -> decisions.policies().toString();
          case SCORECARDS, TABLES -> decisions.targets().toString();
          case NOTIFICATIONS -> decisions.notifications().toString();
        });
  }

  /** The files that jobs decide by. */
  record Decisions(Path policies, Path targets, Path notifications) {

    /** Those that a person edits. */
    static Decisions of(ProjectHome home) {
      return new Decisions(home.policies(), home.targets(), home.notifications());
    }
  }
}
