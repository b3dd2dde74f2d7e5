package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Alert;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules say, story by story: see {@link Story} for the words. */
class AlertStoriesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "critical at once | 0s raise NO_SHOW/o | 0s FIRING! NO_SHOW/o",
        "high after a minute | 0s raise MISSED_WINDOW/o | 1m FIRING! MISSED_WINDOW/o",
        "warning after five | 0s raise LATE_DEPARTURE/o | 5m FIRING! LATE_DEPARTURE/o",
        "info never | 0s raise SKIPPED_SCAN/o; 1s raise BACKDATED_PROMISE/o | ''",
        "cleared just before | 0s raise REWORK/o; 59.999s clear REWORK/o | ''",
        "cleared at the end | 0s raise REWORK/o; 60s clear REWORK/o | ''",
        "retracted at the end | 0s raise REWORK/o; 60s retract REWORK/o | ''",
        "critical over at once | 0s raise NO_SHOW/o; 0s clear NO_SHOW/o | ''",
        "cleared just after | 0s raise REWORK/o; 60.001s clear REWORK/o | 1m FIRING! REWORK/o; 1m0.001s CLEARED! REWORK/o",
        "retracted after | 0s raise REWORK/o; 2m retract REWORK/o | 1m FIRING! REWORK/o; 2m CLEARED! REWORK/o",
        "cleared then retracted | 0s raise REWORK/o; 2m clear REWORK/o; 3m retract REWORK/o | 1m FIRING! REWORK/o; 2m CLEARED! REWORK/o",
        "again | 0s raise REWORK/o; 2m clear REWORK/o; 9m raise REWORK/o | 1m FIRING! REWORK/o; 2m CLEARED! REWORK/o; 10m FIRING! REWORK/o",
        "a correction keeps the hold | 0s raise REWORK/o; 30s correct REWORK/o | 1m FIRING! REWORK/o",
        "a correction is told | 0s raise REWORK/o; 2m correct REWORK/o | 1m FIRING! REWORK/o; 2m UPDATED REWORK/o",
        "the same again is not | 0s raise REWORK/o; 2m raise REWORK/o | 1m FIRING! REWORK/o",
        "a dropped one holds anew | 0s raise REWORK/o; 30s clear REWORK/o; 50s raise REWORK/o | 1m50s FIRING! REWORK/o",
      })
  void hold(String story, String script, String alerts) {
    assertThat(Story.tell(Story.of(script).until("1h"))).as(story).isEqualTo(alerts);
  }

  @Test
  void whatIsNeverSettledIsClearedWhenItIsForgotten() {
    assertThat(Story.tell(Story.of("0s raise LOW_RATING/o").until("2000h")))
        .isEqualTo("5m FIRING! LOW_RATING/o; 1440h5m CLEARED LOW_RATING/o (HISTORICAL)");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_SHOW, MISSED_WINDOW",
    "NO_SHOW, LATE_DEPARTURE",
    "NO_SHOW, UNCONFIRMED",
    "MISSED_WINDOW, LATE_DEPARTURE",
    "MISSED_WINDOW, UNCONFIRMED",
    "LATE_DEPARTURE, UNCONFIRMED",
  })
  void aWorseOneSilencesAMilderOneOfTheSameOrderOnly(String worse, String milder) {
    List<Alert> alerts =
        Story.of("0s raise %1$s/o; 0s raise %2$s/o; 0s raise %2$s/other".formatted(worse, milder))
            .until("1h");

    assertThat(Story.tell(alerts))
        .contains("FIRING! " + worse + "/o", "FIRING! " + milder + "/other")
        .contains("FIRING " + milder + "/o (INHIBITED)")
        .doesNotContain("FIRING! " + milder + "/o;", "INHIBITED) " + worse);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the worse comes later | 0s raise MISSED_WINDOW/o; 2m raise NO_SHOW/o | 1m FIRING! MISSED_WINDOW/o; 2m FIRING! NO_SHOW/o; 2m UPDATED MISSED_WINDOW/o (INHIBITED)",
        "what had paged is over | 0s raise MISSED_WINDOW/o; 2m raise NO_SHOW/o; 3m clear MISSED_WINDOW/o | 1m FIRING! MISSED_WINDOW/o; 2m FIRING! NO_SHOW/o; 2m UPDATED MISSED_WINDOW/o (INHIBITED); 3m CLEARED! MISSED_WINDOW/o",
        "both over at once | 0s raise MISSED_WINDOW/o; 0s raise NO_SHOW/o; 3m clear MISSED_WINDOW/o; 3m clear NO_SHOW/o | 0s FIRING! NO_SHOW/o; 1m FIRING MISSED_WINDOW/o (INHIBITED); 3m CLEARED MISSED_WINDOW/o (INHIBITED); 3m CLEARED! NO_SHOW/o",
        "the worse is over first | 0s raise MISSED_WINDOW/o; 0s raise NO_SHOW/o; 3m clear NO_SHOW/o | 0s FIRING! NO_SHOW/o; 1m FIRING MISSED_WINDOW/o (INHIBITED); 3m UPDATED! MISSED_WINDOW/o; 3m CLEARED! NO_SHOW/o",
        "over and over again | 0s raise MISSED_WINDOW/o; 0s raise NO_SHOW/o; 3m clear NO_SHOW/o; 4m raise NO_SHOW/o; 5m retract NO_SHOW/o | 0s FIRING! NO_SHOW/o; 1m FIRING MISSED_WINDOW/o (INHIBITED); 3m UPDATED! MISSED_WINDOW/o; 3m CLEARED! NO_SHOW/o; 4m UPDATED MISSED_WINDOW/o (INHIBITED); 4m FIRING! NO_SHOW/o; 5m UPDATED MISSED_WINDOW/o; 5m CLEARED! NO_SHOW/o",
        "one in its hold silences too | 0s raise LATE_DEPARTURE/o; 290s raise MISSED_WINDOW/o | 5m FIRING LATE_DEPARTURE/o (INHIBITED); 5m50s FIRING! MISSED_WINDOW/o",
        "and lets go if it comes to nothing | 0s raise LATE_DEPARTURE/o; 290s raise MISSED_WINDOW/o; 340s clear MISSED_WINDOW/o | 5m FIRING LATE_DEPARTURE/o (INHIBITED); 5m40s UPDATED! LATE_DEPARTURE/o",
        "milder ones silence nothing | 0s raise UNCONFIRMED/o; 0s raise STALLED_START/o | 1m FIRING! STALLED_START/o; 5m FIRING! UNCONFIRMED/o",
      })
  void inhibition(String story, String script, String alerts) {
    assertThat(sorted(Story.tell(Story.of(script).until("1h"))))
        .as(story)
        .isEqualTo(sorted(alerts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "as old as can be news | 0s old NO_SHOW/o 6h | 0s FIRING! NO_SHOW/o",
        "older | 0s old NO_SHOW/o 6h0.001s; 1h clear NO_SHOW/o | 0s FIRING NO_SHOW/o (HISTORICAL); 1h CLEARED NO_SHOW/o (HISTORICAL)",
        "the hold makes it old | 0s old REWORK/o 5h59m0.001s | 1m FIRING REWORK/o (HISTORICAL)",
        "it stays so | 0s old MISSED_WINDOW/o 7h; 2m raise NO_SHOW/o; 3m clear NO_SHOW/o | 1m FIRING MISSED_WINDOW/o (HISTORICAL); 2m FIRING! NO_SHOW/o; 3m CLEARED! NO_SHOW/o",
        "news does not grow old | 0s raise REWORK/o; 20h correct REWORK/o | 1m FIRING! REWORK/o; 20h UPDATED REWORK/o",
      })
  void history(String story, String script, String alerts) {
    assertThat(Story.tell(Story.of(script).until("24h"))).as(story).isEqualTo(alerts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "over the firing and the clearing | 0s silence s code=NO_SHOW 0s..1h; 1m raise NO_SHOW/o; 2m clear NO_SHOW/o | 1m FIRING NO_SHOW/o (SILENCED); 2m CLEARED NO_SHOW/o (SILENCED)",
        "over the firing, not the clearing | 0s silence s code=NO_SHOW 0s..2m; 1m raise NO_SHOW/o; 2m clear NO_SHOW/o | 1m FIRING NO_SHOW/o (SILENCED); 2m CLEARED NO_SHOW/o (SILENCED)",
        "over the clearing, not the firing | 0s silence s code=NO_SHOW 2m..1h; 1m raise NO_SHOW/o; 3m clear NO_SHOW/o | 1m FIRING! NO_SHOW/o; 3m CLEARED! NO_SHOW/o",
        "ended while it fires | 0s silence s code=NO_SHOW 0s..2m; 1m raise NO_SHOW/o; 3m clear NO_SHOW/o | 1m FIRING NO_SHOW/o (SILENCED); 2m UPDATED! NO_SHOW/o; 3m CLEARED! NO_SHOW/o",
        "taken back while it fires | 0s silence s code=NO_SHOW 0s..2h; 1m raise NO_SHOW/o; 90s unsilence s; 3m clear NO_SHOW/o | 1m FIRING NO_SHOW/o (SILENCED); 2m UPDATED! NO_SHOW/o; 3m CLEARED! NO_SHOW/o",
        "followed by another | 0s silence s code=NO_SHOW 0s..2m; 0s silence t code=NO_SHOW 2m..5m; 1m raise NO_SHOW/o | 1m FIRING NO_SHOW/o (SILENCED); 5m UPDATED! NO_SHOW/o",
        "from then on | 0s silence s code=NO_SHOW 1m..2m; 1m raise NO_SHOW/o; 90s clear NO_SHOW/o | 1m FIRING NO_SHOW/o (SILENCED); 1m30s CLEARED NO_SHOW/o (SILENCED)",
        "not before | 0s silence s code=NO_SHOW 1m..2m; 59.999s raise NO_SHOW/o | 59.999s FIRING! NO_SHOW/o",
        "until just before | 0s silence s code=NO_SHOW 0s..1m; 60s raise NO_SHOW/o | 1m FIRING! NO_SHOW/o",
        "to the last | 0s silence s code=NO_SHOW 0s..1m; 59.999s raise NO_SHOW/o | 59.999s FIRING NO_SHOW/o (SILENCED); 1m UPDATED! NO_SHOW/o",
        "nothing new while it holds | 0s silence s code=NO_SHOW 0s..1h; 1m raise NO_SHOW/o; 2m correct NO_SHOW/o | 1m FIRING NO_SHOW/o (SILENCED); 2m UPDATED NO_SHOW/o (SILENCED); 1h UPDATED! NO_SHOW/o",
        "the worse goes first | 0s silence s code=MISSED_WINDOW 0s..4m; 0s raise MISSED_WINDOW/o; 0s raise NO_SHOW/o; 2m clear NO_SHOW/o | 0s FIRING! NO_SHOW/o; 1m FIRING MISSED_WINDOW/o (INHIBITED); 2m UPDATED MISSED_WINDOW/o (SILENCED); 2m CLEARED! NO_SHOW/o; 4m UPDATED! MISSED_WINDOW/o",
      })
  void silences(String story, String script, String alerts) {
    assertThat(Story.tell(Story.of(script).until("1h"))).as(story).isEqualTo(alerts);
  }

  @ParameterizedTest
  @CsvSource({
    "code=NO_SHOW, true",
    "code=MISSED_WINDOW, false",
    "code!=MISSED_WINDOW, true",
    "'code=NO_SHOW,region=R', true",
    "'code=NO_SHOW,region=S', false",
    "code=~NO_.*, true",
    "code=~NO, false",
    "code=~NO_SHOW|MISSED_WINDOW, true",
    "code!~MISSED.*, true",
    "code!~NO_.*, false",
    "severity=CRITICAL, true",
    "chargedTo=PROVIDER, true",
    "route=operations-urgent, true",
    "orderId=o, true",
    "orderId=~[a-n], false",
    "providerId=P1, true",
    "offeringId=plumbing, true",
    "customerId=~.*o, true",
    "defectId=NO_SHOW:o, true",
    "alertId=ALERT:NO_SHOW:o, true",
    "contactId=, true",
    "agentId!=, false",
    "summary=found, true",
    "region=r, false",
  })
  void matchers(String matchers, boolean silenced) {
    String told =
        Story.tell(
            Story.of("0s silence s %s 0s..5h; 1s raise NO_SHOW/o".formatted(matchers)).until("1h"));

    assertThat(told)
        .isEqualTo(silenced ? "1s FIRING NO_SHOW/o (SILENCED)" : "1s FIRING! NO_SHOW/o");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a live feed | 0s feed R LIVE; 0s raise MISSED_WINDOW/o | 1m FIRING! MISSED_WINDOW/o",
        "a silent one | 0s feed R SILENT; 0s raise MISSED_WINDOW/o | 1m FIRING MISSED_WINDOW/o (FEED_SILENT)",
        "of another region | 0s feed S SILENT; 0s raise MISSED_WINDOW/o | 1m FIRING! MISSED_WINDOW/o",
        "no absence | 0s feed R SILENT; 0s raise REWORK/o | 1m FIRING! REWORK/o",
        "of a contact | 0s feed R SILENT; 0s raise DROPPED_CONTACT/o | 1m FIRING! DROPPED_CONTACT/o",
        "cleared by what comes late | 0s feed R SILENT; 0s raise MISSED_WINDOW/o; 10m feed R LIVE; 11m clear MISSED_WINDOW/o | 1m FIRING MISSED_WINDOW/o (FEED_SILENT); 11m CLEARED MISSED_WINDOW/o (FEED_SILENT)",
        "still there after the recovery | 0s feed R SILENT; 0s raise MISSED_WINDOW/o; 10m feed R LIVE | 1m FIRING MISSED_WINDOW/o (FEED_SILENT); 25m UPDATED! MISSED_WINDOW/o",
        "found in the recovery | 0s feed R SILENT; 10m feed R LIVE; 23m raise MISSED_WINDOW/o | 24m FIRING MISSED_WINDOW/o (FEED_SILENT); 25m UPDATED! MISSED_WINDOW/o",
        "found at its end | 0s feed R SILENT; 10m feed R LIVE; 24m raise MISSED_WINDOW/o | 25m FIRING! MISSED_WINDOW/o",
        "it had fired before | 0s raise MISSED_WINDOW/o; 5m feed R SILENT; 10m feed R LIVE; 12m clear MISSED_WINDOW/o | 1m FIRING! MISSED_WINDOW/o; 5m UPDATED MISSED_WINDOW/o (FEED_SILENT); 12m CLEARED! MISSED_WINDOW/o",
        "suspect, then live | 0s feed R SUSPECT; 0s raise MISSED_WINDOW/o; 4m feed R LIVE | 4m FIRING! MISSED_WINDOW/o",
        "suspect, then silent | 0s feed R SUSPECT; 0s raise MISSED_WINDOW/o; 4m feed R SILENT | 4m FIRING MISSED_WINDOW/o (FEED_SILENT)",
        "suspect, and cleared | 0s feed R SUSPECT; 0s raise MISSED_WINDOW/o; 4m clear MISSED_WINDOW/o; 5m feed R LIVE | ''",
        "suspect for too long | 0s feed R SUSPECT; 0s raise MISSED_WINDOW/o | 21m FIRING! MISSED_WINDOW/o",
        "suspect in the hold only | 0s feed R SUSPECT; 0s raise MISSED_WINDOW/o; 30s feed R LIVE | 1m FIRING! MISSED_WINDOW/o",
        "suspect holds nothing else back | 0s feed R SUSPECT; 0s raise REWORK/o | 1m FIRING! REWORK/o",
        "suspect after it paged | 0s raise MISSED_WINDOW/o; 2m feed R SUSPECT; 3m correct MISSED_WINDOW/o; 4m feed R LIVE | 1m FIRING! MISSED_WINDOW/o; 3m UPDATED MISSED_WINDOW/o",
        "suspect again after the recovery | 0s feed R SILENT; 0s raise MISSED_WINDOW/o; 10m feed R LIVE; 20m feed R SUSPECT; 30m feed R LIVE | 1m FIRING MISSED_WINDOW/o (FEED_SILENT); 30m UPDATED! MISSED_WINDOW/o",
        "silent again in the recovery | 0s feed R SILENT; 0s raise MISSED_WINDOW/o; 10m feed R LIVE; 20m feed R SILENT; 50m clear MISSED_WINDOW/o | 1m FIRING MISSED_WINDOW/o (FEED_SILENT); 50m CLEARED MISSED_WINDOW/o (FEED_SILENT)",
        "history first | 0s feed R SILENT; 0s old MISSED_WINDOW/o 9h | 1m FIRING MISSED_WINDOW/o (HISTORICAL)",
        "the feed itself | 10m outage R 0s; 30m recovered R 0s | 10m FIRING! FEED_SILENT; 30m CLEARED! FEED_SILENT",
        "the feed itself, silenced | 0s silence s code=FEED_SILENT 0s..1h; 10m outage R 0s; 30m recovered R 0s | 10m FIRING FEED_SILENT (SILENCED); 30m CLEARED FEED_SILENT (SILENCED)",
      })
  void feeds(String story, String script, String alerts) {
    assertThat(Story.tell(Story.of(script).until("1h"))).as(story).isEqualTo(alerts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0s raise NO_SHOW/o; 1m again NO_SHOW/o; 2m again NO_SHOW/o | 0s FIRING! NO_SHOW/o",
        "0s raise REWORK/o; 30s again REWORK/o | 1m FIRING! REWORK/o",
        "0s raise REWORK/o; 30s clear REWORK/o; 40s again REWORK/o | ''",
        "0s raise REWORK/o; 2m clear REWORK/o; 3m again REWORK/o | 1m FIRING! REWORK/o; 2m CLEARED! REWORK/o",
      })
  void whatComesAgainDoesNothing(String script, String alerts) {
    assertThat(Story.tell(Story.of(script).until("1h"))).isEqualTo(alerts);
  }

  @Test
  void anAlertSaysWhatOperationsNeed() {
    List<Alert> alerts = Story.of("0s raise NO_SHOW/o; 1m clear NO_SHOW/o").until("1h");

    Alert fired = alerts.get(0);
    assertThat(fired.alertId()).isEqualTo("ALERT:NO_SHOW:o");
    assertThat(fired.revision()).isEqualTo(1);
    assertThat(fired.title()).isEqualTo("NO_SHOW in R: order o");
    assertThat(fired.summary()).isEqualTo("found");
    assertThat(fired.members().count()).isEqualTo(1);
    assertThat(fired.members().defectIds()).containsExactly("NO_SHOW:o");
    assertThat(fired.startsAt()).isEqualTo(Story.time("0s"));
    assertThat(fired.endsAt()).isNull();
    assertThat(fired.route()).isEqualTo("operations-urgent");
    assertThat(fired.runbook()).isEqualTo("runbooks/NO_SHOW.md");
    Alert cleared = alerts.get(1);
    assertThat(cleared.alertId()).isEqualTo(fired.alertId());
    assertThat(cleared.revision()).isEqualTo(2);
    assertThat(cleared.endsAt()).isEqualTo(Story.time("1m"));
  }

  /** Of one instant the order is that of the ids, which says nothing here. */
  private static List<String> sorted(String alerts) {
    return List.of(alerts.split("; ")).stream().sorted().toList();
  }
}
