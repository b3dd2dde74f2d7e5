package dev.odyssey.notifications.alerts;

import static dev.odyssey.notifications.cases.Samples.defect;
import static dev.odyssey.notifications.cases.Samples.member;
import static dev.odyssey.notifications.cases.Samples.standing;
import static dev.odyssey.notifications.cases.Samples.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Replay;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeskRulesTest {

  private static final long END = time(4, "16:00:00");

  private Replay<DeskState, DeskInput, DeskOutput> replay = desk("");

  private static Replay<DeskState, DeskInput, DeskOutput> desk(String yaml) {
    NotificationSettings settings =
        yaml.isEmpty() ? NotificationSettings.builtIn() : NotificationSettings.parse("test", yaml);
    return new Replay<>(new DeskRules(settings.alerts()), DeskState.class);
  }

  @Test
  void firesOnceRemindsAndEnds() {
    open("NO_SHOW", "o1", "19:00:00");
    close("o1", time(4, "15:00:00"));

    assertThat(told())
        .containsExactly(
            "19:00:30 FIRST 1",
            "23:00:30 REMINDER 1",
            "03:00:30 REMINDER 1",
            "07:00:30 REMINDER 1",
            "11:00:30 REMINDER 1",
            "15:00:00 OVER 0");
  }

  @Test
  void remindsNobodyOnceItIsAcknowledged() {
    open("NO_SHOW", "o1", "19:00:00");
    acknowledge("CASES:operations-urgent:US-NY", "20:00:00");
    close("o1", time(4, "15:00:00"));

    assertThat(told()).containsExactly("19:00:30 FIRST 1", "15:00:00 OVER 0");
  }

  @Test
  void opensNothingForALateAcknowledgement() {
    open("NO_SHOW", "o1", "19:00:00");
    close("o1", time("20:00:00"));
    acknowledge("CASES:operations-urgent:US-NY", "21:00:00");

    assertThat(told()).containsExactly("19:00:30 FIRST 1", "20:00:00 OVER 0");
  }

  @Test
  void tellsNewMembersWhenTheyHaveDoubledOrAfterAnHour() {
    open("NO_SHOW", "o1", "19:00:00");
    open("NO_SHOW", "o2", "19:01:00");
    open("NO_SHOW", "o3", "19:10:00");
    acknowledge("CASES:operations-urgent:US-NY", "23:00:00");

    assertThat(told()).startsWith("19:00:30 FIRST 1", "19:05:30 MEMBERS 2", "20:05:30 MEMBERS 3");
  }

  @Test
  void isWorseWhenACaseRisesToTheThreshold() {
    open("MISSED_WINDOW", "o1", "17:01:00");
    long worse = time("19:00:00");
    replay.at(
        worse,
        DeskInput.of(
            standing(
                "o1",
                member(defect("MISSED_WINDOW", "o1", time("17:00:00")), time("17:01:00"), null),
                member(defect("NO_SHOW", "o1", worse), worse, null))));
    close("o1", time("20:00:00"));

    assertThat(told()).containsExactly("19:00:00 WORSE 1", "20:00:00 OVER 0");
  }

  @Test
  void saysNothingOfWhatIsOverBeforeTheFirstNotification() {
    open("NO_SHOW", "o1", "19:00:00");
    close("o1", time("19:00:20"));

    assertThat(told()).isEmpty();
    assertThat(alerts())
        .extracting(Alert::status)
        .extracting(Enum::name)
        .containsExactly("FIRING", "CLEARED");
  }

  @Test
  void isDampedWhenItFlaps() {
    for (int i = 0; i < 6; i++) {
      open("NO_SHOW", "o1", "19:%02d:00".formatted(i * 6));
      close("o1", time("19:%02d:00".formatted(i * 6 + 3)));
    }

    assertThat(told())
        .containsExactly(
            "19:00:30 FIRST 1", "19:03:00 OVER 0", "19:06:30 FIRST 1", "19:48:00 OVER 0");
  }

  @Test
  void tellsAfterASilenceWhomNobodyWasToldOf() {
    silence("17:05:00", "20:00:00", "code", "NO_SHOW");
    open("NO_SHOW", "o1", "19:00:00");
    open("NO_SHOW", "o2", "19:10:00");
    close("o1", time("19:30:00"));
    close("o2", time("21:00:00"));

    assertThat(told()).containsExactly("20:00:00 AGAIN 1", "21:00:00 OVER 0");
    assertThat(alerts().get(0).suppressedBy()).isEqualTo(Suppression.SILENCED);
  }

  @Test
  void tellsTheEndThoughItIsSilencedByThen() {
    silence("19:30:00", "22:00:00", "region", "US-NY");
    open("NO_SHOW", "o1", "19:00:00");
    close("o1", time("21:00:00"));

    assertThat(told()).containsExactly("19:00:30 FIRST 1", "21:00:00 OVER 0");
  }

  @Test
  void countsNoSilencedMembers() {
    silence("17:00:00", "23:00:00", "orderId", "o2");
    open("NO_SHOW", "o1", "19:00:00");
    open("NO_SHOW", "o2", "19:00:00");
    close("o1", time("20:00:00"));
    close("o2", time("20:00:00"));

    assertThat(told()).containsExactly("19:00:30 FIRST 1", "20:00:00 OVER 0");
  }

  @Test
  void isOneSurgeThatGetsWorseWhenManyGoWrongAtOnce() {
    for (int i = 0; i < 40; i++) {
      open("MISSED_WINDOW", "o" + i, "17:01:%02d".formatted(i));
    }
    for (int i = 0; i < 40; i++) {
      open("NO_SHOW", "o" + i, "19:00:%02d".formatted(i));
    }
    for (int i = 0; i < 40; i++) {
      close("o" + i, time("21:00:%02d".formatted(i)));
    }

    assertThat(told()).containsExactly("17:01:54 FIRST 40", "19:00:00 WORSE 40", "21:00:20 OVER 0");
    assertThat(alerts().stream().filter(Alert::notifies))
        .allMatch(alert -> alert.alertId().equals("SURGE:MISSED_WINDOW:US-NY"));
  }

  @Test
  void escalatesOnceWhatNobodyAcknowledges() {
    replay =
        desk(
            """
            alerts:
              routes:
                - {name: urgent, severities: [CRITICAL], escalateTo: boss}
                - {name: boss}
            """);
    open("NO_SHOW", "o1", "19:00:00");
    close("o1", time("20:00:00"));

    assertThat(told())
        .containsExactly("19:00:30 FIRST 1", "19:15:30 REMINDER 1", "20:00:00 OVER 0");
    assertThat(alerts()).extracting(Alert::route).contains("boss");
  }

  @Test
  void waitsForTheHoursOfItsRoute() {
    replay =
        desk(
            """
            alerts:
              calendars:
                office: {zone: UTC, open: {MON-FRI: ["08:00-18:00"]}}
              routes:
                - {name: office, hours: office}
            """);
    open("NO_SHOW", "o1", "19:00:00");
    close("o1", time(4, "09:00:00"));

    assertThat(told()).containsExactly("08:00:00 AGAIN 1", "09:00:00 OVER 0");
  }

  @Test
  void neverRemindsOfWhatNothingCanClear() {
    replay = desk("alerts: {pageAt: HIGH, remindEvery: {HIGH: PT1H}}");
    open("LATE_CANCEL", "o1", "12:00:00");
    close("o1", time("20:00:00"));

    assertThat(told()).containsExactly("12:00:30 FIRST 1", "20:00:00 OVER 0");
  }

  private void open(String code, String orderId, String at) {
    long now = time(at);
    replay.at(now, DeskInput.of(standing(orderId, member(defect(code, orderId, now), now, null))));
  }

  private void close(String orderId, long at) {
    replay.at(at, DeskInput.of(standing(orderId)));
  }

  private void acknowledge(String id, String at) {
    replay.at(time(at), DeskInput.of(new Acknowledgement(id, "op-1", time(at), null)));
  }

  private void silence(String from, String to, String field, String value) {
    replay.at(
        time("12:00:00"),
        DeskInput.of(
            new Silence(
                "s1",
                List.of(new Matcher(field, Comparison.EQUALS, value)),
                time(from),
                time(to),
                "test",
                "op-1")));
  }

  private List<Alert> alerts() {
    return replay.until(END).stream()
        .filter(told -> told.what().alert() != null)
        .map(told -> told.what().alert())
        .toList();
  }

  private List<String> told() {
    return alerts().stream()
        .filter(Alert::notifies)
        .map(
            alert ->
                "%s %s %d"
                    .formatted(
                        Instant.ofEpochMilli(alert.detectedAt()).toString().substring(11, 19),
                        alert.reason(),
                        alert.members().count()))
        .toList();
  }
}
