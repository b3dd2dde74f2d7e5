package dev.odyssey.detection.laws;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.events.OrderEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The definitions of an order's defects, written down sentence by sentence as loops and ifs: slow,
 * plain, and without a line in common with the rules that it is there to check.
 */
public final class OrderReference {

  private static final List<String> RANKS =
      List.of(
          ("PLACED SCHEDULED RESCHEDULED ASSIGNED CONFIRMED DECLINED EN_ROUTE ARRIVED STARTED PAUSED"
                  + " RESUMED COMPLETED CANCELLED REOPENED RATED CLAIM_FILED CLAIM_APPROVED"
                  + " CLAIM_DENIED")
              .split(" "));

  private static final List<String> BOUNDARIES =
      List.of("SCHEDULED", "RESCHEDULED", "CANCELLED", "COMPLETED", "REOPENED");

  private final Policies policies;
  private final long now;
  private final List<OrderEvent> events;
  private final List<Verdict> verdicts = new ArrayList<>();

  private OrderReference(List<OrderEvent> arrivals, Policies policies, long now) {
    this.policies = policies;
    this.now = now;
    this.events = history(arrivals);
  }

  /** An order's events in order, once each, without what was taken back. */
  public static List<OrderEvent> history(List<OrderEvent> arrivals) {
    return Facts.of(arrivals, RANKS);
  }

  /** Every defect by an instant of an order whose events arrived in whatever order. */
  public static List<Verdict> evaluate(List<OrderEvent> arrivals, Policies policies, long now) {
    OrderReference reference = new OrderReference(arrivals, policies, now);
    for (int a = 0; a < reference.events.size(); a++) {
      reference.absences(a);
      reference.occurrences(a);
    }
    return reference.escalated();
  }

  private long time(int a, Setting setting) {
    return policies.of(events.get(a).offeringId()).millis(setting);
  }

  private String type(int i) {
    return events.get(i).typeName();
  }

  private long at(int i) {
    return events.get(i).occurredAt();
  }

  private boolean isPromise(int i) {
    return type(i).equals("SCHEDULED") || type(i).equals("RESCHEDULED");
  }

  private boolean isBackdated(int i) {
    return isPromise(i) && !(events.get(i).windowEnd() > at(i));
  }

  private boolean isBoundary(int i) {
    return BOUNDARIES.contains(type(i));
  }

  /** The boundary that began the visit in progress just before an event; -1 for none. */
  private int visitBegan(int i) {
    for (int j = i - 1; j >= 0; j--) {
      if (isBoundary(j)) {
        return j;
      }
    }
    return -1;
  }

  private boolean inVisitBefore(int i, String type) {
    for (int j = visitBegan(i) + 1; j < i; j++) {
      if (type(j).equals(type)) {
        return true;
      }
    }
    return false;
  }

  private int standing(int i) {
    for (int j = i - 1; j >= 0; j--) {
      if (type(j).equals("COMPLETED") || type(j).equals("CANCELLED")) {
        return -1;
      }
      if (isPromise(j)) {
        return j;
      }
    }
    return -1;
  }

  private String holder(List<OrderEvent> upTo) {
    String provider = null;
    boolean declined = false;
    for (OrderEvent event : upTo) {
      if (event.providerId() != null) {
        provider = event.providerId();
      }
      if (event.typeName().equals("DECLINED")) {
        declined = true;
      }
      if (event.typeName().equals("ASSIGNED") || event.typeName().equals("CONFIRMED")) {
        declined = false;
      }
    }
    return declined ? null : provider;
  }

  private String holderAt(long t) {
    return holder(events.stream().filter(e -> e.occurredAt() <= t).toList());
  }

  private void absences(int a) {
    OrderEvent anchor = events.get(a);
    long t = at(a);
    switch (type(a)) {
      case "PLACED", "REOPENED" ->
          absence("UNSCHEDULED", a, t + time(a, Setting.SCHEDULE_WITHIN), "ARRIVED STARTED");
      case "DECLINED" -> {
        boolean first = true;
        for (int j = a - 1; j >= 0; j--) {
          if (isBoundary(j) || type(j).equals("ASSIGNED") || type(j).equals("CONFIRMED")) {
            break;
          }
          if (type(j).equals("DECLINED")) {
            first = false;
          }
        }
        if (first && standing(a) >= 0) {
          absence(
              "UNFILLED",
              a,
              t + time(a, Setting.REASSIGN_WITHIN),
              "ASSIGNED CONFIRMED EN_ROUTE ARRIVED STARTED");
        }
      }
      case "ARRIVED" -> {
        if (!inVisitBefore(a, "ARRIVED") && !inVisitBefore(a, "STARTED")) {
          absence("STALLED_START", a, t + time(a, Setting.START_WITHIN), "STARTED");
        }
      }
      case "STARTED" -> {
        if (!inVisitBefore(a, "STARTED")) {
          stalledCompletion(a);
        }
      }
      case "PAUSED" -> {
        if (clockRunsBefore(a)) {
          absence("STALLED_PAUSE", a, t + time(a, Setting.MAX_PAUSE), "RESUMED STARTED");
        }
      }
      case "CLAIM_FILED" -> stalledClaim(a);
      default -> {}
    }
    if (isPromise(a) && !isBackdated(a)) {
      long confirmDue =
          Math.max(
              anchor.windowStart() - time(a, Setting.CONFIRM_LEAD),
              t + time(a, Setting.CONFIRM_WITHIN));
      if (confirmDue < anchor.windowStart()) {
        absence("UNCONFIRMED", a, confirmDue, "CONFIRMED EN_ROUTE ARRIVED STARTED");
      }
      long departDue = anchor.windowEnd() - time(a, Setting.DEPARTURE_LEAD);
      if (departDue > t) {
        absence("LATE_DEPARTURE", a, departDue, "EN_ROUTE ARRIVED STARTED");
      }
      long end = anchor.windowEnd();
      absence("MISSED_WINDOW", a, end + time(a, Setting.ARRIVAL_GRACE), "ARRIVED STARTED");
      absence("NO_SHOW", a, end + time(a, Setting.NO_SHOW_AFTER), "ARRIVED STARTED");
    }
  }

  /** Whether work is going on just before an event, by its visit's STARTED, PAUSED, RESUMED. */
  private boolean clockRunsBefore(int i) {
    boolean everStarted = false;
    boolean runs = false;
    for (int j = visitBegan(i) + 1; j < i; j++) {
      if (type(j).equals("STARTED")) {
        everStarted = true;
        runs = true;
      } else if (type(j).equals("PAUSED")) {
        runs = false;
      } else if (type(j).equals("RESUMED") && everStarted) {
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
      while (pause < events.size() && !isBoundary(pause) && !type(pause).equals("PAUSED")) {
        pause++;
      }
      boolean paused = pause < events.size() && type(pause).equals("PAUSED");
      if (!paused || from + left < at(pause)) {
        absence("STALLED_COMPLETION", a, from + left, "");
        return;
      }
      left -= at(pause) - from;
      i = pause + 1;
      while (i < events.size() && !type(i).equals("RESUMED") && !type(i).equals("STARTED")) {
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
      if (same && (type(j).equals("CLAIM_APPROVED") || type(j).equals("CLAIM_DENIED"))) {
        k = j;
      }
    }
    raise("STALLED_CLAIM", a, at(a) + time(a, Setting.CLAIM_WITHIN), k);
  }

  /** Settled by any boundary, and by the types named. */
  private void absence(String code, int a, long due, String types) {
    int k = -1;
    for (int j = a + 1; j < events.size() && k < 0; j++) {
      if (isBoundary(j) || List.of(types.split(" ")).contains(type(j))) {
        k = j;
      }
    }
    raise(code, a, due, k);
  }

  private void raise(String code, int a, long due, int k) {
    if (due > now || (k >= 0 && at(k) <= due)) {
      return;
    }
    String holder = holderAt(due);
    boolean platform =
        code.equals("UNSCHEDULED") || code.equals("UNFILLED") || code.equals("STALLED_CLAIM");
    String severity =
        switch (code) {
          case "UNSCHEDULED", "UNCONFIRMED", "LATE_DEPARTURE", "STALLED_CLAIM" -> "WARNING";
          case "NO_SHOW" -> "CRITICAL";
          default -> "HIGH";
        };
    verdicts.add(
        new Verdict(
            code,
            events.get(a).eventId(),
            severity,
            due,
            k < 0 ? null : (Long) at(k),
            k < 0 ? null : type(k),
            k < 0 ? null : events.get(k).eventId(),
            platform || holder == null ? "PLATFORM" : "PROVIDER",
            holder,
            null));
  }

  private void occurrences(int a) {
    OrderEvent anchor = events.get(a);
    String by = anchor.initiator() == null ? "" : anchor.initiator().name();
    boolean ours = by.equals("PROVIDER") || by.equals("PLATFORM");
    if (isBackdated(a)) {
      occurrence("BACKDATED_PROMISE", a, "INFO", "DATA", null);
    }
    if (type(a).equals("RESCHEDULED") && ours) {
      int count = 0;
      boolean before = false;
      for (int j = 0; j <= a; j++) {
        if (type(j).equals("RESCHEDULED") && !events.get(j).initiator().name().equals("CUSTOMER")) {
          count++;
          boolean reached =
              count >= policies.of(events.get(j).offeringId()).count(Setting.MAX_RESCHEDULES);
          if (reached && j < a) {
            before = true;
          }
          if (reached && j == a && !before) {
            occurrence("RESCHEDULE_CHURN", a, "HIGH", by, holder(events.subList(0, a)));
          }
        }
      }
    }
    if (type(a).equals("CANCELLED") && ours && standing(a) >= 0) {
      long start = events.get(standing(a)).windowStart();
      if (at(a) > start - time(a, Setting.LATE_CANCEL_LEAD)) {
        occurrence("LATE_CANCEL", a, "HIGH", by, holder(events.subList(0, a)));
      }
    }
    if (type(a).equals("COMPLETED")) {
      boolean scanned = inVisitBefore(a, "ARRIVED") && inVisitBefore(a, "STARTED");
      boolean again = visitBegan(a) >= 0 && type(visitBegan(a)).equals("COMPLETED");
      if (!scanned && !again) {
        occurrence("SKIPPED_SCAN", a, "INFO", "DATA", null);
      }
    }
    if (type(a).equals("REOPENED")) {
      for (int j = a - 1; j >= 0; j--) {
        if (List.of("COMPLETED", "CANCELLED", "REOPENED").contains(type(j))) {
          if (type(j).equals("COMPLETED") && at(a) - at(j) <= time(a, Setting.REOPEN_WITHIN)) {
            occurrence("REWORK", a, "HIGH", "PROVIDER", completer(a));
          }
          break;
        }
      }
    }
    if (type(a).equals("RATED") && anchor.stars() <= 2) {
      occurrence("LOW_RATING", a, "WARNING", "PROVIDER", completer(a));
    }
  }

  private String completer(int a) {
    for (int j = a - 1; j >= 0; j--) {
      if (type(j).equals("COMPLETED")) {
        return holderAt(at(j));
      }
    }
    return holder(events.subList(0, a));
  }

  private void occurrence(String code, int a, String severity, String charged, String provider) {
    boolean charges = charged.equals("PROVIDER") && provider != null;
    verdicts.add(
        new Verdict(
            code,
            events.get(a).eventId(),
            severity,
            at(a),
            null,
            null,
            null,
            charged.equals("PROVIDER") && provider == null ? "PLATFORM" : charged,
            charges ? provider : holderAt(at(a)),
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
      escalated.add(there ? verdict.escalating(milder + ":" + verdict.anchor()) : verdict);
    }
    escalated.sort(Verdict.ORDER);
    return escalated;
  }
}
