package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.odyssey.deploy.Deployer.Beginning;
import dev.odyssey.deploy.Deployer.Ending;
import dev.odyssey.deploy.Deployer.Wish;
import dev.odyssey.deploy.Deployment.How;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each step of each verb, and each step failing. */
class DeployerTest {

  private static final String JOB = "tick";
  private static final Beginning WHERE_IT_WAS = new Beginning.WhereItWas();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path scratch;

  private final ScriptedCluster cluster = new ScriptedCluster();
  private final List<String> said = new ArrayList<>();
  private Path directory;
  private History history;
  private Deployer deployer;
  private Path one;
  private Path two;

  @BeforeEach
  void prepare() throws IOException {
    directory = scratch.resolve("history");
    history = new History(directory, CLOCK, "ops@here");
    deployer =
        new Deployer(cluster, history, new KeptJars(directory.resolve("jars")), CLOCK, said::add);
    one = jar("1.0");
    two = jar("2.0");
  }

  private Path jar(String version) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    Path file = scratch.resolve("tick-" + version + ".jar");
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
    return file;
  }

  private Wish wish(Path jar, String... arguments) {
    return new Wish(Optional.of(jar), Optional.of(List.of(arguments)), scratch);
  }

  private Wish asBefore(Path jar) {
    return new Wish(Optional.of(jar), Optional.empty(), scratch);
  }

  private Ending submit(Path jar, String... arguments) {
    return deployer.submit(JOB, wish(jar, arguments), WHERE_IT_WAS, 1, false);
  }

  private Ending upgrade(Path jar, String... arguments) {
    return deployer.upgrade(JOB, wish(jar, arguments), Optional.empty(), false);
  }

  private Ending rollback() {
    return deployer.rollback(JOB, Optional.empty(), false);
  }

  private List<String> askedSince(Runnable what) {
    cluster.asked.clear();
    said.clear();
    what.run();
    return cluster.asked;
  }

  private String everythingSaid() {
    return String.join("\n", said);
  }

  @Test
  void aJobWithoutAPastBeginsAnew() {
    assertThat(submit(one, "a")).isEqualTo(Ending.DONE);

    assertThat(cluster.asked).containsExactly("prepare [a]", "submit [a] fresh", "await job-1");
    Deployment deployment = history.last(JOB).orElseThrow();
    assertThat(deployment.up()).isTrue();
    assertThat(deployment.version()).isEqualTo("1.0");
    assertThat(deployment.by()).isEqualTo("ops@here");
    assertThat(deployment.release().jar()).exists().hasParent(directory.resolve("jars"));
  }

  @Test
  void whatRunsIsNotSubmittedTwice() {
    submit(one, "a");

    assertThatIllegalStateException()
        .isThrownBy(() -> submit(one, "a"))
        .withMessageContaining("tick already runs as job job-1");
  }

  @Test
  void aJobGoesOnAtTheSavepointThatItWasStoppedAt() {
    submit(one, "a");
    assertThat(deployer.stop(JOB, false)).isEqualTo(Ending.DONE);
    assertThat(everythingSaid()).contains("tick stopped at savepoint /savepoint-of-job-1");

    assertThat(askedSince(() -> submit(one, "a"))).contains("submit [a] /savepoint-of-job-1");
  }

  @Test
  void aJobThatFailedGoesOnAtItsLastCheckpoint() {
    submit(one, "a");
    cluster.fail("job-1");
    cluster.newestSnapshot = Optional.of("/chk-7");

    assertThat(askedSince(() -> submit(one, "a"))).contains("submit [a] /chk-7");
  }

  @Test
  void aJobThatNobodyKnowsThePastOfIsNotBegunAnewUnasked() {
    submit(one, "a");
    cluster.fail("job-1");

    assertThatIllegalStateException()
        .isThrownBy(() -> submit(one, "a"))
        .withMessageContaining("--from SNAPSHOT, or --fresh");
    deployer.submit(JOB, wish(one, "a"), new Beginning.Fresh(), 1, false);
    assertThat(cluster.asked).contains("submit [a] fresh");
  }

  @Test
  void aJobThatNeverCameUpIsStillWhereItWasToBegin() {
    submit(one, "a");
    deployer.stop(JOB, false);
    cluster.failing.add("await");
    assertThat(submit(two, "b")).isEqualTo(Ending.NOTHING_RUNS);
    assertThat(everythingSaid()).contains("tick does not come up: rotten");
    assertThat(cluster.alive()).isEmpty();

    assertThat(askedSince(() -> submit(one, "a"))).contains("submit [a] /savepoint-of-job-1");
  }

  @Test
  void aSnapshotThatIsNamedIsTaken() {
    deployer.submit(JOB, wish(one, "a"), new Beginning.At("/chk-3"), 1, false);

    assertThat(cluster.asked).contains("submit [a] /chk-3");
    assertThat(history.last(JOB).orElseThrow().from()).contains("/chk-3");
  }

  @Test
  void whatIsNotSaidIsAsTheLastTime() {
    submit(one, "a");
    deployer.stop(JOB, false);
    Wish nothing = new Wish(Optional.empty(), Optional.empty(), scratch);

    assertThat(askedSince(() -> deployer.submit(JOB, nothing, WHERE_IT_WAS, 1, false)))
        .contains("prepare [a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deployer.submit("other", nothing, WHERE_IT_WAS, 1, false))
        .withMessageContaining("which jar is other?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deployer.submit("other", asBefore(one), WHERE_IT_WAS, 1, false))
        .withMessageContaining("say its arguments");
  }

  @Test
  void anUpgradeTakesASavepointAndGoesOnFromIt() {
    submit(one, "a");

    List<String> asked = askedSince(() -> assertThat(upgrade(two, "b")).isEqualTo(Ending.DONE));

    assertThat(asked)
        .containsExactly(
            "prepare [b]", "stop job-1", "submit [b] /savepoint-of-job-1", "await job-2");
    assertThat(everythingSaid())
        .contains("savepoint /savepoint-of-job-1", "runs as job job-2", "nothing ran for");
    assertThat(history.of(JOB))
        .extracting(Deployment::how)
        .containsExactly(How.SUBMIT, How.UPGRADE);
    assertThat(history.of(JOB).get(0).stoppedAt()).contains("/savepoint-of-job-1");
    assertThat(history.of(JOB).get(1).from()).contains("/savepoint-of-job-1");
  }

  @Test
  void whatIsNoJobStopsNothing() {
    submit(one, "a");
    cluster.failing.add("prepare");

    List<String> asked =
        askedSince(() -> assertThat(upgrade(two, "b")).isEqualTo(Ending.AS_BEFORE));

    assertThat(asked).containsExactly("prepare [b]");
    assertThat(everythingSaid()).contains("nothing was stopped, tick is as it was: no job");
    assertThat(cluster.alive()).containsExactly("job-1");
  }

  @Test
  void aJobThatDoesNotStopRunsOn() {
    submit(one, "a");
    cluster.failing.add("stop");

    List<String> asked =
        askedSince(() -> assertThat(upgrade(two, "b")).isEqualTo(Ending.AS_BEFORE));

    assertThat(asked).containsExactly("prepare [b]", "stop job-1", "await job-1");
    assertThat(everythingSaid())
        .contains("tick did not stop at a savepoint: disk full")
        .contains("tick runs as before, as job job-1");
  }

  @Test
  void aJobThatIsOverInsteadOfStoppedIsStartedAgainFromItsLastSnapshot() {
    submit(one, "a");
    cluster.failing.add("stop");
    cluster.endsWhenItDoesNotStop = true;
    cluster.newestSnapshot = Optional.of("/chk-9");

    List<String> asked =
        askedSince(() -> assertThat(upgrade(two, "b")).isEqualTo(Ending.AS_BEFORE));

    assertThat(asked).contains("submit [a] /chk-9").doesNotContain("submit [b] /chk-9");
    assertThat(everythingSaid()).contains("from its last snapshot /chk-9");
    assertThat(cluster.alive()).containsExactly("job-2");
  }

  @Test
  void aJobThatIsOverWithoutASnapshotIsSaidToBe() {
    submit(one, "a");
    cluster.failing.add("stop");
    cluster.endsWhenItDoesNotStop = true;

    assertThat(upgrade(two, "b")).isEqualTo(Ending.NOTHING_RUNS);

    assertThat(everythingSaid()).contains("no snapshot of it is known");
  }

  @Test
  void aJobThatWasToStopIsNotStartedAgain() {
    submit(one, "a");
    cluster.failing.add("stop");
    cluster.endsWhenItDoesNotStop = true;
    cluster.newestSnapshot = Optional.of("/chk-9");

    assertThat(deployer.stop(JOB, false)).isEqualTo(Ending.NOTHING_RUNS);

    assertThat(cluster.alive()).isEmpty();
    assertThat(everythingSaid()).contains("its last snapshot is /chk-9");
  }

  @Test
  void aJobThatNeitherStopsNorRecoversIsLeftToFlink() {
    submit(one, "a");
    cluster.failing.addAll(List.of("stop", "await"));

    assertThat(upgrade(two, "b")).isEqualTo(Ending.NOTHING_RUNS);

    assertThat(everythingSaid()).contains("does not recover: rotten");
    assertThat(cluster.alive()).containsExactly("job-1");
  }

  @Test
  void whatDoesNotComeUpMakesWayForWhatRanBefore() {
    submit(one, "a");
    cluster.failing.add("await");

    List<String> asked =
        askedSince(() -> assertThat(upgrade(two, "b")).isEqualTo(Ending.AS_BEFORE));

    assertThat(asked)
        .containsExactly(
            "prepare [b]",
            "stop job-1",
            "submit [b] /savepoint-of-job-1",
            "await job-2",
            "cancel job-2",
            "prepare [a]",
            "submit [a] /savepoint-of-job-1",
            "await job-3");
    assertThat(everythingSaid())
        .contains("it does not come up: rotten")
        .contains("tick runs as before, as job job-3, from /savepoint-of-job-1")
        .doesNotContain("written again");
    assertThat(cluster.alive()).containsExactly("job-3");
    assertThat(history.of(JOB)).extracting(Deployment::repeats).containsExactly(1, 2, 1);
    assertThat(history.of(JOB).get(1).ended()).contains("rotten");
  }

  @Test
  void whatIsRefusedMakesWayToo() {
    submit(one, "a");
    cluster.failing.add("submit");

    assertThat(upgrade(two, "b")).isEqualTo(Ending.AS_BEFORE);

    assertThat(everythingSaid()).contains("it does not come up: not taken");
    assertThat(cluster.alive()).containsExactly("job-2");
  }

  @Test
  void anAnswerThatIsLostDoesNotLeaveTwoJobsRunning() {
    submit(one, "a");
    cluster.failing.add("submit");
    cluster.answerIsLost = true;

    assertThat(upgrade(two, "b")).isEqualTo(Ending.AS_BEFORE);

    assertThat(cluster.asked).contains("cancel job-2");
    assertThat(cluster.alive()).containsExactly("job-3");
  }

  @Test
  void whatCannotBeCancelledIsNotJoinedByAnother() {
    submit(one, "a");
    cluster.failing.addAll(List.of("await", "cancel"));

    assertThat(upgrade(two, "b")).isEqualTo(Ending.NOTHING_RUNS);

    assertThat(cluster.alive()).containsExactly("job-2");
    assertThat(everythingSaid()).contains("job job-2 cannot be cancelled: no answer");
  }

  @Test
  void whatHadWrittenBeforeItWasCancelledIsOwnedUpTo() {
    submit(one, "a");
    cluster.failing.add("await");
    cluster.completedCheckpoints = 1;

    assertThat(upgrade(two, "b")).isEqualTo(Ending.AS_BEFORE);

    assertThat(everythingSaid()).contains("what it wrote until then is written again");
  }

  @Test
  void whereNothingComesUpTheWayOutIsSaid() {
    submit(one, "a");
    cluster.failing.addAll(List.of("await", "submit"));

    assertThat(upgrade(two, "b")).isEqualTo(Ending.NOTHING_RUNS);

    assertThat(everythingSaid()).contains("submit --from /savepoint-of-job-1 starts it");
    assertThat(cluster.alive()).isEmpty();
  }

  @Test
  void aJobThatWasStartedOtherwiseIsUpgradedOnceItIsAdopted() {
    String foreign = cluster.foreign(JOB);
    assertThatIllegalStateException()
        .isThrownBy(() -> upgrade(two, "b"))
        .withMessageContaining("not started by this command");

    assertThat(deployer.adopt(JOB, wish(one, "a"), false)).isEqualTo(Ending.DONE);

    assertThat(history.last(JOB).orElseThrow().jobId()).isEqualTo(foreign);
    assertThat(upgrade(two, "b")).isEqualTo(Ending.DONE);
    assertThatIllegalStateException()
        .isThrownBy(() -> deployer.adopt(JOB, wish(one, "a"), false))
        .withMessageContaining("is deployment 2 already");
  }

  @Test
  void aNameThatRunsTwiceIsRefused() {
    cluster.foreign(JOB);
    cluster.foreign(JOB);

    assertThatIllegalStateException()
        .isThrownBy(() -> deployer.stop(JOB, false))
        .withMessageContaining("tick runs 2 times");
  }

  @Test
  void aRollbackGoesBackToTheSavepointOfTheUpgrade() {
    submit(one, "a");
    upgrade(two, "b");

    List<String> asked = askedSince(() -> assertThat(rollback()).isEqualTo(Ending.DONE));

    assertThat(asked)
        .containsExactly(
            "prepare [a]", "stop job-2", "submit [a] /savepoint-of-job-1", "await job-3");
    assertThat(everythingSaid())
        .contains(", 1.0), at /savepoint-of-job-1")
        .contains("read from Kafka again")
        .contains("upgrade --to 1 instead");
    assertThat(history.last(JOB).orElseThrow().repeats()).isEqualTo(1);
  }

  @Test
  void rollingBackAgainGoesFurtherBackAndNotForth() {
    submit(one, "a");
    upgrade(two, "b");
    upgrade(two, "c");
    rollback();
    assertThat(askedSince(this::rollback)).contains("submit [a] /savepoint-of-job-1");

    assertThatIllegalStateException()
        .isThrownBy(this::rollback)
        .withMessageContaining("none before it that was another");
    assertThat(askedSince(() -> deployer.rollback(JOB, Optional.of(3), false)))
        .contains("submit [c] /savepoint-of-job-3");
  }

  @Test
  void whatNeverCameUpIsNotGoneBackTo() {
    submit(one, "a");
    cluster.failing.add("await");
    upgrade(two, "b");
    upgrade(two, "c");

    assertThat(askedSince(this::rollback)).contains("submit [a] /savepoint-of-job-3");
  }

  @Test
  void aRollbackNeedNotWaitForWhatDoesNotStop() {
    submit(one, "a");
    upgrade(two, "b");
    cluster.failing.add("stop");

    assertThat(rollback()).isEqualTo(Ending.DONE);

    assertThat(cluster.asked).contains("cancel job-2");
    assertThat(history.of(JOB).get(1).ended().orElseThrow()).contains("disk full");
  }

  @Test
  void aRollbackThatDoesNotComeUpIsTakenBack() {
    submit(one, "a");
    upgrade(two, "b");
    cluster.failing.add("await");

    List<String> asked = askedSince(() -> assertThat(rollback()).isEqualTo(Ending.AS_BEFORE));

    assertThat(asked).contains("submit [b] /savepoint-of-job-2");
  }

  @Test
  void aFailedJobCanBeRolledBackToo() {
    submit(one, "a");
    upgrade(two, "b");
    cluster.fail("job-2");

    assertThat(askedSince(() -> assertThat(rollback()).isEqualTo(Ending.DONE)))
        .containsExactly("prepare [a]", "submit [a] /savepoint-of-job-1", "await job-3");
  }

  @Test
  void aSavepointThatIsGoneIsSaidToBe() {
    submit(one, "a");
    upgrade(two, "b");
    cluster.gone.add("/savepoint-of-job-1");

    assertThatIllegalStateException()
        .isThrownBy(this::rollback)
        .withMessageContaining("is not there any more: /savepoint-of-job-1");
    assertThat(cluster.alive()).containsExactly("job-2");
  }

  @Test
  void aVersionGoesBackWithoutTheTime() {
    submit(one, "a");
    upgrade(two, "b");
    Wish nothing = new Wish(Optional.empty(), Optional.empty(), scratch);

    assertThat(askedSince(() -> deployer.upgrade(JOB, nothing, Optional.of(1), false)))
        .contains("submit [a] /savepoint-of-job-2");
  }

  @Test
  void aSavepointIsTakenOfWhatRuns() {
    submit(one, "a");

    assertThat(deployer.savepoint(JOB, false)).isEqualTo(Ending.DONE);

    assertThat(history.last(JOB).orElseThrow().savepoints()).containsExactly("/savepoint-of-job-1");
    assertThat(cluster.alive()).containsExactly("job-1");
    assertThatIllegalStateException()
        .isThrownBy(() -> deployer.savepoint("other", false))
        .withMessage("other does not run; submit starts it");
  }

  @Test
  void aDryRunSaysEachStepAndDoesNone() throws IOException {
    deployer.submit(JOB, wish(one, "a"), WHERE_IT_WAS, 1, true);
    assertThat(cluster.asked).isEmpty();
    assertThat(directory).doesNotExist();
    submit(one, "a");
    upgrade(two, "b");
    byte[] before = Files.readAllBytes(directory.resolve("tick.jsonl"));

    List<String> asked =
        askedSince(
            () -> {
              deployer.upgrade(JOB, wish(one, "c"), Optional.empty(), true);
              deployer.rollback(JOB, Optional.empty(), true);
              deployer.stop(JOB, true);
              deployer.savepoint(JOB, true);
            });

    assertThat(asked).isEmpty();
    assertThat(Files.readAllBytes(directory.resolve("tick.jsonl"))).isEqualTo(before);
    assertThat(everythingSaid())
        .contains("check that " + one + " makes a job with its arguments: c")
        .contains("stop tick (job job-2) with a savepoint")
        .contains("from that savepoint")
        .contains("from /savepoint-of-job-1")
        .contains("go back to deployment 2 (tick-");
  }
}
