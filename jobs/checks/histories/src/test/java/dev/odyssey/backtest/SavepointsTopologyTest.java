package dev.odyssey.backtest;

import static dev.odyssey.backtest.SuiteJob.CONTACT_DEFECTS;
import static dev.odyssey.backtest.SuiteJob.LIFECYCLE_DEFECTS;
import static dev.odyssey.backtest.SuiteJob.NOTIFICATIONS;
import static dev.odyssey.backtest.SuiteJob.SCORECARDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.backtest.StoryRun.Setup;
import dev.odyssey.backtest.Wiring.Input;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.facts.Fingerprint;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.streaming.FactContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of every release, restored by this version: what was told before and what is told
 * after come to what one uninterrupted run tells. {@code -Dodyssey.savepoints=VERSION} first takes
 * those of this version and keeps them as VERSION's.
 *
 * <p>Jobs read lines and not topics here: the uids that are found in savepoints are those of
 * everything between the connectors.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SavepointsTopologyTest {

  private static final Path SAVEPOINTS = Path.of("..", "..", "..", "test-data", "savepoints");
  private static final String STORY = "story";

  @RegisterExtension
  private static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .build());

  private static Story story;

  @TempDir private Path directory;

  static List<String> versions() throws Exception {
    try (Stream<Path> versions = Files.list(SAVEPOINTS)) {
      return versions
          .filter(Files::isDirectory)
          .map(version -> version.getFileName().toString())
          .filter(version -> !version.equals(STORY))
          .sorted()
          .toList();
    }
  }

  @BeforeAll
  static void keepIfAsked() throws Exception {
    story = Story.read(SAVEPOINTS.resolve(STORY));
    String version = System.getProperty("odyssey.savepoints");
    if (version != null) {
      Path kept = SAVEPOINTS.resolve(version);
      assertThat(kept).as("savepoints of a release are taken once").doesNotExist();
      Path scratch = Files.createTempDirectory("savepoints");
      SuiteRun run = new SuiteRun(story, scratch);
      run.tell(1, "hashmap");
      run.store(kept);
    }
  }

  /** Taken with one subtask, restored with three, and again with two, from backend to backend. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void aReleaseGoesOnWhereItWasStopped(String version) throws Exception {
    SuiteRun run = SuiteRun.after(SAVEPOINTS.resolve(version), story, directory);
    List<DefectChange> before = Form.CHANGES.read(run.changes());

    run.tell(3, "rocksdb");
    run.tell(2, "hashmap");

    List<DefectChange> changes = Form.CHANGES.read(run.changes());
    assertThat(run.told(LIFECYCLE_DEFECTS, "rejected")).isEmpty();
    assertThat(run.told(CONTACT_DEFECTS, "rejected")).isEmpty();
    assertRevisionsFollow(changes);
    assertThat(changes.subList(before.size(), changes.size()))
        .as("what was reported before is corrected after")
        .anyMatch(change -> change.isCorrection() && reported(change, before));
    Map<String, List<String>> orders = atOnce(LIFECYCLE_DEFECTS, story.orders());
    Map<String, List<String>> contacts = atOnce(CONTACT_DEFECTS, story.contacts());
    List<DefectChange> expected = new ArrayList<>(Form.CHANGES.read(orders.get("defects")));
    expected.addAll(Form.CHANGES.read(contacts.get("defects")));
    assertThat(standing(changes)).hasSizeGreaterThan(50).isEqualTo(standing(expected));
    assertThat(facts(FactContract.ORDERS, run.told(LIFECYCLE_DEFECTS, "order-facts")))
        .isNotEmpty()
        .isEqualTo(facts(FactContract.ORDERS, orders.get("order-facts")));
    assertThat(facts(FactContract.CONTACTS, run.told(CONTACT_DEFECTS, "contact-facts")))
        .isNotEmpty()
        .isEqualTo(facts(FactContract.CONTACTS, contacts.get("contact-facts")));

    Map<String, List<String>> scorecards = run.uninterrupted(SCORECARDS);
    List<ScorecardRow> rows = Form.ROWS.read(run.told(SCORECARDS, "scorecards"));
    assertRowsFollow(rows);
    assertThat(rows(rows))
        .isNotEmpty()
        .isEqualTo(rows(Form.ROWS.read(scorecards.get("scorecards"))));
    assertThat(tiers(run.told(SCORECARDS, "provider-tiers")))
        .isNotEmpty()
        .isEqualTo(tiers(scorecards.get("provider-tiers")));

    Map<String, List<String>> notifications = run.uninterrupted(NOTIFICATIONS);
    assertThat(run.told(NOTIFICATIONS, "alerts"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(notifications.get("alerts"));
    assertThat(run.told(NOTIFICATIONS, "outreach"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(notifications.get("outreach"));
  }

  private Map<String, List<String>> atOnce(SuiteJob job, List<String> events) throws Exception {
    return run(job, Setup.PLAIN, new Input(events, Input.TO_THE_END)).told();
  }

  private StoryRun.Result run(SuiteJob job, Setup setup, Input events) throws Exception {
    return StoryRun.run(
        job,
        Map.of(job.inputs().get(0), events),
        setup,
        Files.createTempDirectory(directory, job.name()));
  }

  private static boolean reported(DefectChange change, List<DefectChange> before) {
    return before.stream().anyMatch(earlier -> earlier.defectId().equals(change.defectId()));
  }

  private static void assertRevisionsFollow(List<DefectChange> changes) {
    Map<String, Integer> revisions = new HashMap<>();
    for (DefectChange change : changes) {
      assertThat(change.revision())
          .as("revision of %s", change.defectId())
          .isEqualTo(revisions.merge(change.defectId(), 1, Integer::sum));
    }
  }

  private static void assertRowsFollow(List<ScorecardRow> rows) {
    Map<ScorecardKey, Long> revisions = new HashMap<>();
    for (ScorecardRow row : rows) {
      Long before = revisions.put(row.key(), row.revision());
      assertThat(row.revision())
          .as("revision of %s", row.key())
          .isGreaterThan(before == null ? 0 : before);
    }
  }

  private static Map<String, Finding> standing(Collection<DefectChange> changes) {
    Map<String, DefectChange> latest = new TreeMap<>();
    for (DefectChange change : changes) {
      latest.merge(change.defectId(), change, (a, b) -> a.revision() > b.revision() ? a : b);
    }
    Map<String, Finding> standing = new TreeMap<>();
    latest.forEach(
        (id, change) -> {
          if (change.status() != DefectStatus.RETRACTED) {
            standing.put(id, change.finding());
          }
        });
    return standing;
  }

  private static <F extends Fact> Map<String, Long> facts(
      FactContract<F> contract, List<String> lines) throws Exception {
    Map<String, Long> facts = new TreeMap<>();
    for (F fact : Form.facts(contract).read(lines)) {
      if (fact.isWithdrawn()) {
        facts.remove(fact.factId());
      } else {
        facts.put(fact.factId(), Fingerprint.of(fact));
      }
    }
    return facts;
  }

  private static Map<String, Counters> rows(List<ScorecardRow> revisions) {
    Map<String, Counters> rows = new TreeMap<>();
    revisions.forEach(row -> rows.put(row.key().text(), row.counters()));
    rows.values().removeIf(Counters::isZero);
    return rows;
  }

  private static Map<String, Tier> tiers(List<String> lines) throws Exception {
    Map<String, Tier> tiers = new TreeMap<>();
    for (ProviderTier tier : Form.TIERS.read(lines)) {
      tiers.put(tier.providerId(), tier.tier());
    }
    return tiers;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void underOtherPoliciesWhatWasReportedIsCorrected(String version) throws Exception {
    Policies policies =
        Policies.parse(
            "other policies",
            "defaults: {arrivalGrace: PT3H, noShowAfter: PT4H, startWithin: PT5M, scheduleWithin:"
                + " PT2H, maxReschedules: 1}");

    assertBroughtUpToDate(
        kept(version),
        SuiteJob.detection(LifecycleDefectsJob.DETECTION, policies),
        DefectCode.MISSED_WINDOW,
        DefectCode.UNSCHEDULED);
  }

  @Test
  void aNewCodeIsRaisedAndADroppedOneTakenBackFromAnOldSavepoint() throws Exception {
    SuiteJob earlier = withoutRuleOf(DefectCode.LOW_RATING);
    StoryRun.Result old =
        run(earlier, Setup.PLAIN, new Input(story.orders(), Story.read(story.orders(), 1)));

    assertBroughtUpToDate(
        old,
        withoutRuleOf(DefectCode.LATE_DEPARTURE),
        DefectCode.LATE_DEPARTURE,
        DefectCode.LOW_RATING);
  }

  private static SuiteJob withoutRuleOf(String code) {
    return SuiteJob.detection(
        LifecycleDefectsJob.DETECTION, Policies.parse("test", "defaults: {off: [" + code + "]}"));
  }

  private StoryRun.Result kept(String version) throws Exception {
    Path kept = SAVEPOINTS.resolve(version).resolve(LIFECYCLE_DEFECTS.name());
    return new StoryRun.Result(
        SuiteRun.savepoint(kept, directory.resolve("kept")),
        Map.of("defects", Story.lines(kept.resolve("defects.lines.gz"))));
  }

  /**
   * A job that judges otherwise, from a savepoint of one before it, comes to what it would have
   * come to from the beginning.
   *
   * @param fewer a code of which something is taken back that was reported before
   * @param more a code of which something is raised that happened before
   */
  private void assertBroughtUpToDate(StoryRun.Result old, SuiteJob job, String fewer, String more)
      throws Exception {
    List<DefectChange> before = Form.CHANGES.read(old.told().get("defects"));
    long stopped = story.recorded(1);

    StoryRun.Result rest =
        run(
            job,
            new Setup(2, "rocksdb", old.savepoint(), stopped),
            new Input(story.orders(), Input.TO_THE_END));

    List<DefectChange> after = Form.CHANGES.read(rest.told().get("defects"));
    assertThat(after)
        .anyMatch(
            change ->
                change.status() == DefectStatus.RETRACTED
                    && change.finding().code().equals(fewer)
                    && reported(change, before))
        .anyMatch(
            change ->
                change.status() == DefectStatus.RAISED
                    && change.finding().code().equals(more)
                    && change.finding().raisedAt() < stopped
                    && !reported(change, before));
    List<DefectChange> all = new ArrayList<>(before);
    all.addAll(after);
    assertRevisionsFollow(all);
    assertThat(standing(all))
        .isNotEmpty()
        .isEqualTo(standing(Form.CHANGES.read(atOnce(job, story.orders()).get("defects"))));
  }
}
