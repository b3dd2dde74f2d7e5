package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.notifications.state.Dues;
import dev.odyssey.notifications.state.Entries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The alerts of one code in one region: one for each incident, and one for many when many come at
 * once. An instant costs what it brings, however much went before.
 *
 * <p>An alert interrupts somebody once when nothing stands against it, which may be later than it
 * fires, and once more when it is over, if and only if it did the first time.
 */
final class AlertBook {

  private static final String STORM = "STORM:";

  /** The due that is of no incident. */
  static final String TRAFFIC = "";

  /** How soon a silence that was taken back is noticed. */
  private static final Duration LISTEN_EVERY = Duration.ofMinutes(1);

  private final AlertKey key;
  private final AlertSettings settings;
  private final AlertWording wording;
  private final Duration retention;
  private final Silences silences;
  private final boolean listens;
  private final Entries<AlertState> stored;
  private final Entries<Long> silenced;
  private final Dues dues;

  /** As of this instant; null for what is not, or no more. */
  private final Map<String, AlertState> known = new HashMap<>();

  private final Set<String> touched = new TreeSet<>();
  private final Set<String> coming = new TreeSet<>();
  private final List<Alert> written = new ArrayList<>();
  private Traffic traffic;
  private long now;
  private long decidedAt;

  /**
   * A book as it was left.
   *
   * @param retention how long after anything last came of it an alert is kept; one that still fires
   *     then is cleared
   * @param listens whether time goes on, and it is to be noticed that silences end and what fires
   *     is long past: not when all input has ended
   * @param alerts by incidentId; is kept up to date
   * @param silenced until when, in epoch milliseconds, by incidentId; is kept up to date
   */
  AlertBook(
      AlertKey key,
      AlertSettings settings,
      Duration retention,
      Silences silences,
      boolean listens,
      Traffic traffic,
      Entries<AlertState> alerts,
      Entries<Long> silenced,
      Dues dues) {
    this.key = key;
    this.settings = settings;
    this.wording = new AlertWording(key, settings);
    this.retention = retention;
    this.silences = silences;
    this.listens = listens;
    this.traffic = traffic;
    this.stored = alerts;
    this.silenced = silenced;
    this.dues = dues;
  }

  Traffic traffic() {
    return traffic;
  }

  /** Whether an alert is one for many. */
  static boolean isOfStorm(Alert alert) {
    return alert.alertId().startsWith(STORM);
  }

  /**
   * Takes what has come at an instant, and then what is due at it.
   *
   * @param incidents of the one code and region, those of one in the order in which they were told
   * @param due what the book asked to be reminded of
   * @param at in epoch milliseconds
   * @param clock when that is, on the wall
   * @return the alerts to write, by alertId
   */
  List<Alert> take(List<Incident> incidents, List<String> due, long at, long clock) {
    now = at;
    decidedAt = clock;
    List<Incident> sorted =
        incidents.stream().sorted(Comparator.comparing(Incident::incidentId)).toList();
    sorted.stream().filter(this::isComing).map(Incident::incidentId).forEach(coming::add);
    sorted.forEach(this::take);
    due.forEach(this::remember);
    if (traffic.wakeAt() != null && traffic.wakeAt() <= now) {
      traffic = traffic.wakingAt(null);
      listen();
    }
    tellOfStorm();
    touched.forEach(this::store);
    written.sort(Comparator.comparing(Alert::alertId));
    return List.copyOf(written);
  }

  private AlertState state(String id) {
    if (!known.containsKey(id)) {
      known.put(id, stored.get(id));
    }
    return known.get(id);
  }

  private void keep(String id, AlertState state) {
    known.put(id, state);
    touched.add(id);
  }

  private void forget(String id) {
    known.put(id, null);
    touched.add(id);
  }

  private void store(String id) {
    AlertState state = known.get(id);
    if (state == null) {
      stored.remove(id);
    } else {
      stored.put(id, state);
    }
  }

  /** Whether an incident will count at this instant, and does not yet. */
  private boolean isComing(Incident incident) {
    if (incident.suppressedBy() != null) {
      return false;
    }
    AlertState state = state(incident.incidentId());
    return switch (incident.step()) {
      case PENDING, FIRING -> state == null || !state.pending();
      case CHANGED -> isHeldBack(state) && !isSilenced(state);
      case DROPPED, CLEARED, RETRACTED -> false;
    };
  }

  /** Whether an alert that fires has interrupted nobody for a reason that may go. */
  private static boolean isHeldBack(AlertState state) {
    return state != null && state.fires() && !state.notified() && state.storm() == null;
  }

  private void take(Incident incident) {
    String id = incident.incidentId();
    coming.remove(id);
    AlertState state = state(id);
    switch (incident.step()) {
      case PENDING -> {
        if (state == null) {
          dues.remind(now + retention.toMillis(), id);
          state = AlertState.unwritten(now);
        }
        await(id, state, incident.suppressedBy() == null);
      }
      case DROPPED -> {
        if (state != null) {
          await(id, state, false);
          if (state.revision() == 0) {
            forget(id);
          }
        }
      }
      case FIRING -> fire(incident, state);
      case CHANGED -> {
        if (state != null && state.fires()) {
          change(incident, state);
        }
      }
      case CLEARED, RETRACTED -> {
        if (state != null && state.fires()) {
          clear(incident, state);
        }
      }
    }
  }

  private void await(String id, AlertState state, boolean isPending) {
    if (state.pending() != isPending) {
      traffic = traffic.pending(isPending ? 1 : -1);
    }
    keep(id, state.pending(isPending, now));
  }

  private void fire(Incident incident, AlertState before) {
    String id = incident.incidentId();
    AlertState state = before;
    if (state == null) {
      dues.remind(now + retention.toMillis(), id);
      state = AlertState.unwritten(now);
    }
    if (state.fires()) {
      change(incident, state);
      return;
    }
    await(id, state, false);
    surface(id, state.firing(incident), AlertStatus.FIRING);
  }

  private void change(Incident incident, AlertState before) {
    String id = incident.incidentId();
    AlertState state = before.with(incident);
    keep(id, state);
    if (incident.suppressedBy() == null && isHeldBack(before) && !isSilenced(before)) {
      surface(id, state, AlertStatus.UPDATED);
      return;
    }
    Suppression suppression = standing(state);
    boolean told =
        suppression == before.suppressedBy()
            && incident.severity() == before.incident().severity()
            && incident.summary().equals(before.incident().summary());
    if (!told) {
      if (suppression != Suppression.SILENCED) {
        unsilence(id, before);
      }
      write(id, state, AlertStatus.UPDATED, false, suppression);
    }
  }

  private static boolean isSilenced(AlertState state) {
    return state.suppressedBy() == Suppression.SILENCED;
  }

  /** What stands against an alert that nothing new is to be decided of. */
  private static Suppression standing(AlertState state) {
    if (state.incident().suppressedBy() != null) {
      return state.incident().suppressedBy();
    }
    if (state.storm() != null) {
      return Suppression.STORM;
    }
    return state.notified() || !isSilenced(state) ? null : Suppression.SILENCED;
  }

  private void clear(Incident incident, AlertState before) {
    String id = incident.incidentId();
    AlertState state = before.with(incident);
    if (isOfCurrentStorm(before)) {
      traffic = traffic.under(traffic.storm().memberOver());
    }
    unsilence(id, before);
    Suppression reason = before.notified() ? null : before.suppressedBy();
    write(id, state, AlertStatus.CLEARED, before.notified(), reason);
    keep(id, known.get(id).over());
  }

  private boolean isOfCurrentStorm(AlertState state) {
    return traffic.storm() != null && traffic.storm().alertId().equals(state.storm());
  }

  /**
   * Lets an alert interrupt somebody, unless something stands against it: the incident itself, that
   * there are many, or a silence.
   */
  private void surface(String id, AlertState state, AlertStatus status) {
    Suppression own = state.incident().suppressedBy();
    if (own != null) {
      write(id, state, status, false, own);
      return;
    }
    Long until = silencedUntil(id, state);
    if (traffic.storm() == null) {
      traffic = traffic.since(now - settings.storm().within().toMillis());
      traffic = traffic.fired(id, now);
      if (traffic.recent().size() + traffic.pending() + coming.size()
          > settings.storm().moreThan()) {
        keep(id, state);
        beginStorm(id);
      }
    }
    if (traffic.storm() != null) {
      join(id, state.incident(), until != null);
      write(id, state.inStorm(traffic.storm().alertId()), status, false, Suppression.STORM);
    } else if (until != null) {
      silence(id, until);
      write(id, state, status, false, Suppression.SILENCED);
    } else {
      write(id, state, status, true, null);
    }
  }

  /** Begins a storm of those that fired before the one that made it one. */
  private void beginStorm(String last) {
    List<Traffic.Fired> recent = traffic.recent();
    String region = key.region() == null ? "" : key.region();
    String alertId = STORM + key.code() + ":" + region + ":" + Instant.ofEpochMilli(now);
    traffic = traffic.under(Storm.begin(alertId, now));
    for (Traffic.Fired fired : recent) {
      AlertState member = state(fired.id());
      if (member != null && !fired.id().equals(last)) {
        engulf(fired.id(), member, alertId);
      }
    }
  }

  /** Makes a member of a storm of what fired before it. */
  private void engulf(String id, AlertState member, String storm) {
    if (!member.fires()) {
      traffic = traffic.under(traffic.storm().joinedBefore(id, isSilenced(member)));
    } else if (member.incident().suppressedBy() == null) {
      unsilence(id, member);
      join(id, member.incident(), isSilenced(member));
      write(id, member.inStorm(storm), AlertStatus.UPDATED, false, Suppression.STORM);
    }
  }

  private void join(String id, Incident member, boolean isSilenced) {
    traffic =
        traffic.under(
            traffic.storm().joined(id, member.severity(), member.startsAt(), isSilenced, now));
  }

  private void silence(String id, long until) {
    silenced.put(id, until);
    listenAt(until);
  }

  private void unsilence(String id, AlertState before) {
    if (isSilenced(before)) {
      silenced.remove(id);
    }
  }

  private void listenAt(long end) {
    wake(listens ? Math.min(end, now + LISTEN_EVERY.toMillis()) : end);
  }

  private void wake(long at) {
    if (traffic.wakeAt() == null || at < traffic.wakeAt()) {
      traffic = traffic.wakingAt(at);
      dues.remind(at, TRAFFIC);
    }
  }

  /** Lets those interrupt somebody whose silence has ended, or was taken back. */
  private void listen() {
    List<String> heard = new ArrayList<>();
    List<String> still = new ArrayList<>();
    for (Map.Entry<String, Long> entry : silenced.all()) {
      heard.add(entry.getKey());
    }
    heard.sort(Comparator.naturalOrder());
    for (String id : heard) {
      AlertState state = state(id);
      Long until = state == null || !state.fires() ? null : silencedUntil(id, state);
      if (until != null) {
        silence(id, until);
        still.add(id);
      }
    }
    heard.removeAll(still);
    coming.addAll(heard);
    for (String id : heard) {
      coming.remove(id);
      silenced.remove(id);
      AlertState state = state(id);
      if (state != null && state.fires() && isSilenced(state)) {
        surface(id, state, AlertStatus.UPDATED);
      }
    }
  }

  /** Until when an alert is silenced for now; one that fires is matched as such. */
  private Long silencedUntil(String id, AlertState state) {
    return silences.until(
        wording.of(id, state, AlertStatus.FIRING, false, null, now, decidedAt),
        state.finding(),
        now);
  }

  private void remember(String id) {
    if (id.equals(TRAFFIC)) {
      return;
    }
    AlertState state = state(id);
    if (state == null) {
      return;
    }
    long end = state.lastAt() + retention.toMillis();
    if (now < end) {
      dues.remind(end, id);
      return;
    }
    if (state.pending()) {
      traffic = traffic.pending(-1);
    }
    if (state.fires() && isOfCurrentStorm(state)) {
      traffic = traffic.under(traffic.storm().memberOver());
    }
    unsilence(id, state);
    if (listens && state.fires()) {
      // What is never settled, as a rating never is, does not stand open for ever. No news by then.
      write(id, state, AlertStatus.CLEARED, false, Suppression.HISTORICAL);
    }
    forget(id);
  }

  /** Writes the storm's alert if there is something to tell, and asks to look again. */
  private void tellOfStorm() {
    if (traffic.storm() == null) {
      return;
    }
    AlertSettings.Storm limits = settings.storm();
    Storm storm = traffic.storm();
    long end = storm.joinedAt() + limits.within().toMillis();
    boolean over = storm.open() == 0 || end <= now;
    Long quiet = storm.notified() ? null : silencedUntil(storm);
    Suppression reason = quiet == null ? null : Suppression.SILENCED;
    boolean notifies = !storm.notified() && quiet == null;
    long next = storm.toldAt() + limits.updateEvery().toMillis();
    if (storm.revision() == 0) {
      tell(AlertStatus.FIRING, notifies, reason);
    } else if (!over && (notifies || (storm.told() != storm.count() && next <= now))) {
      tell(AlertStatus.UPDATED, notifies, reason);
    }
    storm = traffic.storm();
    if (over) {
      boolean notified = storm.notified();
      tell(AlertStatus.CLEARED, notified, notified ? null : Suppression.SILENCED);
      traffic = traffic.under(null);
      return;
    }
    wake(end);
    if (storm.told() != storm.count()) {
      wake(storm.toldAt() + limits.updateEvery().toMillis());
    }
    if (quiet != null) {
      listenAt(quiet);
    }
  }

  /**
   * Until when a storm is silenced for now: it matches a silence itself, or each of its members
   * does. Null if it is not.
   */
  private Long silencedUntil(Storm storm) {
    Long until =
        silences.until(
            wording.of(storm, AlertStatus.FIRING, false, null, now, decidedAt), null, now);
    if (until != null || !storm.silenced()) {
      return until;
    }
    long first = Long.MAX_VALUE;
    for (String id : storm.named()) {
      AlertState member = state(id);
      if (member != null && member.fires()) {
        Long silent = silencedUntil(id, member);
        if (silent == null) {
          return null;
        }
        first = Math.min(first, silent);
      }
    }
    return first;
  }

  private void tell(AlertStatus status, boolean notifies, Suppression suppression) {
    Storm storm = traffic.storm();
    written.add(wording.of(storm, status, notifies, suppression, now, decidedAt));
    traffic = traffic.under(storm.written(notifies, now));
  }

  private void write(
      String id, AlertState state, AlertStatus status, boolean notifies, Suppression suppression) {
    written.add(wording.of(id, state, status, notifies, suppression, now, decidedAt));
    keep(id, state.written(notifies, suppression, now));
  }
}
