package dev.odyssey.detection.ledger;

import static dev.odyssey.defects.DefectStatus.CLEARED;
import static dev.odyssey.defects.DefectStatus.RAISED;
import static dev.odyssey.defects.DefectStatus.RETRACTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.findings.Meaning;
import dev.odyssey.detection.ledger.Ledger.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private List<Reported> reported = List.of();

  /** Reports what is found, and gives what was due to be reported. */
  private List<Step> report(Finding... findings) {
    List<Step> steps = Ledger.steps(reported, List.of(findings));
    reported = Ledger.after(reported, steps);
    return steps;
  }

  private static Tuple[] said(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                tuple(
                    step.report().anchorEventId(),
                    step.report().revision(),
                    step.report().status(),
                    step.found()))
        .toArray(Tuple[]::new);
  }

  @Test
  void raisesWhatIsNew() {
    Finding missed = missed("a", 100, null);

    assertThat(report(missed))
        .containsExactly(
            new Step(
                new Reported(DefectCode.MISSED_WINDOW, "a", 1, RAISED, Meaning.of(missed)), 0));
  }

  @Test
  void saysNothingWhereNothingChanged() {
    report(missed("a", 100, null), missed("b", 100, 150L));

    assertThat(report(missed("b", 100, 150L), missed("a", 100, null))).isEmpty();
  }

  @Test
  void clearsWhatIsOver() {
    report(missed("a", 100, null));

    assertThat(said(report(missed("a", 100, 150L)))).containsExactly(tuple("a", 2, CLEARED, 0));
  }

  @Test
  void raisesAndClearsAtOnceWhatIsOverAlready() {
    assertThat(said(report(missed("b", 100, null), missed("a", 100, 150L))))
        .containsExactly(
            tuple("b", 1, RAISED, 0), tuple("a", 1, RAISED, 1), tuple("a", 2, CLEARED, 1));
  }

  @Test
  void reportsAgainWhatDiffersFromTheReport() {
    report(missed("a", 100, null));

    assertThat(said(report(missed("a", 90, null)))).containsExactly(tuple("a", 2, RAISED, 0));
    assertThat(said(report(missed("a", 80, 95L)))).containsExactly(tuple("a", 3, CLEARED, 0));
    assertThat(said(report(missed("a", 80, 99L))))
        .as("cleared at another time")
        .containsExactly(tuple("a", 4, CLEARED, 0));
    assertThat(said(report(missed("a", 80, null))))
        .as("not cleared after all")
        .containsExactly(tuple("a", 5, RAISED, 0));
  }

  @Test
  void retractsOnceWhatIsGone() {
    report(missed("a", 100, 150L));

    assertThat(said(report())).containsExactly(tuple("a", 3, RETRACTED, -1));
    assertThat(report()).isEmpty();
  }

  @Test
  void revisionsGoOnCountingAfterARetraction() {
    report(missed("a", 100, null));
    report();

    assertThat(said(report(missed("a", 100, null)))).containsExactly(tuple("a", 3, RAISED, 0));
    report();
    assertThat(said(report(missed("a", 100, 150L))))
        .containsExactly(tuple("a", 5, RAISED, 0), tuple("a", 6, CLEARED, 0));
  }

  @Test
  void keepsDefectsApart() {
    report(missed("a", 100, null), missed("b", 200, null));

    assertThat(said(report(missed("b", 200, null), missed("c", 300, null))))
        .containsExactlyInAnyOrder(tuple("a", 2, RETRACTED, -1), tuple("c", 1, RAISED, 1));
  }

  @Test
  void oneAnchorMayHaveSeveralDefects() {
    report(found(DefectCode.MISSED_WINDOW, "a"), found(DefectCode.NO_SHOW, "a"));

    assertThat(report(found(DefectCode.NO_SHOW, "a")))
        .singleElement()
        .extracting(step -> step.report().code(), step -> step.report().status())
        .containsExactly(DefectCode.MISSED_WINDOW, RETRACTED);
  }

  /** With many defects they are looked up in another way than with few: it must not show. */
  @Test
  void manyDefectsAreToldApartAsFewAre() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        if (random.nextBoolean()) {
          findings.add(
              missed("a" + i, 100 + random.nextInt(2), random.nextBoolean() ? null : 300L));
        }
      }
      List<Reported> before = reported;
      List<Step> steps = report(findings.toArray(Finding[]::new));

      List<Step> oneByOne = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String anchor = "a" + i;
        oneByOne.addAll(
            Ledger.steps(
                before.stream().filter(last -> last.anchorEventId().equals(anchor)).toList(),
                findings.stream().filter(f -> f.anchorEventId().equals(anchor)).toList()));
      }
      assertThat(steps.stream().map(Step::report).toList())
          .containsExactlyInAnyOrderElementsOf(oneByOne.stream().map(Step::report).toList());
      assertThat(Ledger.steps(reported, findings)).as("once").isEmpty();
    }
  }

  @Test
  void whatWasSettledIsNotEvidenceBeforeItWas() {
    assertThat(missed("a", 100, 150L).uncleared().evidence())
        .extracting(Evidence::eventId)
        .containsExactly("a");
  }

  @Test
  void correctionsAreWhatAltersAReport() {
    Finding finding = missed("a", 100, null);
    assertThat(correction(1, RAISED, finding)).isFalse();
    assertThat(correction(2, RAISED, finding)).isTrue();
    assertThat(correction(2, RETRACTED, finding)).isTrue();
    assertThat(correction(2, CLEARED, missed("a", 100, 150L))).isFalse();
  }

  private static boolean correction(int revision, DefectStatus status, Finding finding) {
    return new DefectChange(revision, status, 1_000_000, finding).isCorrection();
  }

  private static Finding missed(String anchor, long raisedAt, Long clearedAt) {
    return found(DefectCode.MISSED_WINDOW, anchor, raisedAt, clearedAt);
  }

  private static Finding found(String code, String anchor) {
    return found(code, anchor, 100, null);
  }

  private static Finding found(String code, String anchor, long raisedAt, Long clearedAt) {
    Evidence promise = new Evidence(anchor, "SCHEDULED", 10);
    boolean cleared = clearedAt != null;
    return new Finding(
        code,
        anchor,
        Severity.HIGH,
        ChargedTo.PROVIDER,
        "O1",
        null,
        null,
        "P1",
        "plumbing",
        "US-WA",
        null,
        null,
        null,
        null,
        "America/Los_Angeles",
        null,
        null,
        raisedAt,
        clearedAt,
        cleared ? "ARRIVED" : null,
        cleared ? "arrival" : null,
        null,
        null,
        cleared
            ? List.of(promise, new Evidence("arrival", "ARRIVED", clearedAt))
            : List.of(promise),
        "ARRIVED",
        null,
        Map.of(),
        Map.of());
  }
}
