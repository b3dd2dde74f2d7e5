package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.CaseFile.Standing;
import dev.odyssey.notifications.CaseStatus;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.notifications.time.Rules;
import java.util.List;
import java.util.function.Consumer;

/** The file of a case: what stands, who looks after it, and what was chosen. */
public final class FileRules implements Rules<FileState, FileInput, CaseFile> {

  private static final long serialVersionUID = 1;

  private final Memory memory;

  /** Rules that remember a closed case for so long. */
  public FileRules(Memory memory) {
    this.memory = memory;
  }

  @Override
  public FileState decide(
      FileState before, List<FileInput> news, long now, Consumer<CaseFile> out) {
    CaseNews standing = before == null ? null : before.news();
    OutreachOption acted = before == null ? null : before.acted();
    String acknowledgedBy = before == null ? null : before.acknowledgedBy();
    CaseFile last = before == null ? null : before.file();
    for (FileInput input : news) {
      standing = input.news() == null ? standing : input.news();
    }
    boolean isOpen = standing != null && !standing.isClosed();
    for (FileInput input : news) {
      if (input.acted() != null) {
        acted = acted == null || input.acted().compareTo(acted) > 0 ? input.acted() : acted;
      }
      String by = input.acknowledgedBy();
      if (by != null && isOpen) {
        acknowledgedBy = acknowledgedBy == null ? by : min(acknowledgedBy, by);
      }
    }
    boolean wasOpen = last != null && last.status() != CaseStatus.CLOSED;
    if (standing == null || (!isOpen && !wasOpen)) {
      boolean isForgotten = last == null || memory.isOver(last.changedAt(), now);
      return isForgotten ? null : new FileState(standing, null, acted, last);
    }
    if (!isOpen) {
      acknowledgedBy = null;
    }
    CaseFile file = file(last, wasOpen, standing, acknowledgedBy, acted, now);
    if (last == null || !same(last, file)) {
      out.accept(file);
      last = file;
    }
    return new FileState(standing, acknowledgedBy, isOpen ? acted : null, last);
  }

  private static CaseFile file(
      CaseFile last,
      boolean wasOpen,
      CaseNews news,
      String acknowledgedBy,
      OutreachOption acted,
      long now) {
    boolean isOpen = !news.isClosed();
    CaseStatus status =
        !isOpen
            ? CaseStatus.CLOSED
            : acknowledgedBy == null ? CaseStatus.OPEN : CaseStatus.ACKNOWLEDGED;
    boolean isReopened = last != null && !wasOpen && isOpen;
    return new CaseFile(
        news.caseId(),
        last == null ? 1 : last.revision() + 1,
        status,
        isOpen ? news.severity() : last.severity(),
        isOpen ? news.worst().defect().summary() : last.headline(),
        news.members().stream()
            .map(m -> new Standing(m.defect().code(), m.defect().defectId(), m.since()))
            .toList(),
        news.before(),
        news.region(),
        news.offeringId(),
        news.providerId(),
        news.customerId(),
        acted,
        last == null || isReopened ? now : last.openedAt(),
        now,
        isOpen ? null : (Long) now,
        last == null ? 0 : last.reopened() + (isReopened ? 1 : 0),
        acknowledgedBy);
  }

  /** Of two at one instant it must not matter which came first. */
  private static String min(String one, String other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static boolean same(CaseFile last, CaseFile next) {
    CaseFile aligned =
        new CaseFile(
            next.caseId(),
            last.revision(),
            next.status(),
            next.severity(),
            next.headline(),
            next.defects(),
            next.before(),
            next.region(),
            next.offeringId(),
            next.providerId(),
            next.customerId(),
            next.acted(),
            next.openedAt(),
            last.changedAt(),
            next.closedAt(),
            next.reopened(),
            next.acknowledgedBy());
    return aligned.equals(last);
  }

  @Override
  public long next(FileState state, long now) {
    boolean isOpen = state.news() != null && !state.news().isClosed();
    if (isOpen || state.file() == null) {
      return NEVER;
    }
    return Math.max(now + 1, memory.end(state.file().changedAt()));
  }
}
