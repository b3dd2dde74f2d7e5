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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long NOW = 1_000_000;

  private final Ledger ledger = new Ledger();

  @Test
  void raisesWhatIsNew() {
    Finding missed = missed("a", 100, null);

    assertThat(ledger.update(List.of(missed), NOW))
        .containsExactly(new DefectChange(1, RAISED, NOW, missed));
  }

  @Test
  void saysNothingWhereNothingChanged() {
    ledger.update(List.of(missed("a", 100, null)), NOW);

    assertThat(ledger.update(List.of(missed("a", 100, null)), NOW + 1)).isEmpty();
  }

  @Test
  void clearsWhatIsOver() {
    ledger.update(List.of(missed("a", 100, null)), NOW);

    assertThat(ledger.update(List.of(missed("a", 100, 150L)), NOW))
        .containsExactly(new DefectChange(2, CLEARED, NOW, missed("a", 100, 150L)));
  }

  @Test
  void raisesAndClearsAtOnceWhatIsOverAlready() {
    Finding over = missed("a", 100, 150L);

    assertThat(ledger.update(List.of(over), NOW))
        .containsExactly(
            new DefectChange(1, RAISED, NOW, missed("a", 100, null)),
            new DefectChange(2, CLEARED, NOW, over));
  }

  @Test
  void reportsAgainWhatIsOtherwiseThanReported() {
    ledger.update(List.of(missed("a", 100, null)), NOW);

    assertThat(ledger.update(List.of(missed("a", 90, null)), NOW))
        .containsExactly(new DefectChange(2, RAISED, NOW, missed("a", 90, null)));
    assertThat(ledger.update(List.of(missed("a", 80, 95L)), NOW))
        .containsExactly(new DefectChange(3, CLEARED, NOW, missed("a", 80, 95L)));
    assertThat(ledger.update(List.of(missed("a", 80, 99L)), NOW))
        .as("cleared at another time")
        .containsExactly(new DefectChange(4, CLEARED, NOW, missed("a", 80, 99L)));
    assertThat(ledger.update(List.of(missed("a", 80, null)), NOW))
        .as("not cleared after all")
        .containsExactly(new DefectChange(5, RAISED, NOW, missed("a", 80, null)));
  }

  @Test
  void retractsWhatIsGoneWithItsLastFinding() {
    ledger.update(List.of(missed("a", 100, 150L)), NOW);

    assertThat(ledger.update(List.of(), NOW + 5))
        .containsExactly(new DefectChange(3, RETRACTED, NOW + 5, missed("a", 100, 150L)));
    assertThat(ledger.update(List.of(), NOW + 6)).as("once").isEmpty();
  }

  @Test
  void revisionsGoOnCountingAfterARetraction() {
    ledger.update(List.of(missed("a", 100, null)), NOW);
    ledger.update(List.of(), NOW);

    assertThat(ledger.update(List.of(missed("a", 100, null)), NOW))
        .containsExactly(new DefectChange(3, RAISED, NOW, missed("a", 100, null)));
    ledger.update(List.of(), NOW);
    assertThat(ledger.update(List.of(missed("a", 100, 150L)), NOW))
        .containsExactly(
            new DefectChange(5, RAISED, NOW, missed("a", 100, null)),
            new DefectChange(6, CLEARED, NOW, missed("a", 100, 150L)));
  }

  @Test
  void keepsDefectsApart() {
    ledger.update(List.of(missed("a", 100, null), missed("b", 200, null)), NOW);

    assertThat(ledger.update(List.of(missed("b", 200, null), missed("c", 300, null)), NOW))
        .containsExactly(
            new DefectChange(2, RETRACTED, NOW, missed("a", 100, null)),
            new DefectChange(1, RAISED, NOW, missed("c", 300, null)));
  }

  @Test
  void emitsInOrderOfRaisedAtAndOfRevision() {
    List<DefectChange> changes =
        ledger.update(
            List.of(missed("late", 300, 400L), missed("b", 100, null), missed("a", 100, null)),
            NOW);

    assertThat(changes)
        .extracting(change -> change.finding().anchorEventId() + change.revision())
        .containsExactly("a1", "b1", "late1", "late2");
  }

  @Test
  void goesOnFromWhatWasReported() {
    ledger.update(List.of(missed("a", 100, null), missed("b", 200, 250L)), NOW);
    ledger.update(List.of(missed("b", 200, 250L)), NOW);

    Ledger restored = new Ledger(List.copyOf(ledger.reported()));

    assertThat(restored.isEmpty()).isFalse();
    assertThat(restored.update(List.of(missed("a", 100, null), missed("b", 200, 250L)), NOW))
        .extracting(DefectChange::defectId, DefectChange::revision, DefectChange::status)
        .containsExactly(tuple("MISSED_WINDOW:O1:a", 3, RAISED));
  }

  @Test
  void whatWasSettledIsNotEvidenceBeforeItWas() {
    List<DefectChange> changes = ledger.update(List.of(missed("a", 100, 150L)), NOW);

    assertThat(changes.get(0).finding().evidence())
        .extracting(Evidence::eventId)
        .containsExactly("a");
    assertThat(changes.get(1).finding().evidence())
        .extracting(Evidence::eventId)
        .containsExactly("a", "arrival");
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
    return new DefectChange(revision, status, NOW, finding).isCorrection();
  }

  private static Finding missed(String anchor, long raisedAt, Long clearedAt) {
    Evidence promise = new Evidence(anchor, "SCHEDULED", 10);
    boolean cleared = clearedAt != null;
    return new Finding(
        DefectCode.MISSED_WINDOW,
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
        "Order O1",
        cleared
            ? List.of(promise, new Evidence("arrival", "ARRIVED", clearedAt))
            : List.of(promise),
        "ARRIVED",
        "windowEnd",
        Map.of(),
        Map.of());
  }
}
