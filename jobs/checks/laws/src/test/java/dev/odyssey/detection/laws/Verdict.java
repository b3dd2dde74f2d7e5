package dev.odyssey.detection.laws;

import dev.odyssey.defects.Finding;
import java.util.Comparator;
import java.util.List;

/** What a defect comes down to, in a form in which two ways of finding it can be compared. */
public record Verdict(
    String code,
    String anchor,
    String severity,
    long raisedAt,
    Long clearedAt,
    String clearReason,
    String clearedBy,
    String chargedTo,
    String providerId,
    String escalates) {

  static final Comparator<Verdict> ORDER =
      Comparator.comparing(Verdict::code).thenComparing(Verdict::anchor);

  static List<Verdict> of(List<Finding> findings) {
    return findings.stream()
        .map(
            f ->
                new Verdict(
                    f.code(),
                    f.anchorEventId(),
                    f.severity().name(),
                    f.raisedAt(),
                    f.clearedAt(),
                    f.clearReason(),
                    f.clearedBy(),
                    f.chargedTo().name(),
                    f.providerId(),
                    f.escalates()))
        .sorted(ORDER)
        .toList();
  }

  Verdict escalating(String defectId) {
    return new Verdict(
        code,
        anchor,
        severity,
        raisedAt,
        clearedAt,
        clearReason,
        clearedBy,
        chargedTo,
        providerId,
        defectId);
  }
}
