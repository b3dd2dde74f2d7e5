package dev.odyssey.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.deploy.FlinkRest;
import dev.odyssey.deploy.JavaCommand;
import dev.odyssey.deploy.JobsCli;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import dev.odyssey.sandbox.SandboxOptions.Service;
import dev.odyssey.survival.Plan.Heartbeats;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A job that has a cluster to itself, in Flink's application mode: the command stops it, and what
 * it prints is done here to the letter.
 */
@Timeout(600)
class ApplicationModeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOAD = Duration.ofSeconds(5);
  private static final String JOB = Job.LIFECYCLE_DEFECTS.title();
  private static final Set<Job> JOBS = EnumSet.of(Job.LIFECYCLE_DEFECTS);
  private static final int ORDERS = 120;
  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int YOUR_TURN = 3;
  private static final int NO_ANSWER = 5;

  /** Nothing is killed. */
  private static final Plan CALM = new Plan(12, Heartbeats.OF_JOBS, List.of());

  private static final Pattern JAR = Pattern.compile("put (\\S+) alone into usrlib/");
  private static final Pattern SAVEPOINT = Pattern.compile("^savepoint (\\S+)");
  private static final Pattern START = Pattern.compile("bin/standalone-job.sh start (.*)");

  @TempDir private Path scratch;

  private final StringWriter said = new StringWriter();

  @Test
  void theNextProcessesGoOnWhereTheCommandHasStoppedTheJob() {
    Path jar = ProjectHome.locate().jobJar(JOB);
    Market market = Market.simulate(CALM.seed(), ORDERS, JOBS);
    CompletableFuture<Expectation> expectation =
        CompletableFuture.supplyAsync(() -> Expectation.of(market, scratch.resolve("backtest")));
    SandboxOptions options =
        SandboxOptions.forTest(scratch.resolve("sandbox")).withServices(Service.KAFKA);
    try (Sandbox sandbox = Sandbox.start(options);
        Feed feed =
            new Feed(sandbox.kafka().bootstrapServers(), market, CALM, LOAD, Clock.systemUTC());
        Committed committed = new Committed(sandbox.kafka().bootstrapServers(), Seen.topics())) {
      List<String> arguments =
          Job.LIFECYCLE_DEFECTS.arguments(
              sandbox.jobArguments(JOB), CALM.heartbeats(), Path.of("not of this job"));
      sandbox.flink().startApplication(jar, arguments);
      String before = sandbox.flink().startTaskManager();
      feed.start();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                committed.poll(Duration.ofMillis(200));
                return !committed.isEmpty();
              });

      assertThat(jobs(sandbox, List.of("status"), List.of())).as("%s", said).isEqualTo(DONE);
      assertThat(said.toString()).contains(JOB, "RUNNING");
      assertThat(jobs(sandbox, List.of("submit", JOB, "--jar", jar.toString()), arguments))
          .isEqualTo(REFUSED);
      assertThat(said.toString()).contains("was made for one job (application mode)");
      List<String> upgrade = List.of("upgrade", JOB, "--jar", jar.toString());
      assertThat(jobs(sandbox, with(upgrade, "--dry-run"), arguments)).isEqualTo(DONE);
      assertThat(feed.isOver()).isFalse();
      assertThat(jobs(sandbox, upgrade, arguments)).as("%s", said).isEqualTo(YOUR_TURN);

      sandbox.flink().startApplication(Path.of(printed(JAR)), words(printed(START)));
      assertThat(sandbox.flink().taskManagers()).containsExactly(before);
      feed.sendTheRest();
      await().atMost(PATIENCE).until(feed::isOver);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                committed.toEnd();
                assertThat(
                        Verdict.differences(
                            JOBS,
                            expectation.join(),
                            feed.rubbish(),
                            Seen.of(committed, new Tables(Map.of()))))
                    .isEmpty();
              });
      assertThat(goneOnFrom(sandbox)).isEqualTo(printed(SAVEPOINT));
      assertThat(jobs(sandbox, List.of("stop", JOB), List.of())).as("%s", said).isEqualTo(DONE);
      await()
          .atMost(PATIENCE)
          .until(() -> jobs(sandbox, List.of("status"), List.of()) == NO_ANSWER);
    }
  }

  /** Runs {@code scripts/jobs}; what it says is in {@link #said}. */
  private int jobs(Sandbox sandbox, List<String> words, List<String> arguments) {
    List<String> line = new ArrayList<>(words);
    line.addAll(List.of("--cluster", sandbox.flink().rest().root().toString()));
    line.addAll(List.of("--history", scratch.resolve("deployments").toString()));
    if (!arguments.isEmpty()) {
      line.add("--");
      line.addAll(arguments);
    }
    Path flinkHome = ProjectHome.locate().path().resolve("jobs/tools/sandbox/flink/target");
    PrintWriter out = new PrintWriter(said, true);
    CommandLine jobs = JobsCli.commandLine(Map.of("FLINK_HOME", flinkHome.toString()));
    return jobs.setOut(out).setErr(out).execute(line.toArray(String[]::new));
  }

  private static String goneOnFrom(Sandbox sandbox) {
    FlinkRest rest = sandbox.flink().rest();
    String job = rest.jobs().get(0).id();
    return rest.get("/jobs/" + job + "/checkpoints").at("/latest/restored/external_path").asText();
  }

  private static List<String> with(List<String> words, String more) {
    List<String> all = new ArrayList<>(words);
    all.add(more);
    return all;
  }

  /** What was printed last. */
  private String printed(Pattern pattern) {
    Optional<String> last =
        said.toString()
            .lines()
            .map(pattern::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1))
            .reduce((first, second) -> second);
    return last.orElseThrow(() -> new AssertionError(pattern + " was not printed:\n" + said));
  }

  /** The words of a line, as a shell takes them. */
  private static List<String> words(String line) {
    String lines = JavaCommand.output(new ProcessBuilder("bash", "-c", "printf '%s\\n' " + line));
    return lines.lines().toList();
  }
}
