package dev.odyssey.deploy;

import dev.odyssey.deploy.FlinkRest.Checkpoints;
import dev.odyssey.deploy.FlinkRest.Job;
import dev.odyssey.deploy.FlinkRest.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** How the jobs of a cluster stand, for people. */
final class StatusReport {

  private final History history;
  private final Clock clock;

  StatusReport(History history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  /** All jobs that run, and all that were ever deployed here. */
  List<String> of(FlinkRest rest) {
    List<Job> jobs = rest.jobs();
    TreeSet<String> names = new TreeSet<>(history.jobs());
    jobs.stream().filter(job -> !job.isOver()).map(Job::name).forEach(names::add);
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      List<Job> alive =
          jobs.stream().filter(job -> job.name().equals(name) && !job.isOver()).toList();
      if (alive.isEmpty()) {
        lines.addAll(asleep(name));
      }
      for (Job job : alive) {
        lines.addAll(
            alive(
                job,
                rest.checkpoints(job.id()),
                rest.restarts(job.id()),
                history.find(name, job.id())));
      }
    }
    return lines.isEmpty() ? List.of("no job runs, and none was deployed by this command") : lines;
  }

  List<String> alive(
      Job job, Checkpoints checkpoints, OptionalLong restarts, Optional<Deployment> deployment) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %s, %d of %d tasks run%s"
            .formatted(
                job.name(),
                job.state(),
                job.runningTasks(),
                job.tasks(),
                job.isRunning() ? "" : "  <-- not all of it runs"));
    lines.add(line("job", job.id() + ", since " + at(job.since()) + restarted(restarts)));
    lines.add(
        line(
            "version",
            deployment
                .map(
                    known ->
                        "%s, deployment %s, by %s"
                            .formatted(
                                known.version().isEmpty() ? "unnamed" : known.version(),
                                known.describe(),
                                known.by()))
                .orElse("not deployed by this command; adopt makes it known")));
    lines.add(
        line(
            "checkpoint",
            checkpoints
                .latest()
                .map(this::describe)
                .orElse("none yet: nothing that it found is visible")));
    lines.add(
        line(
            "savepoint",
            checkpoints
                .savepoint()
                .map(this::describe)
                .or(() -> deployment.flatMap(Deployment::from).map(from -> "began at " + from))
                .orElse("none")));
    return lines;
  }

  private List<String> asleep(String job) {
    List<String> lines = new ArrayList<>();
    lines.add(job + "  does not run");
    history
        .last(job)
        .ifPresent(
            last -> {
              lines.add(line("version", "was deployment " + last.describe()));
              last.stoppedAt().ifPresent(path -> lines.add(line("savepoint", path)));
              last.ended().ifPresent(reason -> lines.add(line("ended", reason)));
            });
    return lines;
  }

  private static String restarted(OptionalLong restarts) {
    return restarts.isPresent() ? ", restarted %d times".formatted(restarts.getAsLong()) : "";
  }

  private String describe(Snapshot snapshot) {
    return "%s ago, %s, %s".formatted(age(snapshot.at()), size(snapshot.bytes()), snapshot.path());
  }

  private String age(Instant instant) {
    Duration age = Duration.between(instant, clock.instant());
    if (age.compareTo(Duration.ofMinutes(2)) < 0) {
      return age.toSeconds() + " s";
    }
    return age.compareTo(Duration.ofHours(2)) < 0 ? age.toMinutes() + " min" : age.toHours() + " h";
  }

  private static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String at(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String line(String what, String value) {
    return String.format(Locale.ROOT, "  %-11s %s", what, value);
  }
}
