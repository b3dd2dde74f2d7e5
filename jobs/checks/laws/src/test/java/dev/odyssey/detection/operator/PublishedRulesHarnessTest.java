package dev.odyssey.detection.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.detection.custom.RuleReader;
import dev.odyssey.detection.job.MatcherKind;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.streaming.DeadLetter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules and policies that are published while a job runs. */
@Timeout(60)
class PublishedRulesHarnessTest {

  private static final long T0 = Histories.START;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final DetectionSettings SETTINGS = DetectionSettings.defaults();

  private static PublishingDetection<OrderEvent, OrderHistory, OrderFacts> start(
      Rulebook files, int parallelism) throws Exception {
    return new PublishingDetection<>(LifecycleDefectsJob.DETECTION, files, SETTINGS, parallelism);
  }

  private static PublishingDetection<OrderEvent, OrderHistory, OrderFacts> start()
      throws Exception {
    return start(Rulebook.of(Policies.builtIn()), 1);
  }

  private static Rulebook file(String rules) {
    return new Rulebook(
        Policies.builtIn(),
        new RuleReader("file", Policies.builtIn(), SETTINGS.retention(), warning -> {}).file(rules),
        MatcherKind.TABLE);
  }

  private static String key(String name, long from) {
    return name + "@" + Instants.format(from);
  }

  /** A rule that is met by each claim that is filed. */
  private static String claims(long from, String more) {
    return "{\"of\": \"order\", \"severity\": \"HIGH\", \"charge\": \"PLATFORM\", \"when\":"
        + " {\"types\": [\"CLAIM_FILED\"]}, \"times\": 1, \"says\": \"a claim\", \"from\": \""
        + Instants.format(from)
        + "\""
        + more
        + "}";
  }

  private static OrderEvent claim(String order, long at) {
    return Orders.event(order, order + "-" + (at - T0), OrderEventType.CLAIM_FILED, at).build();
  }

  private static List<String> anchors(List<DefectChange> changes, String code) {
    return Detection.fold(changes).values().stream()
        .filter(finding -> finding.code().equals(code))
        .map(finding -> finding.anchorEventId())
        .sorted()
        .toList();
  }

  @Test
  void aRuleHoldsFromItsInstantOn() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      job.event(claim("A", T0 + HOUR - 1));
      job.event(claim("A", T0 + HOUR));
      job.watermark(T0 + 2 * HOUR);
      job.event(claim("A", T0 + 3 * HOUR));
      job.event(claim("A", T0 + HOUR - 2));

      assertThat(anchors(job.changes(), "CLAIMED")).containsExactly("A-10800000", "A-3600000");
      assertThat(job.deadLetters()).isEmpty();
    }
  }

  /** Restarted, and from one subtask to two, between publishing and from. */
  @Test
  void whatIsAcceptedSurvivesRestartsAndRescaling() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      job.event(claim("A", T0));
      job.restart(1);
      job.watermark(T0 + HOUR / 2);
      job.restart(2);
      for (String order : List.of("A", "B", "C", "D")) {
        job.event(claim(order, T0 + HOUR));
      }
      job.watermark(T0 + 2 * HOUR);
      job.restart(1);
      job.event(claim("E", T0 + 2 * HOUR));
      job.watermark(T0 + 3 * HOUR);

      assertThat(anchors(job.changes(), "CLAIMED"))
          .containsExactly("A-3600000", "B-3600000", "C-3600000", "D-3600000", "E-7200000");
      assertThat(job.changes()).allMatch(change -> change.status() == DefectStatus.RAISED);
    }
  }

  /** Before the topic is read nothing is decided; what is there of old holds from its from. */
  @Test
  void aJobThatStartsFromNothingDecidesNothingBeforeTheTopicIsRead() throws Exception {
    try (var job = start()) {
      job.event(claim("A", T0));
      job.event(claim("B", T0 + 3 * HOUR));
      assertThat(job.changes()).isEmpty();
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      assertThat(job.changes()).isEmpty();
      job.watermark(T0 + 3 * HOUR);

      assertThat(anchors(job.changes(), "CLAIMED")).containsExactly("B-10800000");
    }
  }

  /** A restored job has read it before, but not what came since. */
  @Test
  void aRestoredJobDecidesNothingBeforeTheTopicIsReadEither() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      job.restart(1);
      job.event(claim("A", T0 + 2 * HOUR));
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      assertThat(job.changes()).isEmpty();
      job.watermark(T0 + HOUR);
      assertThat(anchors(job.changes(), "CLAIMED")).containsExactly("A-7200000");

      job.restart(1);
      job.publish(key("EARLIER", T0 + HOUR - 1), claims(T0 + HOUR - 1, ""));
      assertThat(job.deadLetters())
          .singleElement()
          .extracting(DeadLetter::reason)
          .asString()
          .contains("before the watermark");
    }
  }

  @Test
  void whatIsOverIsNotJudgedAnew() throws Exception {
    try (var job = start()) {
      job.event(claim("A", T0 + HOUR));
      job.watermark(T0 + 2 * HOUR);
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      job.publish(key("policies", T0 + HOUR), "{\"from\": \"" + Instants.format(T0 + HOUR) + "\"}");
      job.watermark(T0 + 3 * HOUR);

      assertThat(job.changes()).isEmpty();
      assertThat(job.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly(
              "Document CLAIMED@2025-03-03T10:00:00.000Z: from 2025-03-03T10:00:00.000Z is before"
                  + " the watermark 2025-03-03T11:00:00.000Z: what is over is not judged anew",
              "Document policies@2025-03-03T10:00:00.000Z: from 2025-03-03T10:00:00.000Z is before"
                  + " the watermark 2025-03-03T11:00:00.000Z: what is over is not judged anew");
    }
  }

  /** Events of the time to come may have been seen: they are judged by what now holds then. */
  @Test
  void eventsAheadOfTheWatermarkAreJudgedAnew() throws Exception {
    try (var job = start(Rulebook.of(Policies.builtIn()), 2)) {
      job.watermark(T0);
      job.event(claim("A", T0 + HOUR));
      job.event(claim("B", T0 + HOUR));
      job.watermark(T0 + 1);
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      job.watermark(T0 + 2);
      assertThat(anchors(job.changes(), "CLAIMED")).containsExactly("A-3600000", "B-3600000");

      job.withdraw(key("CLAIMED", T0 + HOUR));
      job.watermark(T0 + 3);
      assertThat(anchors(job.changes(), "CLAIMED")).isEmpty();
      assertThat(job.changes()).hasSize(4);
    }
  }

  @Test
  void aVersionIsWithdrawnOrReplacedOnlyBeforeItHolds() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      job.publish(key("ANOTHER", T0 + HOUR), claims(T0 + HOUR, ""));
      job.withdraw(key("ANOTHER", T0 + HOUR));
      job.publish(
          key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, "").replace("\"HIGH\"", "\"CRITICAL\""));
      job.watermark(T0 + HOUR);
      assertThat(job.deadLetters()).isEmpty();
      job.withdraw(key("CLAIMED", T0 + HOUR));
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      job.withdraw(key("NEVER_WAS", T0 + HOUR));
      job.event(claim("A", T0 + HOUR));
      job.watermark(T0 + 2 * HOUR);

      assertThat(job.changes())
          .extracting(c -> c.finding().code(), c -> c.finding().severity().name())
          .containsExactly(tuple("CLAIMED", "CRITICAL"));
      assertThat(job.deadLetters())
          .extracting(DeadLetter::reason)
          .satisfiesExactly(
              reason -> assertThat(reason).contains("cannot be withdrawn any more"),
              reason -> assertThat(reason).contains("cannot be replaced any more"));
    }
  }

  @Test
  void whatIsWrongIsADeadLetterThatSaysSo() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      String from = Instants.format(T0 + HOUR);
      job.publish("CLAIMED@" + from, "{\"of\": ");
      job.publish("CLAIMED@" + from, claims(T0 + HOUR, ", \"tims\": 2"));
      job.publish("CLAIMED@" + from, claims(T0 + 2 * HOUR, ""));
      job.publish("NO_SHOW@" + from, claims(T0 + HOUR, ""));
      job.publish("CLAIMED@soon", claims(T0 + HOUR, ""));
      job.publish(null, claims(T0 + HOUR, ""));
      job.publish("policies@" + from, "{\"from\": \"" + from + "\", \"defaults\": {\"x\": 1}}");
      job.publish("policies@" + from, "{\"from\": \"" + from + "\", \"mode\": \"dark\"}");
      job.publish("CLAIMED@" + from, claims(T0 + HOUR, "").replace("order", "parcel"));
      job.event(claim("A", T0 + HOUR));
      job.watermark(T0 + 2 * HOUR);

      assertThat(job.changes()).isEmpty();
      assertThat(job.deadLetters())
          .extracting(DeadLetter::reason)
          .satisfiesExactly(
              reason -> assertThat(reason).contains("is not YAML"),
              reason -> assertThat(reason).contains("key tims, value 2", "unknown key"),
              reason -> assertThat(reason).contains("key from", "behind the @"),
              reason -> assertThat(reason).contains("built-in"),
              reason -> assertThat(reason).contains("CLAIMED@soon", "instant"),
              reason -> assertThat(reason).contains("CODE@from"),
              reason -> assertThat(reason).contains("defaults.x", "no such setting"),
              reason -> assertThat(reason).contains("key mode, value dark"),
              reason -> assertThat(reason).contains("key of, value parcel"));
    }
  }

  @Test
  void rulesOfOtherJobsAreNotItsBusiness() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      String key = key("CLAIMED", T0 + HOUR);
      job.publish(key, claims(T0 + HOUR, "").replace("order", "contact"));
      job.publish(key, "{\"of\": \"issue\", \"whatever\": \"it says\"}");
      assertThat(job.deadLetters()).isEmpty();

      job.publish(key, claims(T0 + HOUR, ""));
      job.publish(key, claims(T0 + HOUR, "").replace("order", "contact"));
      job.event(claim("A", T0 + HOUR));
      job.watermark(T0 + 2 * HOUR);
      assertThat(job.changes()).isEmpty();
      assertThat(job.deadLetters()).isEmpty();
    }
  }

  /** A version ends where the next one begins, whichever was published first. */
  @Test
  void versionsEndWhereTheNextOneBegins() throws Exception {
    try (var job =
        start(
            file(
                "rules: {CLAIMED: {of: order, severity: INFO, charge: PLATFORM,"
                    + " when: {types: [CLAIM_FILED]}, times: 1, says: x}}"),
            1)) {
      job.watermark(T0);
      job.publish(
          key("CLAIMED", T0 + 3 * HOUR),
          claims(T0 + 3 * HOUR, "").replace("\"HIGH\"", "\"CRITICAL\""));
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      for (int i = 0; i < 5; i++) {
        job.event(claim("A", T0 + i * HOUR));
      }
      job.watermark(T0 + 5 * HOUR);

      assertThat(job.changes())
          .extracting(change -> change.finding().severity().name())
          .containsExactly("INFO", "HIGH", "HIGH", "CRITICAL", "CRITICAL");

      job.publish(
          key("CLAIMED", T0 + 9 * HOUR),
          claims(T0 + 9 * HOUR, ", \"until\": \"" + Instants.format(T0 + 12 * HOUR) + "\""));
      job.publish(key("CLAIMED", T0 + 11 * HOUR), claims(T0 + 11 * HOUR, ""));
      assertThat(job.deadLetters())
          .singleElement()
          .extracting(DeadLetter::reason)
          .asString()
          .contains("CLAIMED", "overlap");
    }
  }

  /** What was promised before is judged by what held then. */
  @Test
  void policiesHoldFromTheirInstantOn() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      job.publish(
          key("policies", T0 + HOUR),
          "{\"from\": \""
              + Instants.format(T0 + HOUR)
              + "\", \"defaults\": {\"claimWithin\": \"PT1H\"}}");
      job.event(claim("A", T0 + HOUR - 1));
      job.event(claim("B", T0 + HOUR));
      job.restart(2);
      job.watermark(T0 + 3 * HOUR);

      assertThat(job.changes())
          .extracting(
              c -> c.finding().code(), DefectChange::defectId, c -> c.finding().raisedAt() - T0)
          .containsExactly(tuple(DefectCode.STALLED_CLAIM, "STALLED_CLAIM:B:B-3600000", 2 * HOUR));
    }
  }

  /** What was published can be written into the file and is not judged twice. */
  @Test
  void aDocumentTakesThePlaceOfTheSameVersionInAFile() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ""));
      job.event(claim("A", T0 + HOUR));
      job.watermark(T0 + 2 * HOUR);
      job.restart(1, file("rules: {CLAIMED: " + claims(T0 + HOUR, "") + "}"));
      job.watermark(T0 + 3 * HOUR);

      assertThat(job.changes()).hasSize(1);
    }
  }

  @Test
  void nothingIsLeftOfASubjectThatIsForgotten() throws Exception {
    try (var job = start()) {
      job.watermark(T0);
      job.publish(key("CLAIMED", T0 + HOUR), claims(T0 + HOUR, ", \"mode\": \"shadow\""));
      job.event(claim("A", T0 + HOUR));
      job.watermark(Long.MAX_VALUE);

      assertThat(job.shadow()).hasSize(1);
      assertThat(job.stateEntries()).isZero();
    }
  }
}
