package dev.odyssey.backtest;

import static dev.odyssey.backtest.SuiteJob.CONTACT_DEFECTS;
import static dev.odyssey.backtest.SuiteJob.LIFECYCLE_DEFECTS;
import static dev.odyssey.backtest.SuiteJob.NOTIFICATIONS;
import static dev.odyssey.backtest.SuiteJob.SCORECARDS;

import dev.odyssey.backtest.StoryRun.Setup;
import dev.odyssey.backtest.Wiring.Input;
import dev.odyssey.defects.DefectChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The jobs of the suite over a story, chapter after chapter: what the detection jobs tell in a
 * chapter is what scorecards and notifications read in it. Each ends with a savepoint, but for the
 * last.
 */
final class SuiteRun {

  static final List<SuiteJob> JOBS =
      List.of(LIFECYCLE_DEFECTS, CONTACT_DEFECTS, SCORECARDS, NOTIFICATIONS);

  private static final String METADATA = "_metadata";

  private final Story story;
  private final Path directory;
  private final Map<String, Path> savepoints = new HashMap<>();
  private final Map<String, List<String>> told = new HashMap<>();
  private final Map<String, Integer> merged = new HashMap<>();
  private final List<String> changes = new ArrayList<>();
  private int chapter;

  SuiteRun(Story story, Path directory) {
    this.story = story;
    this.directory = directory;
  }

  /** The lines that a job has told so far. */
  List<String> told(SuiteJob job, String output) {
    return told.getOrDefault(key(job, output), List.of());
  }

  /** All changes of defects so far, in the order of detection. */
  List<String> changes() {
    return changes;
  }

  /**
   * Tells the next chapter to all jobs. What detection finds is detected after the chapters before,
   * and its readers go by that.
   */
  void tell(int parallelism, String backend) throws Exception {
    long clock = story.recorded(chapter);
    chapter++;
    tell(LIFECYCLE_DEFECTS, parallelism, backend, clock);
    tell(CONTACT_DEFECTS, parallelism, backend, clock);
    tell(SCORECARDS, parallelism, backend, Long.MIN_VALUE);
    tell(NOTIFICATIONS, parallelism, backend, Long.MIN_VALUE);
  }

  private void tell(SuiteJob job, int parallelism, String backend, long clock) throws Exception {
    boolean last = chapter == Story.CHAPTERS;
    StoryRun.Result result =
        StoryRun.run(
            job,
            inputs(job, last),
            new Setup(parallelism, backend, savepoints.get(job.name()), clock),
            directory.resolve(job.name() + "-" + chapter));
    savepoints.put(job.name(), result.savepoint());
    hear(job, result.told());
  }

  private void hear(SuiteJob job, Map<String, List<String>> lines) throws Exception {
    lines.forEach(
        (output, more) ->
            told.computeIfAbsent(key(job, output), any -> new ArrayList<>()).addAll(more));
    if (job == CONTACT_DEFECTS) {
      merge();
    }
  }

  /**
   * Adds what both detection jobs have found since, in the order of time. A replay's subtasks each
   * have a time of their own; here it becomes that of one clock, which does not go back.
   */
  private void merge() throws Exception {
    List<DefectChange> later = new ArrayList<>();
    for (SuiteJob job : List.of(LIFECYCLE_DEFECTS, CONTACT_DEFECTS)) {
      List<String> lines = told(job, "defects");
      int from = merged.getOrDefault(job.name(), 0);
      long now = Long.MIN_VALUE;
      for (DefectChange change : Form.CHANGES.read(lines.subList(from, lines.size()))) {
        now = Math.max(now, change.detectedAt());
        later.add(new DefectChange(change.revision(), change.status(), now, change.finding()));
      }
      merged.put(job.name(), lines.size());
    }
    later.sort(Comparator.comparingLong(DefectChange::detectedAt));
    for (DefectChange change : later) {
      changes.add(Form.CHANGES.writer().map(change));
    }
  }

  /** What scorecards and notifications tell if they read in one run what they have read in many. */
  Map<String, List<String>> uninterrupted(SuiteJob job) throws Exception {
    Map<String, Input> inputs = inputs(job, true);
    return StoryRun.run(job, inputs, Setup.PLAIN, directory.resolve(job.name() + "-at-once"))
        .told();
  }

  private Map<String, Input> inputs(SuiteJob job, boolean last) throws IOException {
    Map<String, Input> inputs = new HashMap<>();
    for (String input : job.inputs()) {
      List<String> lines =
          switch (input) {
            case "order-events" -> events(job, story.orders());
            case "contact-events" -> events(job, story.contacts());
            case "order-facts" -> told(LIFECYCLE_DEFECTS, input);
            case "contact-facts" -> told(CONTACT_DEFECTS, input);
            case "defects" -> changes;
            case "silences" -> Story.SILENCES;
            case "contact-preferences" -> Story.PREFERENCES;
            default -> throw new IllegalArgumentException("nobody tells " + input);
          };
      int hold =
          switch (input) {
            case "order-events", "contact-events" -> Story.read(lines, chapter);
            case "silences", "contact-preferences" -> chapter;
            default -> lines.size();
          };
      inputs.put(input, new Input(lines, last ? Input.TO_THE_END : hold));
    }
    return inputs;
  }

  private static List<String> events(SuiteJob job, List<String> events) throws IOException {
    return job == NOTIFICATIONS ? Story.byOneClock(events) : events;
  }

  private static String key(SuiteJob job, String output) {
    return job.name() + "/" + output;
  }

  /** Keeps what there is after the first chapter: of each job the savepoint and what it told. */
  void store(Path version) throws IOException {
    for (SuiteJob job : JOBS) {
      Path kept = Files.createDirectories(version.resolve(job.name()));
      try (OutputStream out = zipped(kept.resolve(METADATA + ".gz"))) {
        Files.copy(savepoints.get(job.name()).resolve(METADATA), out);
      }
      for (String output : job.outputs()) {
        try (OutputStream out = zipped(kept.resolve(output + ".lines.gz"))) {
          for (String line : told(job, output)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  private static OutputStream zipped(Path file) throws IOException {
    return new GZIPOutputStream(Files.newOutputStream(file));
  }

  /** Begins after the first chapter, as it was told by a version. */
  static SuiteRun after(Path version, Story story, Path directory) throws Exception {
    SuiteRun run = new SuiteRun(story, directory);
    run.chapter = 1;
    for (SuiteJob job : JOBS) {
      Path kept = version.resolve(job.name());
      run.savepoints.put(job.name(), savepoint(kept, directory.resolve(job.name() + "-kept")));
      Map<String, List<String>> lines = new HashMap<>();
      for (String output : job.outputs()) {
        lines.put(output, Story.lines(kept.resolve(output + ".lines.gz")));
      }
      run.hear(job, lines);
    }
    return run;
  }

  /** Unpacks a job's savepoint: one file, since all state is in it. */
  static Path savepoint(Path kept, Path directory) throws IOException {
    Files.createDirectories(directory);
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(kept.resolve(METADATA + ".gz")))) {
      Files.copy(in, directory.resolve(METADATA));
    }
    return directory;
  }
}
