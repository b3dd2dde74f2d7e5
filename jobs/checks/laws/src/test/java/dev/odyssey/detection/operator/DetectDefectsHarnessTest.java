package dev.odyssey.detection.operator;

import static dev.odyssey.defects.DefectStatus.CLEARED;
import static dev.odyssey.defects.DefectStatus.RAISED;
import static dev.odyssey.defects.DefectStatus.RETRACTED;
import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.CLAIM_FILED;
import static dev.odyssey.events.OrderEventType.COMPLETED;
import static dev.odyssey.events.OrderEventType.PLACED;
import static dev.odyssey.events.OrderEventType.RATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.OrderFacts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DetectDefectsHarnessTest {

  private static final long T0 = Histories.START;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;
  private static final long RETENTION = 30 * DAY;

  private Detection<OrderEvent, OrderFacts> detection;

  @AfterEach
  void close() throws Exception {
    detection.close();
  }

  private void start(DetectionSettings settings) throws Exception {
    detection = Detection.ofOrders(Policies.builtIn(), settings);
  }

  private void start() throws Exception {
    start(DetectionSettings.defaults());
  }

  /** A promise whose only absences that matter here are of its window, which ends at T0 + 5 h. */
  private static OrderEvent promise() {
    return Orders.promise("promise", T0, T0 + 3 * HOUR, Duration.ofHours(2));
  }

  private static OrderEvent event(String id, OrderEventType type, long at) {
    return Orders.event(id, type, at).build();
  }

  private static OrderEvent lowRating(String id, long at) {
    return Orders.event(id, RATED, at).stars(1).build();
  }

  @Test
  void withoutAWatermarkNothingIsMissing() throws Exception {
    start();
    detection.event(promise());
    detection.event(event("much later", PLACED, T0 + 90 * DAY));

    assertThat(detection.changes()).isEmpty();
    assertThat(detection.timers()).isEqualTo(1);
  }

  @Test
  void whatDidHappenIsReportedAtOnce() throws Exception {
    start();
    assertThat(detection.event(lowRating("r", T0)))
        .extracting(c -> c.finding().code(), DefectChange::revision, DefectChange::status)
        .containsExactly(tuple(DefectCode.LOW_RATING, 1, RAISED));
  }

  @Test
  void aDueTimeIsNoticedWhenOnlyTheWatermarkMoves() throws Exception {
    start();
    detection.event(promise());

    assertThat(codes(detection.watermark(T0 + 5 * HOUR - 1)))
        .containsExactly("UNCONFIRMED", "LATE_DEPARTURE");
    assertThat(codes(detection.watermark(T0 + 5 * HOUR))).containsExactly("MISSED_WINDOW");
    assertThat(codes(detection.watermark(T0 + 7 * HOUR - 1))).isEmpty();
    assertThat(codes(detection.watermark(T0 + 7 * HOUR))).containsExactly("NO_SHOW");
  }

  @Test
  void anEarlierDueTimeMovesTheTimer() throws Exception {
    start();
    detection.event(event("claim", CLAIM_FILED, T0));
    detection.event(promise());

    assertThat(codes(detection.watermark(T0 + 5 * HOUR))).contains("MISSED_WINDOW");
    assertThat(codes(detection.watermark(T0 + 7 * DAY))).contains("STALLED_CLAIM");
  }

  @Test
  void aLateEventThatSettledInTimeTakesBackWhatWasReported() throws Exception {
    start();
    detection.event(promise());
    detection.watermark(T0 + 6 * HOUR);

    assertThat(detection.event(event("arrived", ARRIVED, T0 + 5 * HOUR)))
        .extracting(c -> c.finding().code() + " " + c.status() + " " + c.revision())
        .containsExactlyInAnyOrder(
            "UNCONFIRMED CLEARED 2",
            "LATE_DEPARTURE CLEARED 2",
            "MISSED_WINDOW RETRACTED 2",
            "STALLED_START RAISED 1");
  }

  @Test
  void aLateEventThatSettledTooLateClears() throws Exception {
    start();
    detection.event(promise());
    detection.watermark(T0 + 6 * HOUR);

    assertThat(detection.event(event("arrived", ARRIVED, T0 + 5 * HOUR + 1)))
        .filteredOn(c -> c.finding().code().equals(DefectCode.MISSED_WINDOW))
        .extracting(DefectChange::status, c -> c.finding().clearedAt(), DefectChange::revision)
        .containsExactly(tuple(CLEARED, T0 + 5 * HOUR + 1, 2));
  }

  @Test
  void aLatePromiseIsMissedAtOnce() throws Exception {
    start();
    detection.watermark(T0 + 5 * HOUR);

    assertThat(codes(detection.event(promise())))
        .containsExactly("UNCONFIRMED", "LATE_DEPARTURE", "MISSED_WINDOW");
  }

  @Test
  void anEventAheadOfTheWatermarkSettlesBeforeItIsDue() throws Exception {
    start();
    detection.event(promise());
    detection.event(event("arrived", ARRIVED, T0 + 4 * HOUR));

    assertThat(codes(detection.watermark(T0 + 20 * DAY)))
        .containsExactly("UNCONFIRMED", "UNCONFIRMED", "STALLED_START");
  }

  @Test
  void aDuplicateChangesNothing() throws Exception {
    start();
    detection.event(promise());
    detection.watermark(T0 + 5 * HOUR);

    assertThat(detection.event(promise())).isEmpty();
  }

  @Test
  void aSubjectHasOneTimer() throws Exception {
    start();
    for (int i = 0; i < 20; i++) {
      detection.event(event("placed" + i, PLACED, T0 + i * HOUR));
      detection.event(Orders.promise("p" + i, T0 - i * HOUR, T0 + 3 * HOUR, Duration.ofHours(2)));
      assertThat(detection.timers()).isEqualTo(1);
    }
    for (int i = 0; i < 50; i++) {
      detection.watermark(T0 + i * HOUR);
      assertThat(detection.timers()).isEqualTo(1);
    }
  }

  @Test
  void stateReturnsToZeroAfterTheRetention() throws Exception {
    start();
    detection.event(lowRating("r", T0));
    detection.watermark(T0 + RETENTION);
    assertThat(detection.stateEntries()).as("kept for the retention").isPositive();

    detection.watermark(T0 + RETENTION + 1);
    assertThat(detection.stateEntries()).isZero();
    assertThat(detection.timers()).isZero();
  }

  @Test
  void aSubjectIsKeptAsLongAfterItsLastDueTime() throws Exception {
    start();
    detection.event(event("placed", PLACED, T0));
    detection.watermark(T0 + DAY + RETENTION);
    assertThat(detection.stateEntries()).isPositive();
    OrderEvent onTheLastInstant =
        Orders.promise("promise", T0 + DAY, T0 + 2 * DAY, Duration.ofHours(2));
    assertThat(detection.event(onTheLastInstant))
        .extracting(c -> c.finding().code() + " " + c.status())
        .contains("UNSCHEDULED RETRACTED");

    detection.watermark(T0 + 2 * DAY + 4 * HOUR + RETENTION);
    assertThat(detection.stateEntries()).isPositive();

    detection.watermark(T0 + 2 * DAY + 4 * HOUR + RETENTION + 1);
    assertThat(detection.timers()).isZero();
    assertThat(detection.stateEntries()).isZero();
  }

  @Test
  void aDuplicateAsOldAsTheRetentionIsStillADuplicate() throws Exception {
    start();
    detection.event(lowRating("r", T0));
    detection.watermark(T0 + RETENTION);

    assertThat(detection.event(lowRating("r", T0))).isEmpty();
    assertThat(detection.late()).isEmpty();
  }

  @Test
  void whatIsOlderThanTheRetentionIsLate() throws Exception {
    start();
    detection.watermark(T0 + RETENTION);
    OrderEvent justInTime = lowRating("in time", T0);
    OrderEvent tooOld = lowRating("too old", T0 - 1);

    assertThat(detection.event(justInTime)).hasSize(1);
    assertThat(detection.event(tooOld)).isEmpty();
    assertThat(detection.late()).containsExactly(tooOld);
  }

  @Test
  void beforeAnyWatermarkNothingIsLate() throws Exception {
    start();
    detection.event(lowRating("new", T0));
    detection.event(lowRating("ancient", 0));

    assertThat(detection.late()).isEmpty();
    assertThat(detection.changes()).hasSize(2);
  }

  @Test
  void whatIsBeyondTheBoundOverflows() throws Exception {
    start(new DetectionSettings(Duration.ofDays(30), 3, DetectionSettings.NO_END));
    for (int i = 0; i < 3; i++) {
      detection.event(lowRating("r" + i, T0 + i));
    }
    OrderEvent beyond = lowRating("beyond", T0);

    OrderEvent again = lowRating("r1", T0 + 1);
    assertThat(detection.event(again)).as("a duplicate").isEmpty();
    assertThat(detection.overflow()).as("a duplicate of a subject not yet found full").isEmpty();
    assertThat(detection.event(beyond)).isEmpty();
    assertThat(detection.event(again)).isEmpty();
    assertThat(detection.overflow()).containsExactly(beyond, again);
    assertThat(detection.event(Orders.event("O2", "r", RATED, T0).stars(1).build()))
        .as("another subject")
        .hasSize(1);
  }

  @Test
  void dueTimesAfterTheEndAreNotRaised() throws Exception {
    start(new DetectionSettings(Duration.ofDays(30), 100, T0 + 5 * HOUR));
    detection.event(promise());
    detection.watermark(Long.MAX_VALUE);

    assertThat(codes(detection.changes()))
        .containsExactly("UNCONFIRMED", "LATE_DEPARTURE", "MISSED_WINDOW");
    assertThat(detection.stateEntries()).isZero();
    assertThat(detection.timers()).isZero();
  }

  @Test
  void aRestoredLedgerGoesOnCounting() throws Exception {
    start();
    detection.event(promise());
    detection.watermark(T0 + 5 * HOUR);
    detection.restart();

    assertThat(detection.event(event("arrived", ARRIVED, T0 + 4 * HOUR)))
        .filteredOn(c -> c.finding().code().equals(DefectCode.MISSED_WINDOW))
        .extracting(DefectChange::revision, DefectChange::status)
        .containsExactly(tuple(2, RETRACTED));
    detection.restart();
    assertThat(
            detection.event(
                Orders.event("retraction", OrderEventType.RETRACTED, T0 + 6 * HOUR)
                    .retracts("arrived")
                    .build()))
        .filteredOn(c -> c.finding().code().equals(DefectCode.MISSED_WINDOW))
        .extracting(DefectChange::revision, DefectChange::status)
        .containsExactly(tuple(3, RAISED));
  }

  @Test
  void aTimerSurvivesARestart() throws Exception {
    start();
    detection.event(promise());
    detection.restart();

    assertThat(codes(detection.watermark(T0 + 5 * HOUR))).contains("MISSED_WINDOW");
  }

  @Test
  void anEventAfterARestartTakesNothingBackThatTimeHasShown() throws Exception {
    start();
    detection.event(promise());
    detection.watermark(T0 + 5 * HOUR);
    int before = detection.changes().size();
    detection.restart();

    detection.event(Orders.event("rated", RATED, T0 + 5 * HOUR).stars(5).build());

    assertThat(detection.changes()).hasSize(before);
  }

  @Test
  void aForgottenSubjectStartsANewHistory() throws Exception {
    start();
    detection.event(promise());
    detection.watermark(T0 + 60 * DAY);
    assertThat(detection.stateEntries()).isZero();

    detection.event(event("completed", COMPLETED, T0 + 60 * DAY));
    assertThat(detection.changes())
        .filteredOn(c -> c.finding().anchorEventId().equals("completed"))
        .extracting(c -> c.finding().code())
        .containsExactly(DefectCode.SKIPPED_SCAN);
  }

  @Test
  void refusesSettingsThatMakeNoSense() throws Exception {
    start();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DetectionSettings(Duration.ZERO, 1, 0))
        .withMessageContaining("retention");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DetectionSettings(Duration.ofDays(1), 0, 0))
        .withMessageContaining("maxEvents");
  }

  private static List<String> codes(List<DefectChange> changes) {
    return changes.stream().map(c -> c.finding().code()).toList();
  }
}
