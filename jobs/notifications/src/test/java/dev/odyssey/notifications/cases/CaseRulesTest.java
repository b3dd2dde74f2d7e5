package dev.odyssey.notifications.cases;

import static dev.odyssey.defects.DefectStatus.CLEARED;
import static dev.odyssey.defects.DefectStatus.RAISED;
import static dev.odyssey.defects.DefectStatus.RETRACTED;
import static dev.odyssey.notifications.cases.Samples.change;
import static dev.odyssey.notifications.cases.Samples.defect;
import static dev.odyssey.notifications.cases.Samples.step;
import static dev.odyssey.notifications.cases.Samples.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.feeds.Gate;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.notifications.time.Replay;
import dev.odyssey.notifications.time.Replay.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseRulesTest {

  private static final long END = time(6, "00:00:00");

  private final CaseRules rules =
      new CaseRules(NotificationSettings.builtIn(), Memory.of(Duration.ofDays(30)));
  private final Replay<CaseState, CaseInput, CaseOutput> replay =
      new Replay<>(rules, CaseState.class);

  @Test
  void standsAfterItsHoldUntilItIsCleared() {
    Defect missed = defect("MISSED_WINDOW", "o1", time("17:00:00"));
    replay.at(time("17:00:00"), change(missed, 1, RAISED, time("17:00:00")));
    replay.at(time("17:30:00"), change(missed, 2, CLEARED, time("17:30:00")));

    assertThat(standing()).containsExactly("17:01:00 MISSED_WINDOW", "17:30:00");
  }

  @Test
  void neverWasWhatIsSettledWithinItsHold() {
    Defect missed = defect("MISSED_WINDOW", "o1", time("17:00:00"));
    replay.at(time("17:00:00"), change(missed, 1, RAISED, time("17:00:00")));
    replay.at(time("17:01:00"), change(missed, 2, CLEARED, time("17:01:00")));

    assertThat(replay.until(END)).isEmpty();
  }

  @Test
  void holdsFromWhenItWasKnown() {
    Defect missed = defect("MISSED_WINDOW", "o1", time("17:00:00"));
    replay.at(time("19:00:00"), change(missed, 1, RAISED, time("19:00:00")));

    assertThat(standing()).containsExactly("19:01:00 MISSED_WINDOW");
  }

  @Test
  void isOpenWhatIsClearedAndRaisedAgainInOneInstant() {
    Defect noShow = defect("NO_SHOW", "o1", time("19:00:00"));
    replay.at(time("19:00:00"), change(noShow, 1, RAISED, time("19:00:00")));
    replay.at(time("20:00:00"), change(noShow, 3, RAISED, time("20:00:00")));
    replay.at(time("20:00:00"), change(noShow, 2, CLEARED, time("20:00:00")));

    assertThat(standing()).containsExactly("19:00:00 NO_SHOW");
  }

  @Test
  void takesChangesInAnyOrderOfRevisions() {
    Defect noShow = defect("NO_SHOW", "o1", time("19:00:00"));
    replay.at(time("19:30:00"), change(noShow, 2, CLEARED, time("19:30:00")));
    replay.at(time("20:00:00"), change(noShow, 1, RAISED, time("19:00:00")));

    assertThat(replay.until(END)).isEmpty();
  }

  @Test
  void isCoveredByAWorseCodeOfTheSamePromise() {
    Defect missed = defect("MISSED_WINDOW", "o1", time("17:00:00"));
    Defect noShow = defect("NO_SHOW", "o1", time("19:00:00"));
    replay.at(time("17:00:00"), change(missed, 1, RAISED, time("17:00:00")));
    replay.at(time("19:00:00"), change(noShow, 1, RAISED, time("19:00:00")));

    assertThat(standing())
        .containsExactly("17:01:00 MISSED_WINDOW", "19:00:00 NO_SHOW (MISSED_WINDOW)");
  }

  @Test
  void standsForADayWhatNothingCanClear() {
    Defect cancel = defect("LATE_CANCEL", "o1", time("12:00:00"));
    replay.at(time("12:00:00"), change(cancel, 1, RAISED, time("12:00:00")));

    assertThat(standing()).containsExactly("12:01:00 LATE_CANCEL", "12:00:00");
  }

  @Test
  void neverStandsWhatIsForInformation() {
    Defect scan = defect("SKIPPED_SCAN", "o1", time("12:00:00"));
    replay.at(time("12:00:00"), change(scan, 1, RAISED, time("12:00:00")));

    assertThat(replay.until(END)).isEmpty();
  }

  @Test
  void isHistoryWhatWasRaisedLongBeforeItWasFound() {
    Defect noShow = defect("NO_SHOW", "o1", time(1, "19:00:00"));
    replay.at(time(4, "12:00:00"), change(noShow, 1, RAISED, time(4, "12:00:00")));

    List<CaseNews> news = news();
    assertThat(news.get(0).worst().against()).isEqualTo(Suppression.HISTORICAL);
    assertThat(wishes().get(0).wishes())
        .allMatch(wish -> wish.against() == WithdrawalReason.HISTORICAL);
  }

  @Test
  void waitsWhileAFeedCastsDoubtOnIt() {
    Defect missed = defect("MISSED_WINDOW", "o1", time("17:00:00"));
    rules.under(doubted(Gate.Doubt.FEED, time("17:30:00")));
    replay.at(time("17:00:00"), change(missed, 1, RAISED, time("17:00:00")));

    assertThat(against()).containsExactly("17:01:00 FEED", "17:30:00 null");
  }

  @Test
  void isToldUnconfirmedWhenItHasWaitedForLong() {
    Defect missed = defect("MISSED_WINDOW", "o1", time("17:00:00"));
    rules.under(doubted(Gate.Doubt.PROVIDER, END));
    replay.at(time("17:00:00"), change(missed, 1, RAISED, time("17:00:00")));

    assertThat(against()).containsExactly("17:01:00 FEED", "17:31:00 null");
    assertThat(news().get(1).worst().isUnconfirmed()).isTrue();
  }

  @Test
  void isToldToOperationsOnlyWhileARegionIsSilent() {
    Defect missed = defect("MISSED_WINDOW", "o1", time("17:00:00"));
    rules.under(doubted(Gate.Doubt.FEED, END));
    replay.at(time("17:00:00"), change(missed, 1, RAISED, time("17:00:00")));
    replay.at(time("23:00:00"), change(missed, 2, RETRACTED, time("23:00:00")));

    assertThat(against()).startsWith("17:01:00 FEED", "19:01:00 null");
    assertThat(wishes())
        .flatExtracting(Wishes::wishes)
        .allMatch(wish -> wish.against() == WithdrawalReason.FEED);
  }

  @Test
  void asksWhoHoldsTheOrderNow() {
    Defect unconfirmed = defect("UNCONFIRMED", "o1", time("13:00:00"));
    replay.at(
        time("12:00:00"), CaseInput.of(step("o1", "e1", "SCHEDULED", "P-1", time("12:00:00"))));
    replay.at(time("13:00:00"), change(unconfirmed, 1, RAISED, time("13:00:00")));
    replay.at(
        time("13:30:00"), CaseInput.of(step("o1", "e2", "DECLINED", "P-1", time("13:30:00"))));
    replay.at(
        time("13:40:00"), CaseInput.of(step("o1", "e3", "ASSIGNED", "P-2", time("13:40:00"))));

    assertThat(wishes())
        .extracting(
            wishes -> wishes.recipient().key() + " " + wishes.wishes().size(),
            wishes -> wishes.gone().stream().map(Wish::against).toList())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("PROVIDER:P-1 1", List.of()),
            org.assertj.core.groups.Tuple.tuple(
                "PROVIDER:P-1 0", List.of(WithdrawalReason.REASSIGNED)),
            org.assertj.core.groups.Tuple.tuple("PROVIDER:P-2 1", List.of()));
  }

  private static Gate doubted(Gate.Doubt doubt, long until) {
    return (defect, provider, now) -> now < until ? doubt : Gate.Doubt.NONE;
  }

  private List<CaseNews> news() {
    return replay.until(END).stream()
        .map(Told::what)
        .filter(told -> told.news() != null)
        .map(CaseOutput::news)
        .toList();
  }

  private List<Wishes> wishes() {
    return replay.until(END).stream()
        .map(Told::what)
        .filter(told -> told.wishes() != null)
        .map(CaseOutput::wishes)
        .toList();
  }

  private List<String> standing() {
    return replay.until(END).stream()
        .filter(told -> told.what().news() != null)
        .map(told -> clock(told.at()) + codes(told.what().news()))
        .toList();
  }

  private List<String> against() {
    return replay.until(END).stream()
        .filter(told -> told.what().news() != null && !told.what().news().isClosed())
        .map(told -> clock(told.at()) + " " + told.what().news().worst().against())
        .distinct()
        .toList();
  }

  private static String codes(CaseNews news) {
    StringBuilder text = new StringBuilder();
    for (Member member : news.members()) {
      String code = member.defect().code();
      text.append(member.isCovered() ? " (" + code + ")" : " " + code);
    }
    return text.toString();
  }

  private static String clock(long instant) {
    return Instant.ofEpochMilli(instant).toString().substring(11, 19);
  }
}
