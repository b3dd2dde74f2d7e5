package dev.odyssey.notifications.alerts;

import static dev.odyssey.notifications.cases.Samples.defect;
import static dev.odyssey.notifications.cases.Samples.member;
import static dev.odyssey.notifications.cases.Samples.standing;
import static dev.odyssey.notifications.cases.Samples.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Replay;
import dev.odyssey.notifications.time.Replay.Told;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of alerts whatever happens. */
class DeskLawsTest {

  private static final long END = time(5, "00:00:00");
  private static final String[] CODES = {"MISSED_WINDOW", "NO_SHOW", "UNFILLED", "LATE_CANCEL"};

  @Property(tries = 80)
  void tellsTheSameInAnyOrderWithinAnInstant(@ForAll long seed) {
    assertThat(desk(seed, 1).shuffled(seed + 1).until(END)).isEqualTo(desk(seed, 1).until(END));
  }

  @Property(tries = 80)
  void tellsTheSameAfterAnyRestart(@ForAll long seed) {
    assertThat(desk(seed, 1).restarting().until(END)).isEqualTo(desk(seed, 1).until(END));
  }

  @Property(tries = 80)
  void tellsTheSameWhenEverythingComesTwice(@ForAll long seed) {
    assertThat(desk(seed, 2).until(END)).isEqualTo(desk(seed, 1).until(END));
  }

  @Property(tries = 200)
  void tellsAnEndOnlyToThoseWhoKnowOfTheBeginning(@ForAll long seed) {
    Map<String, Integer> revisions = new HashMap<>();
    Set<String> open = new HashSet<>();
    Set<String> told = new HashSet<>();
    for (Told<DeskOutput> one : desk(seed, 1).until(END)) {
      Alert alert = one.what().alert();
      if (alert == null) {
        continue;
      }
      String id = alert.alertId();
      assertThat(alert.revision()).isEqualTo(revisions.merge(id, 1, Integer::sum));
      assertThat(alert.status() == AlertStatus.FIRING).isEqualTo(open.add(id));
      if (alert.notifies()) {
        assertThat(alert.suppressedBy()).isNull();
        boolean begins = alert.reason() == AlertReason.FIRST;
        assertThat(begins && told.contains(id)).as("told twice of " + alert).isFalse();
        assertThat(alert.reason() == AlertReason.OVER && !told.contains(id))
            .as("told an end only: " + alert)
            .isFalse();
        told.add(id);
      }
      if (alert.status() == AlertStatus.CLEARED) {
        open.remove(id);
        told.remove(id);
      }
    }
  }

  /** Orders of which some go wrong together, with silences and acknowledgements. */
  private static Replay<DeskState, DeskInput, DeskOutput> desk(long seed, int times) {
    Random random = new Random(seed);
    NotificationSettings settings =
        NotificationSettings.parse(
            "test",
            random.nextBoolean() ? "alerts: {pageAt: HIGH}" : "alerts: {surge: {atLeast: 5}}");
    Replay<DeskState, DeskInput, DeskOutput> replay =
        new Replay<>(new DeskRules(settings.alerts()), DeskState.class);
    for (int i = 0; i < 40; i++) {
      String order = "o-" + i;
      long at = time("12:00:00") + random.nextInt(20) * 60_000L;
      String code = CODES[random.nextInt(CODES.length)];
      for (int n = 0; n < times; n++) {
        replay.at(at, DeskInput.of(standing(order, member(defect(code, order, at), at, null))));
      }
      if (random.nextInt(4) > 0) {
        long over = at + (1 + random.nextInt(300)) * 60_000L;
        for (int n = 0; n < times; n++) {
          replay.at(over, DeskInput.of(standing(order)));
        }
      }
    }
    long from = time("12:00:00") + random.nextInt(60) * 60_000L;
    Silence silence =
        new Silence(
            "s-1",
            List.of(new Matcher("code", Comparison.EQUALS, CODES[random.nextInt(CODES.length)])),
            from,
            from + (1 + random.nextInt(200)) * 60_000L,
            "test",
            "op-1");
    long acknowledged = time("12:00:00") + random.nextInt(300) * 60_000L;
    for (int n = 0; n < times; n++) {
      replay.at(time("11:00:00"), DeskInput.of(silence));
      replay.at(
          acknowledged,
          DeskInput.of(
              new Acknowledgement("CASES:operations-urgent:US-NY", "op-1", acknowledged, null)));
    }
    return replay;
  }
}
