package dev.odyssey.detection.laws;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.OrderEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The definitions of an order's defects, written down sentence by sentence as loops and ifs: slow,
 * plain, and without a line in common with the rules that it is there to check.
 */
public final class OrderReference {

  private static final List<String> RANKS =
      List.of(
          "PLACED",
          "SCHEDULED",
          "RESCHEDULED",
          "DECLINED",
          "ASSIGNED",
          "CONFIRMED",
          "EN_ROUTE",
          "ARRIVED",
          "STARTED PAUSED RESUMED",
          "CUSTOMER_ABSENT",
          "COMPLETED",
          "CANCELLED",
          "REOPENED",
          "RATED",
          "CLAIM_FILED",
          "CLAIM_APPROVED",
          "CLAIM_DENIED");

  private final Policies policies;
  private final long now;
  private final List<OrderEvent> events;
  private final Set<Integer> promises = new HashSet<>();
  private final Set<Integer> backdated = new HashSet<>();
  private final Set<Integer> absent = new HashSet<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  private OrderReference(List<OrderEvent> arrivals, Policies policies, long now) {
    this.policies = policies;
    this.now = now;
    this.events = history(arrivals);
    for (int i = 0; i < events.size(); i++) {
      int standing = standing(i);
      if (is(i, "SCHEDULED RESCHEDULED")) {
        boolean repeats =
            standing >= 0
                && windowStart(standing) == windowStart(i)
                && windowEnd(standing) == windowEnd(i);
        if (!repeats && windowEnd(i) <= at(i)) {
          backdated.add(i);
        } else if (!repeats) {
          promises.add(i);
        }
      }
      if (is(i, "CUSTOMER_ABSENT") && !(standing >= 0 && isTooEarlyFor(standing, i))) {
        absent.add(i);
      }
    }
  }

  /** An order's events in order, once each, without what was taken back. */
  public static List<OrderEvent> history(List<OrderEvent> arrivals) {
    return Facts.of(arrivals, RANKS);
  }

  /** Every defect by an instant of an order whose events arrived in any order. */
  public static List<Verdict> evaluate(List<OrderEvent> arrivals, Policies policies, long now) {
    OrderReference reference = new OrderReference(arrivals, policies, now);
    for (int a = 0; a < reference.events.size(); a++) {
      if (reference.promises.contains(a)) {
        reference.promise(a);
      }
      reference.absences(a);
      reference.occurrences(a);
    }
    return reference.escalated();
  }

  private boolean is(int i, String types) {
    return List.of(types.split(" ")).contains(events.get(i).typeName());
  }

  private long at(int i) {
    return events.get(i).occurredAt();
  }

  private long windowStart(int promise) {
    return events.get(promise).windowStart();
  }

  private long windowEnd(int promise) {
    return events.get(promise).windowEnd();
  }

  private Policy policy(int i) {
    return policies.at(at(i), events.get(i).offeringId());
  }

  private long time(int i, Setting setting) {
    return policy(i).millis(setting);
  }

  private long after(int a, Setting setting) {
    return policy(a).due(setting, at(a), events.get(a).timeZone());
  }

  private boolean isTooEarlyFor(int promise, int i) {
    return windowStart(promise) - at(i) > time(promise, Setting.EARLY_LIMIT);
  }

  private boolean isBoundary(int i) {
    return promises.contains(i) || absent.contains(i) || is(i, "CANCELLED COMPLETED REOPENED");
  }

  /** The promise that stands just before an event; -1 for none. */
  private int standing(int i) {
    int standing = -1;
    for (int j = 0; j < i; j++) {
      if (promises.contains(j)) {
        standing = j;
      } else if (isBoundary(j)) {
        standing = -1;
      }
    }
    return standing;
  }

  /** The boundary that began the visit in progress just before an event; -1 for none. */
  private int visitBegan(int i) {
    int began = -1;
    for (int j = 0; j < i; j++) {
      if (isBoundary(j)) {
        began = j;
      }
    }
    return began;
  }

  private boolean isLive(int i) {
    int began = visitBegan(i);
    return began < 0 || !is(began, "CANCELLED COMPLETED CUSTOMER_ABSENT");
  }

  private boolean isInVisitBefore(int i, String types) {
    for (int j = visitBegan(i) + 1; j < i; j++) {
      if (is(j, types)) {
        return true;
      }
    }
    return false;
  }

  private boolean isEarly(int i) {
    int began = visitBegan(i);
    return began >= 0 && promises.contains(began) && isTooEarlyFor(began, i);
  }

  /** Who holds the order after so many events; null is nobody. */
  private String holder(int after) {
    String holder = null;
    for (int j = 0; j < after; j++) {
      String provider = events.get(j).providerId();
      if (is(j, "DECLINED") && (provider == null || provider.equals(holder))) {
        holder = null;
      }
      if (provider != null
          && is(
              j,
              "SCHEDULED RESCHEDULED CUSTOMER_ABSENT ASSIGNED CONFIRMED EN_ROUTE ARRIVED STARTED"
                  + " PAUSED RESUMED COMPLETED")) {
        holder = provider;
      }
    }
    return holder;
  }

  private String holderAt(long instant) {
    int after = 0;
    for (int j = 0; j < events.size(); j++) {
      if (at(j) <= instant) {
        after = j + 1;
      }
    }
    return holder(after);
  }

  private void promise(int a) {
    long start = windowStart(a);
    long end = windowEnd(a);
    String heldWhenDue = holderAt(Math.max(start, at(a)));
    long confirm =
        Math.max(start - time(a, Setting.CONFIRM_LEAD), after(a, Setting.CONFIRM_WITHIN));
    if (confirm < start) {
      absence("UNCONFIRMED", "WARNING", a, confirm, "CONFIRMED", "EN_ROUTE ARRIVED STARTED");
    }
    long depart = end - time(a, Setting.DEPARTURE_LEAD);
    if (depart > at(a)) {
      absence("LATE_DEPARTURE", "WARNING", a, depart, "", "EN_ROUTE ARRIVED STARTED");
    }
    long missed = end + time(a, Setting.ARRIVAL_GRACE);
    long noShow = end + time(a, Setting.NO_SHOW_AFTER);
    raise("MISSED_WINDOW", "HIGH", a, missed, settler(a, "", "ARRIVED STARTED"), true, heldWhenDue);
    raise("NO_SHOW", "CRITICAL", a, noShow, settler(a, "", "ARRIVED STARTED"), true, heldWhenDue);
  }

  private void absences(int a) {
    if (is(a, "PLACED REOPENED") || absent.contains(a)) {
      int k = settler(a, "ARRIVED STARTED", "");
      raise("UNSCHEDULED", "WARNING", a, after(a, Setting.SCHEDULE_WITHIN), k, false, null);
    }
    if (isUnfilled(a) && isFirstUnfilled(a)) {
      int k = settler(a, "ASSIGNED CONFIRMED EN_ROUTE ARRIVED STARTED", "");
      raise("UNFILLED", "HIGH", a, after(a, Setting.REASSIGN_WITHIN), k, false, null);
    }
    if (is(a, "ARRIVED") && isLive(a) && !isInVisitBefore(a, "ARRIVED STARTED")) {
      int began = visitBegan(a);
      boolean promised = began >= 0 && promises.contains(began);
      long from = promised ? Math.max(at(a), windowStart(began)) : at(a);
      absence("STALLED_START", "HIGH", a, from + time(a, Setting.START_WITHIN), "STARTED", "");
    }
    if (is(a, "STARTED") && isLive(a) && !isInVisitBefore(a, "STARTED")) {
      stalledCompletion(a);
    }
    if (is(a, "PAUSED") && isLive(a) && isWorkingBefore(a)) {
      absence("STALLED_PAUSE", "HIGH", a, after(a, Setting.MAX_PAUSE), "RESUMED STARTED", "");
    }
    if (is(a, "CLAIM_FILED")) {
      stalledClaim(a);
    }
  }

  private boolean isUnfilled(int i) {
    return is(i, "DECLINED") && standing(i) >= 0 && holder(i + 1) == null;
  }

  /** Since the last event that took hold, or boundary. */
  private boolean isFirstUnfilled(int a) {
    for (int j = a - 1; j >= 0; j--) {
      if (isBoundary(j) || tookHold(j)) {
        return true;
      }
      if (isUnfilled(j)) {
        return false;
      }
    }
    return true;
  }

  private boolean tookHold(int j) {
    return events.get(j).providerId() != null
        && is(
            j,
            "SCHEDULED RESCHEDULED CUSTOMER_ABSENT ASSIGNED CONFIRMED EN_ROUTE ARRIVED STARTED"
                + " PAUSED RESUMED COMPLETED");
  }

  /** Whether the work clock runs just before an event, by its visit's STARTED, PAUSED, RESUMED. */
  private boolean isWorkingBefore(int i) {
    boolean everStarted = false;
    boolean runs = false;
    for (int j = visitBegan(i) + 1; j < i; j++) {
      if (is(j, "STARTED")) {
        everStarted = true;
        runs = true;
      } else if (is(j, "PAUSED")) {
        runs = false;
      } else if (is(j, "RESUMED") && everStarted) {
        runs = true;
      }
    }
    return runs;
  }

  /**
   * Goes through the stretches in which the clock runs: [from, to), where a stretch that a PAUSED
   * ends must be longer than what is left for the clock to run out in it.
   */
  private void stalledCompletion(int a) {
    long left = time(a, Setting.EXPECTED_DURATION) + time(a, Setting.COMPLETION_GRACE);
    int i = a;
    while (i < events.size()) {
      long from = at(i);
      int pause = i + 1;
      while (pause < events.size() && !isBoundary(pause) && !is(pause, "PAUSED")) {
        pause++;
      }
      boolean paused = pause < events.size() && is(pause, "PAUSED");
      if (!paused || from + left < at(pause)) {
        absence("STALLED_COMPLETION", "HIGH", a, from + left, "", "");
        return;
      }
      left -= at(pause) - from;
      i = pause + 1;
      while (i < events.size() && !is(i, "RESUMED STARTED")) {
        if (isBoundary(i)) {
          return;
        }
        i++;
      }
    }
  }

  private void stalledClaim(int a) {
    int k = -1;
    for (int j = a + 1; j < events.size() && k < 0; j++) {
      String claim = events.get(a).claimId();
      String decided = events.get(j).claimId();
      boolean same = claim == null ? decided == null : claim.equals(decided);
      if (same && is(j, "CLAIM_APPROVED CLAIM_DENIED")) {
        k = j;
      }
    }
    raise("STALLED_CLAIM", "WARNING", a, after(a, Setting.CLAIM_WITHIN), k, false, null);
  }

  /** Of a provider: the holder at the due time. */
  private void absence(
      String code, String severity, int a, long due, String types, String notEarly) {
    raise(code, severity, a, due, settler(a, types, notEarly), true, holderAt(due));
  }

  /** The first event after an anchor that is a boundary, of some types, or of others not early. */
  private int settler(int a, String types, String notEarly) {
    for (int j = a + 1; j < events.size(); j++) {
      if (isBoundary(j) || is(j, types) || (is(j, notEarly) && !isEarly(j))) {
        return j;
      }
    }
    return -1;
  }

  private void raise(
      String code, String severity, int a, long due, int k, boolean ofProvider, String provider) {
    if (due > now || (k >= 0 && at(k) <= due)) {
      return;
    }
    add(
        code,
        severity,
        a,
        due,
        k < 0 ? null : events.get(k),
        ofProvider ? "PROVIDER" : "PLATFORM",
        provider);
  }

  private void occurrences(int a) {
    OrderEvent anchor = events.get(a);
    int standing = standing(a);
    String by = anchor.initiator() == null ? "" : anchor.initiator().name();
    boolean ours = by.equals("PROVIDER") || by.equals("PLATFORM");
    if (backdated.contains(a)) {
      add("BACKDATED_PROMISE", "INFO", a, at(a), null, "DATA", null);
    }
    if (a == churn()) {
      add("RESCHEDULE_CHURN", "HIGH", a, at(a), null, by, holder(a));
    }
    if (promises.contains(a) && is(a, "RESCHEDULED") && ours && isLate(a, standing, standing)) {
      add("LATE_RESCHEDULE", "HIGH", a, at(a), null, by, holder(a));
    }
    if (is(a, "CANCELLED") && ours && isLate(a, standing, standing)) {
      add("LATE_CANCEL", "HIGH", a, at(a), null, by, holder(a));
    }
    if (is(a, "DECLINED") && holder(a) != null && holder(a + 1) == null) {
      int held = a;
      while (held > 0 && holder(a).equals(holder(held))) {
        held--;
      }
      if (isLate(a, standing, held)) {
        add("LATE_DECLINE", "HIGH", a, at(a), null, "PROVIDER", holder(a));
      }
    }
    if (absent.contains(a)) {
      add("CUSTOMER_ABSENT", "INFO", a, at(a), null, "CUSTOMER", null);
    }
    if (is(a, "COMPLETED")) {
      boolean scanned = isInVisitBefore(a, "ARRIVED") && isInVisitBefore(a, "STARTED");
      boolean again = visitBegan(a) >= 0 && is(visitBegan(a), "COMPLETED");
      if (!scanned && !again) {
        add("SKIPPED_SCAN", "INFO", a, at(a), null, "DATA", null);
      }
    }
    if (isRework(a)) {
      int number = 0;
      for (int j = 0; j <= a; j++) {
        number += isRework(j) ? 1 : 0;
      }
      add("REWORK", number >= 3 ? "CRITICAL" : "HIGH", a, at(a), null, "PROVIDER", completer(a));
    }
    if (is(a, "RATED") && anchor.stars() <= 2) {
      OrderEvent better = null;
      for (int j = a + 1; j < events.size() && better == null; j++) {
        better = is(j, "RATED") && events.get(j).stars() > 2 ? events.get(j) : null;
      }
      add("LOW_RATING", "WARNING", a, at(a), better, "PROVIDER", completer(a));
    }
  }

  /** The reschedule by our side that is one too many, once an order; -1 for none. */
  private int churn() {
    int count = 0;
    for (int j = 0; j < events.size(); j++) {
      if (promises.contains(j)
          && is(j, "RESCHEDULED")
          && !events.get(j).initiator().name().equals("CUSTOMER")) {
        count++;
        if (count >= policy(j).count(Setting.MAX_RESCHEDULES)) {
          return j;
        }
      }
    }
    return -1;
  }

  /** Late for a promise, where second thoughts count from an event. */
  private boolean isLate(int a, int promise, int thoughtsFrom) {
    return promise >= 0
        && at(a) > windowStart(promise) - time(a, Setting.LATE_CANCEL_LEAD)
        && at(a) - at(thoughtsFrom) > time(a, Setting.SECOND_THOUGHTS)
        && at(a) <= windowEnd(promise);
  }

  private boolean isRework(int a) {
    if (!is(a, "REOPENED")) {
      return false;
    }
    for (int j = a - 1; j >= 0; j--) {
      if (is(j, "COMPLETED CANCELLED REOPENED") || absent.contains(j)) {
        return is(j, "COMPLETED") && at(a) - at(j) <= time(a, Setting.REOPEN_WITHIN);
      }
    }
    return false;
  }

  private String completer(int a) {
    for (int j = a - 1; j >= 0; j--) {
      if (is(j, "COMPLETED")) {
        return holderAt(at(j));
      }
    }
    return holder(a);
  }

  private void add(
      String code,
      String severity,
      int a,
      long raisedAt,
      OrderEvent settler,
      String charged,
      String provider) {
    if (policy(a).isOff(code)) {
      return;
    }
    boolean ofProvider = charged.equals("PROVIDER");
    verdicts.add(
        new Verdict(
            code,
            events.get(a).eventId(),
            severity,
            raisedAt,
            settler == null ? null : (Long) settler.occurredAt(),
            settler == null ? null : settler.typeName(),
            settler == null ? null : settler.eventId(),
            ofProvider && provider == null ? "PLATFORM" : charged,
            ofProvider && provider != null ? provider : holderAt(raisedAt),
            null));
  }

  private List<Verdict> escalated() {
    List<Verdict> escalated = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      String milder =
          switch (verdict.code()) {
            case "NO_SHOW" -> "MISSED_WINDOW";
            case "MISSED_WINDOW" -> "LATE_DEPARTURE";
            default -> "";
          };
      boolean there =
          verdicts.stream()
              .anyMatch(v -> v.code().equals(milder) && v.anchor().equals(verdict.anchor()));
      String orderId = events.get(0).orderId();
      escalated.add(
          there ? verdict.escalating(milder + ":" + orderId + ":" + verdict.anchor()) : verdict);
    }
    escalated.sort(Verdict.ORDER);
    return escalated;
  }
}
