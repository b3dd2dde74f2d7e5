package dev.odyssey.notifications.cases;

import dev.odyssey.defects.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * What stands in a case now.
 *
 * @param members worst first; empty where nothing is wrong any more
 * @param before how many defects stood before and do not any more
 */
public record CaseNews(
    String caseId,
    List<Member> members,
    int before,
    String region,
    String offeringId,
    String providerId,
    String customerId,
    String timeZone) {

  /** Worst first, then by when they began. */
  static final Comparator<Member> WORST_FIRST =
      Comparator.comparing(Member::isCovered)
          .thenComparing(member -> member.defect().severity(), Comparator.reverseOrder())
          .thenComparingLong(Member::since)
          .thenComparing(member -> member.defect().defectId());

  public boolean isClosed() {
    return members.isEmpty();
  }

  /** The worst of what stands; null where nothing does. */
  public Member worst() {
    return members.isEmpty() ? null : members.get(0);
  }

  /** How bad it is; null where nothing stands. */
  public Severity severity() {
    return members.isEmpty() ? null : worst().defect().severity();
  }
}
