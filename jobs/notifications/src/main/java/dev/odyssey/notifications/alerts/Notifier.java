package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Alert.Members;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.alerts.Plan.View;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.notifications.time.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** When an alert notifies, and why: the difference of what should be told to what was told. */
final class Notifier {

  private static final Comparator<Suppression> ORDER = Comparator.naturalOrder();

  private final AlertSettings settings;
  private final Plan plan;
  private final long now;

  private long due = Rules.NEVER;

  // What becomes of the memory.
  private Alert last;
  private boolean isOpen;
  private boolean isNotified;
  private boolean isMerged;
  private Map<String, Long> told;
  private Map<String, Long> heldBack;
  private Severity toldSeverity;
  private Long freeSince;
  private Long lastNotifiedAt;
  private Long criticalSince;
  private List<Long> firsts;
  private Long emptySince;
  private String acknowledgedBy;
  private Map<String, Severity> acknowledged;
  private boolean isEscalated;

  /**
   * A decision about an alert.
   *
   * @param memory null where nothing was told
   */
  Notifier(AlertSettings settings, AlertMemory memory, Plan plan, long now) {
    this.settings = settings;
    this.plan = plan;
    this.now = now;
    this.firsts = List.of();
    this.told = new TreeMap<>();
    this.heldBack = Map.of();
    this.acknowledged = Map.of();
    if (memory != null) {
      last = memory.last();
      isOpen = memory.isOpen();
      isNotified = memory.isNotified();
      isMerged = memory.isMerged();
      told = memory.told();
      heldBack = memory.heldBack();
      toldSeverity = memory.toldSeverity();
      freeSince = memory.freeSince();
      lastNotifiedAt = memory.lastNotifiedAt();
      criticalSince = memory.criticalSince();
      firsts = memory.firsts();
      emptySince = memory.emptySince();
      acknowledgedBy = memory.acknowledgedBy();
      acknowledged = memory.acknowledged();
      isEscalated = memory.isEscalated();
    }
  }

  /** When to decide again though nothing has come. */
  long due() {
    return due;
  }

  /** Somebody looks after the members of now. */
  Notifier acknowledge(String by) {
    if (isOpen) {
      acknowledgedBy = by;
      Map<String, Severity> covered = new TreeMap<>(acknowledged);
      plan.members().forEach(member -> covered.put(member.id(), member.severity()));
      acknowledged = covered;
    }
    return this;
  }

  /** Somebody looks after one member. */
  Notifier acknowledge(String id, String by) {
    for (View member : plan.members()) {
      if (isOpen && member.id().equals(id)) {
        Map<String, Severity> covered = new TreeMap<>(acknowledged);
        covered.put(id, member.severity());
        acknowledged = covered;
        acknowledgedBy = isAcknowledged(plan.members()) ? by : acknowledgedBy;
      }
    }
    return this;
  }

  /** A surge has told of these members, which are this alert's again. */
  static AlertMemory takeBack(AlertMemory memory, List<String> ids, Severity severity) {
    Map<String, Long> told = new TreeMap<>(memory.told());
    ids.forEach(id -> told.put(id, memory.last().detectedAt()));
    return new AlertMemory(
        memory.last(),
        memory.isOpen(),
        true,
        true,
        told,
        memory.heldBack(),
        memory.toldSeverity() == null ? severity : memory.toldSeverity(),
        memory.freeSince(),
        memory.lastNotifiedAt() == null
            ? (Long) memory.last().detectedAt()
            : memory.lastNotifiedAt(),
        memory.criticalSince(),
        memory.firsts(),
        memory.emptySince(),
        memory.acknowledgedBy(),
        memory.acknowledged(),
        memory.isEscalated());
  }

  /** Decides, writes a revision if there is anything to say, and returns what is remembered. */
  AlertMemory decide(Consumer<Alert> out) {
    if (plan.members().isEmpty()) {
      end(out);
    } else {
      goOn(out);
    }
    return new AlertMemory(
        last,
        isOpen,
        isNotified,
        isMerged,
        told,
        heldBack,
        toldSeverity,
        freeSince,
        lastNotifiedAt,
        criticalSince,
        firsts,
        emptySince,
        acknowledgedBy,
        acknowledged,
        isEscalated);
  }

  private void end(Consumer<Alert> out) {
    if (!isOpen) {
      return;
    }
    if (flaps()) {
      emptySince = emptySince == null ? (Long) now : emptySince;
      long clear = emptySince + settings.flapping().clearFor().toMillis();
      if (now < clear) {
        due = clear;
        return;
      }
    }
    boolean tells = isNotified && !isMerged && !plan.isExpired();
    AlertReason reason = plan.isExpired() ? AlertReason.EXPIRED : tells ? AlertReason.OVER : null;
    long endsAt = emptySince == null ? now : emptySince;
    last =
        new Alert(
            plan.alertId(),
            plan.kind(),
            last.revision() + 1,
            AlertStatus.CLEARED,
            last.severity(),
            "Over: " + plan.what(),
            plan.isExpired()
                ? "It has had no new member for %s.".formatted(settings.surge().expireAfter())
                : "Nothing of it is wrong any more.",
            plan.region(),
            Members.NONE,
            last.startsAt(),
            endsAt,
            now,
            tells,
            reason,
            null,
            acknowledgedBy,
            false,
            plan.route(),
            plan.runbook());
    out.accept(last);
    isOpen = false;
    isNotified = false;
    isMerged = false;
    told = new TreeMap<>();
    heldBack = Map.of();
    toldSeverity = null;
    freeSince = null;
    criticalSince = null;
    emptySince = null;
    acknowledgedBy = null;
    acknowledged = Map.of();
    isEscalated = false;
  }

  private boolean flaps() {
    long from = now - settings.flapping().within().toMillis();
    return firsts.stream().filter(at -> at > from).count() >= settings.flapping().firsts()
        || emptySince != null;
  }

  private void goOn(Consumer<Alert> out) {
    emptySince = null;
    List<View> free = plan.members().stream().filter(m -> m.against() == null).toList();
    Suppression against =
        free.isEmpty() ? plan.members().stream().map(View::against).min(ORDER).orElseThrow() : null;
    boolean begins = !isOpen;
    isOpen = true;
    isMerged |= against == Suppression.SURGE && isNotified;
    freeSince = free.isEmpty() ? null : freeSince == null ? (Long) now : freeSince;
    boolean wasAcknowledged = acknowledgedBy != null;
    if (!isAcknowledged(free) && !free.isEmpty()) {
      acknowledgedBy = null;
    }
    AlertReason reason = free.isEmpty() ? null : reason(free);
    heldBack = heldBack(reason != null);
    boolean escalates = reason == null && escalates(free);
    if (escalates) {
      reason = AlertReason.REMINDER;
    }
    if (reason != null) {
      noteTold(free, reason);
    }
    boolean saysNew =
        begins
            || reason != null
            || last.suppressedBy() != against
            || wasAcknowledged != (acknowledgedBy != null)
            || (acknowledgedBy != null && !acknowledgedBy.equals(last.acknowledgedBy()));
    if (!saysNew && last.members().count() != count(free)) {
      long update = last.detectedAt() + settings.groupInterval().toMillis();
      saysNew = now >= update;
      due = saysNew ? due : Math.min(due, update);
    }
    if (saysNew) {
      write(free, against, reason, begins, escalates, out);
    }
  }

  /** The members that something stands against, and those that are still to be told after that. */
  private Map<String, Long> heldBack(boolean tells) {
    Map<String, Long> held = new TreeMap<>();
    for (View member : plan.members()) {
      boolean isStill = !tells && heldBack.containsKey(member.id());
      if ((member.against() != null || isStill) && !told.containsKey(member.id())) {
        held.put(member.id(), now);
      }
    }
    return held;
  }

  private int count(List<View> free) {
    return free.isEmpty() ? plan.members().size() : free.size();
  }

  /** Why to notify now; null for not at all. */
  private AlertReason reason(List<View> free) {
    Severity worst = worst(free);
    List<View> untold = free.stream().filter(m -> !told.containsKey(m.id())).toList();
    boolean isAgain = untold.stream().anyMatch(m -> heldBack.containsKey(m.id()));
    if (!isNotified) {
      boolean rose = untold.stream().anyMatch(View::rose);
      long at = rose || isAgain ? now : freeSince + settings.groupWait().toMillis();
      if (now < at) {
        due = Math.min(due, at);
        return null;
      }
      return isAgain ? AlertReason.AGAIN : rose ? AlertReason.WORSE : AlertReason.FIRST;
    }
    if (worst.compareTo(toldSeverity) > 0) {
      return AlertReason.WORSE;
    }
    long soonest = lastNotifiedAt + settings.groupInterval().toMillis();
    if (!untold.isEmpty()) {
      boolean isDouble = isAgain || untold.size() >= told.size();
      long at =
          isDouble
              ? soonest
              : Math.max(soonest, lastNotifiedAt + settings.membersAfter().toMillis());
      boolean isLaterTold = isDouble || plan.kind() != AlertKind.SURGE;
      if (now >= at && isLaterTold) {
        return isAgain ? AlertReason.AGAIN : AlertReason.MEMBERS;
      }
      due = isLaterTold ? Math.min(due, Math.max(at, now + 1)) : due;
    }
    Duration every = settings.remindEvery().get(worst);
    boolean reminds =
        every != null && !isAcknowledged(free) && !free.stream().allMatch(View::isPoint);
    if (reminds) {
      long at = Math.max(soonest, lastNotifiedAt + every.toMillis());
      if (now >= at) {
        return AlertReason.REMINDER;
      }
      due = Math.min(due, at);
    }
    return null;
  }

  /** Whether it goes to another route now, which it does once. */
  private boolean escalates(List<View> free) {
    boolean waits =
        plan.escalateTo() != null
            && criticalSince != null
            && !isEscalated
            && !free.isEmpty()
            && !isAcknowledged(free)
            && !free.stream().allMatch(View::isPoint);
    if (!waits) {
      return false;
    }
    long at = criticalSince + settings.escalateAfter().toMillis();
    if (now < at) {
      due = Math.min(due, at);
      return false;
    }
    return true;
  }

  /** Whether an acknowledgement covers all of these, as bad as they are. */
  private boolean isAcknowledged(List<View> members) {
    return members.stream()
        .allMatch(
            member -> {
              Severity then = acknowledged.get(member.id());
              return then != null && member.severity().compareTo(then) <= 0;
            });
  }

  private void noteTold(List<View> free, AlertReason reason) {
    told = new TreeMap<>(told);
    free.forEach(member -> told.put(member.id(), now));
    Severity worst = worst(free);
    if (!isNotified && (reason == AlertReason.FIRST || reason == AlertReason.WORSE)) {
      List<Long> some = new ArrayList<>(firsts);
      some.add(now);
      firsts =
          some
              .subList(Math.max(0, some.size() - settings.flapping().firsts()), some.size())
              .stream()
              .toList();
    }
    isNotified = true;
    isMerged = false;
    toldSeverity = worst;
    lastNotifiedAt = now;
    if (worst == Severity.CRITICAL && criticalSince == null) {
      criticalSince = now;
    }
    if (criticalSince != null && plan.escalateTo() != null && !isEscalated) {
      due = Math.min(due, Math.max(now + 1, criticalSince + settings.escalateAfter().toMillis()));
    }
    Duration every = settings.remindEvery().get(worst);
    if (every != null) {
      due = Math.min(due, now + Math.max(every.toMillis(), 1));
    }
  }

  private static Severity worst(List<View> members) {
    return members.stream().map(View::severity).max(Comparator.naturalOrder()).orElseThrow();
  }

  private void write(
      List<View> free,
      Suppression against,
      AlertReason reason,
      boolean begins,
      boolean escalates,
      Consumer<Alert> out) {
    List<View> members = free.isEmpty() ? plan.members() : free;
    isEscalated |= escalates;
    last =
        new Alert(
            plan.alertId(),
            plan.kind(),
            last == null ? 1 : last.revision() + 1,
            begins ? AlertStatus.FIRING : AlertStatus.UPDATED,
            worst(members),
            title(members),
            summary(members),
            plan.region(),
            new Members(
                members.size(), members.stream().limit(Members.NAMED).map(View::id).toList()),
            begins
                ? members.stream().mapToLong(View::startsAt).min().orElseThrow()
                : last.startsAt(),
            null,
            now,
            reason != null,
            reason,
            against,
            acknowledgedBy,
            members.stream().anyMatch(View::isUnconfirmed),
            escalates ? plan.escalateTo() : plan.route(),
            plan.runbook());
    out.accept(last);
  }

  private String title(List<View> members) {
    return members.size() == 1 ? members.get(0).summary() : members.size() + " " + plan.what();
  }

  private static String summary(List<View> members) {
    StringBuilder text = new StringBuilder();
    members.stream()
        .limit(3)
        .forEach(member -> text.append(text.isEmpty() ? "" : " ").append(member.summary()));
    if (members.size() > 3) {
      text.append(" And %d more.".formatted(members.size() - 3));
    }
    return text.toString();
  }
}
