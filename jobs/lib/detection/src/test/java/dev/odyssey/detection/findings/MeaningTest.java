package dev.odyssey.detection.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a finding means is all that it says, and nothing of its words. */
class MeaningTest {

  private static final List<String> WORDS = List.of("summary", "derivation");

  /** Also a component that does not exist yet. */
  @Test
  void everyComponentButTheWordsChangesIt() throws ReflectiveOperationException {
    for (RecordComponent component : Finding.class.getRecordComponents()) {
      boolean changed = Meaning.of(finding(component.getName())) != Meaning.of(finding(""));
      assertThat(changed).as(component.getName()).isEqualTo(!WORDS.contains(component.getName()));
    }
  }

  @Test
  void isTheSameForTheSameFinding() throws ReflectiveOperationException {
    assertThat(Meaning.of(finding(""))).isEqualTo(Meaning.of(finding("")));
  }

  /** It is compared with what another process has written: it must not change with the release. */
  @Test
  void isTheSameInEveryProcess() {
    assertThat(Meaning.of(promise(Map.of("a", "1", "b", "2"), List.of())))
        .isEqualTo(2_670_840_966_080_684_112L);
  }

  @Test
  void valuesByNameHaveNoOrder() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("a", "1");
    one.put("b", "2");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("b", "2");
    other.put("a", "1");

    assertThat(Meaning.of(promise(one, List.of())))
        .isEqualTo(Meaning.of(promise(other, List.of())));
    assertThat(Meaning.of(promise(Map.of("a", "2", "b", "1"), List.of())))
        .isNotEqualTo(Meaning.of(promise(one, List.of())));
  }

  @Test
  void evidenceHasAnOrder() {
    Evidence one = new Evidence("a", "SCHEDULED", 1);
    Evidence other = new Evidence("b", "SCHEDULED", 1);

    assertThat(Meaning.of(promise(Map.of(), List.of(one, other))))
        .isNotEqualTo(Meaning.of(promise(Map.of(), List.of(other, one))));
  }

  @Test
  void eachPartOfAPieceOfEvidenceChangesIt() {
    long meaning = Meaning.of(promise(Map.of(), List.of(new Evidence("a", "SCHEDULED", 1))));

    assertThat(
            List.of(
                Meaning.of(promise(Map.of(), List.of(new Evidence("b", "SCHEDULED", 1)))),
                Meaning.of(promise(Map.of(), List.of(new Evidence("a", "RESCHEDULED", 1)))),
                Meaning.of(promise(Map.of(), List.of(new Evidence("a", "SCHEDULED", 2))))))
        .doesNotContain(meaning)
        .doesNotHaveDuplicates();
  }

  /** Of a finding whose components all have a value, but one that has another. */
  private static Finding finding(String other) throws ReflectiveOperationException {
    RecordComponent[] components = Finding.class.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i].getType(), components[i].getName().equals(other));
    }
    return Finding.class
        .getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
        .newInstance(values);
  }

  private static Object value(Class<?> type, boolean other) {
    if (type == String.class) {
      return other ? "other" : "one";
    }
    if (type == Long.class || type == long.class) {
      return other ? 8L : 7L;
    }
    if (type == Severity.class) {
      return other ? Severity.INFO : Severity.HIGH;
    }
    if (type == ChargedTo.class) {
      return other ? ChargedTo.DATA : ChargedTo.PROVIDER;
    }
    if (type == List.class) {
      return other ? List.of() : List.of(new Evidence("e", "SCHEDULED", 1));
    }
    if (type == Map.class) {
      return other ? Map.of() : Map.of("key", "value");
    }
    throw new AssertionError("a component of a type that this test does not know: " + type);
  }

  private static Finding promise(Map<String, String> policy, List<Evidence> evidence) {
    return new Finding(
        DefectCode.MISSED_WINDOW,
        "e1",
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
        1L,
        2L,
        3,
        null,
        null,
        null,
        null,
        "words",
        evidence,
        "ARRIVED",
        "more words",
        policy,
        Map.of());
  }
}
