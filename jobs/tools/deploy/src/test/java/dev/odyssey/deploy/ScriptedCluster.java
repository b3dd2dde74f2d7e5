package dev.odyssey.deploy;

import dev.odyssey.deploy.FlinkRest.Job;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster that does as it is told, and fails where it is told to: what a real one does when and
 * how it likes.
 */
final class ScriptedCluster implements Cluster {

  /** What was asked of it, in order. */
  final List<String> asked = new ArrayList<>();

  /** What is to fail, each once, in this order, by the word that {@link #asked} would say. */
  final Deque<String> failing = new ArrayDeque<>();

  /** Jobs that are over as soon as they fail to stop. */
  boolean endsWhenItDoesNotStop;

  /** Whether a submission that fails has taken place all the same. */
  boolean answerIsLost;

  int completedCheckpoints;
  Optional<String> newestSnapshot = Optional.empty();
  final Set<String> gone = new HashSet<>();

  private final Map<String, Job> jobs = new HashMap<>();
  private int count;

  /** A job that somebody else started. */
  String foreign(String name) {
    return add(name);
  }

  private String add(String name) {
    String id = "job-" + ++count;
    jobs.put(id, new Job(id, name, "RUNNING", 2, 2, Instant.EPOCH));
    return id;
  }

  private boolean fails(String what) {
    asked.add(what);
    String word = what.substring(0, (what + " ").indexOf(' '));
    if (word.equals(failing.peek())) {
      failing.remove();
      return true;
    }
    return false;
  }

  private void end(String id, String state) {
    jobs.computeIfPresent(id, (key, job) -> new Job(id, job.name(), state, 2, 0, Instant.EPOCH));
  }

  /** The ids of jobs that are not over. */
  List<String> alive() {
    return jobs.values().stream().filter(job -> !job.isOver()).map(Job::id).sorted().toList();
  }

  /** Lets a job fail. */
  void fail(String id) {
    end(id, "FAILED");
  }

  @Override
  public List<Job> jobs() {
    return List.copyOf(jobs.values());
  }

  @Override
  public Submittable prepare(Release release) {
    if (fails("prepare " + release.arguments())) {
      throw new IllegalStateException("no job");
    }
    return new Submittable() {
      @Override
      public String submit(Optional<String> snapshot) {
        boolean fails = fails("submit " + release.arguments() + " " + snapshot.orElse("fresh"));
        String id = fails && !answerIsLost ? "none" : add("tick");
        if (fails) {
          throw new IllegalStateException("not taken");
        }
        return id;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String stop(String jobId) {
    if (fails("stop " + jobId)) {
      if (endsWhenItDoesNotStop) {
        end(jobId, "FAILED");
      }
      throw new IllegalStateException("disk full");
    }
    end(jobId, "FINISHED");
    return "/savepoint-of-" + jobId;
  }

  @Override
  public String savepoint(String jobId) {
    if (fails("savepoint " + jobId)) {
      throw new IllegalStateException("disk full");
    }
    return "/savepoint-of-" + jobId;
  }

  @Override
  public Arrival await(String jobId, int furtherCheckpoints) {
    return fails("await " + jobId) ? new Arrival.Down("rotten") : new Arrival.Up(5_000);
  }

  @Override
  public int completedCheckpoints(String jobId) {
    return completedCheckpoints;
  }

  @Override
  public void cancel(String jobId) {
    if (fails("cancel " + jobId)) {
      throw new IllegalStateException("no answer");
    }
    end(jobId, "CANCELED");
  }

  @Override
  public Optional<String> newestSnapshot(String jobId) {
    return newestSnapshot;
  }

  @Override
  public boolean isGone(String snapshot) {
    return gone.contains(snapshot);
  }
}
