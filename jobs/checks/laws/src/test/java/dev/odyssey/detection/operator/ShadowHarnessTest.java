package dev.odyssey.detection.operator;

import static dev.odyssey.defects.DefectStatus.CLEARED;
import static dev.odyssey.defects.DefectStatus.RAISED;
import static dev.odyssey.defects.DefectStatus.RETRACTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.codec.Instants;
import dev.odyssey.defects.DefectChange;
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
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is tried in the shadow is told there and nowhere else. */
@Timeout(60)
class ShadowHarnessTest {

  private static final long T0 = Histories.START;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final DetectionSettings SETTINGS = DetectionSettings.defaults();

  private static final String LIVE =
      "{of: order, severity: HIGH, charge: PLATFORM, when: {types: [CLAIM_FILED]}, times: 1, says:"
          + " x, from: 2025-01-01T00:00:00Z}";

  private static PublishingDetection<OrderEvent, OrderHistory, OrderFacts> start(String rules)
      throws Exception {
    return new PublishingDetection<>(LifecycleDefectsJob.DETECTION, file(rules), SETTINGS, 1);
  }

  private static Rulebook file(String rules) {
    return new Rulebook(
        Policies.builtIn(),
        rules == null
            ? java.util.List.of()
            : new RuleReader("file", Policies.builtIn(), SETTINGS.retention(), warning -> {})
                .file("rules: {" + rules + "}"),
        MatcherKind.TABLE);
  }

  private static OrderEvent claim(String id, String providerId, long at) {
    return Orders.event(id, OrderEventType.CLAIM_FILED, at).providerId(providerId).build();
  }

  @Test
  void aRuleInTheShadowIsToldThereOnly() throws Exception {
    String rule =
        "CLAIMED: {of: order, severity: HIGH, charge: PLATFORM, after: {types: [CLAIM_FILED]}, by:"
            + " occurredAt + PT1H, unless: {types: [CLAIM_DENIED]}, says: x, mode: shadow}";
    try (var job = start(rule)) {
      job.event(claim("c1", "P1", T0));
      job.watermark(T0 + 2 * HOUR);
      job.restart(2);
      job.event(Orders.event("d1", OrderEventType.CLAIM_DENIED, T0 + 3 * HOUR).build());
      job.watermark(T0 + 3 * HOUR);
      job.event(Orders.event("d2", OrderEventType.CLAIM_DENIED, T0 + HOUR).build());
      job.watermark(T0 + 4 * HOUR);

      assertThat(job.shadow())
          .extracting(DefectChange::revision, DefectChange::status, c -> c.finding().raisedAt())
          .containsExactly(
              tuple(1, RAISED, T0 + HOUR),
              tuple(2, CLEARED, T0 + HOUR),
              tuple(3, RETRACTED, T0 + HOUR));
      assertThat(job.changes()).isEmpty();
    }
  }

  /** Both find it; the shadow only; the live rule only. */
  @Test
  void whatALiveRuleFindsAndTheShadowWouldNotIsTakenBackInTheShadow() throws Exception {
    String from = Instants.format(T0 + HOUR);
    String shadow =
        ("{of: order, severity: HIGH, charge: PLATFORM, when: {types: [CLAIM_FILED, CLAIM_DENIED],"
                + " where: {providerId: P1}}, times: 1, says: x, mode: shadow, from: %s}")
            .formatted(from);
    try (var job = start("CLAIMED: [" + LIVE + ", " + shadow + "]")) {
      job.event(claim("before", "P1", T0));
      job.event(claim("both", "P1", T0 + HOUR));
      job.event(claim("live", "P2", T0 + HOUR));
      job.event(
          Orders.event("shadow", OrderEventType.CLAIM_DENIED, T0 + 2 * HOUR)
              .providerId("P1")
              .build());
      job.watermark(T0 + 2 * HOUR);
      job.watermark(T0 + 3 * HOUR);

      assertThat(job.changes())
          .extracting(change -> change.finding().anchorEventId(), DefectChange::status)
          .containsExactlyInAnyOrder(
              tuple("before", RAISED), tuple("both", RAISED), tuple("live", RAISED));
      assertThat(job.shadow())
          .extracting(
              change -> change.finding().anchorEventId(),
              DefectChange::revision,
              DefectChange::status)
          .containsExactlyInAnyOrder(
              tuple("both", 1, RAISED), tuple("live", 1, RETRACTED), tuple("shadow", 1, RAISED));
    }
  }

  /** From its promotion on it is live, and no longer tried. */
  @Test
  void aPromotedRuleIsLive() throws Exception {
    try (var job = start(null)) {
      job.watermark(T0);
      String shadow =
          LIVE.replace("2025-01-01T00:00:00Z", "%s").replace("says", "mode: shadow, says");
      job.publish(
          "CLAIMED@" + Instants.format(T0 + HOUR), shadow.formatted(Instants.format(T0 + HOUR)));
      job.publish(
          "CLAIMED@" + Instants.format(T0 + 3 * HOUR),
          LIVE.replace("2025-01-01T00:00:00Z", Instants.format(T0 + 3 * HOUR)));
      for (int i = 0; i < 5; i++) {
        job.event(claim("c" + i, "P1", T0 + i * HOUR));
        job.watermark(T0 + i * HOUR);
      }

      assertThat(job.deadLetters()).isEmpty();
      assertThat(job.shadow())
          .extracting(change -> change.finding().anchorEventId())
          .containsExactly("c1", "c2");
      assertThat(job.changes())
          .extracting(change -> change.finding().anchorEventId())
          .containsExactly("c3", "c4");
    }
  }

  @Test
  void policiesInTheShadowShowWhatTheyWouldChange() throws Exception {
    try (var job = start(null)) {
      job.watermark(T0);
      job.publish(
          "policies@" + Instants.format(T0 + HOUR),
          "{from: %s, mode: shadow, defaults: {claimWithin: PT1H}}"
              .formatted(Instants.format(T0 + HOUR)));
      job.event(claim("c0", "P1", T0));
      job.event(claim("c1", "P1", T0 + HOUR));
      job.watermark(T0 + 3 * HOUR);

      assertThat(job.changes()).isEmpty();
      assertThat(job.shadow())
          .extracting(DefectChange::defectId, DefectChange::status)
          .containsExactly(tuple("STALLED_CLAIM:O1:c1", RAISED));
    }
  }

  /** A rule that is tried no more is taken back with the restart that brings its file. */
  @Test
  void whatIsTriedNoMoreIsTakenBack() throws Exception {
    try (var job = start("CLAIMED: " + LIVE.replace("says", "mode: shadow, says"))) {
      job.event(claim("c1", "P1", T0));
      job.watermark(T0 + HOUR);
      job.restart(1, file(null));
      job.watermark(T0 + HOUR);
      job.watermark(T0 + 2 * HOUR);

      assertThat(job.shadow())
          .extracting(DefectChange::revision, DefectChange::status)
          .containsExactly(tuple(1, RAISED), tuple(2, RETRACTED));
      assertThat(job.changes()).isEmpty();
    }
  }
}
