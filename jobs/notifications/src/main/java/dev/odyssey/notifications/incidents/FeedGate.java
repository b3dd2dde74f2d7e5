package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.incidents.Incident.Step;
import dev.odyssey.notifications.settings.FeedSettings;
import dev.odyssey.notifications.state.Dues;
import dev.odyssey.notifications.state.Entries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What becomes of the absences of one region while its feed is in doubt: missing data is no missed
 * window. Of a silent feed, and for a while after it is back, they fire suppressed; while the feed
 * is suspect, those about to fire wait for what becomes of it, but not for ever.
 */
final class FeedGate {

  /** The due that is of no incident: the end of the feed's recovery. */
  static final String RECOVERY = "";

  /** How often the shortest silence an incident waits at most. */
  private static final int PATIENCE = 2;

  private final FeedSettings settings;
  private final Duration retention;
  private final Entries<Gated> firing;
  private final Dues dues;
  private final List<Incident> steps = new ArrayList<>();
  private KnownFeed feed;

  /**
   * A gate as it was left.
   *
   * @param retention how long after its last step an absence is kept that is never over
   * @param firing absences by incidentId; is kept up to date
   */
  FeedGate(
      FeedSettings settings, Duration retention, KnownFeed feed, Entries<Gated> firing, Dues dues) {
    this.settings = settings;
    this.retention = retention;
    this.feed = feed;
    this.firing = firing;
    this.dues = dues;
  }

  /** Whether an incident is for the gate: an order's event is missing, and comes by a feed. */
  static boolean isForGate(Incident incident) {
    DefectChange change = incident.change();
    return change != null
        && incident.region() != null
        && change.finding().missing() != null
        && change.finding().contactId() == null;
  }

  KnownFeed feed() {
    return feed;
  }

  /**
   * Takes what has come at an instant, and then what is due at it.
   *
   * @param statuses of the feed
   * @param incidents for the gate, those of one in the order in which they were told
   * @param due what the gate asked to be reminded of
   * @param at in epoch milliseconds
   * @return the steps that follow, by incident
   */
  List<Incident> take(
      List<FeedStatus> statuses, List<Incident> incidents, List<String> due, long at) {
    statuses.stream()
        .sorted(Comparator.comparingLong(FeedStatus::at))
        .forEach(status -> take(status, at));
    incidents.forEach(incident -> take(incident, at));
    for (String id : due) {
      if (id.equals(RECOVERY)) {
        endRecovery(at);
      } else {
        lookAt(id, at);
      }
    }
    steps.sort(Comparator.comparing(Incident::incidentId));
    List<Incident> taken = List.copyOf(steps);
    steps.clear();
    return taken;
  }

  private void take(FeedStatus status, long at) {
    KnownFeed before = feed;
    Long recoversBy = before.recoversBy();
    if (status.state() == FeedStatus.State.LIVE && before.state() == FeedStatus.State.SILENT) {
      recoversBy = status.at() + settings.recovery().toMillis();
      dues.remind(recoversBy, RECOVERY);
    }
    feed = new KnownFeed(status.state(), recoversBy, before.waiting());
    boolean matters =
        switch (status.state()) {
          case SILENT -> true;
          case LIVE -> before.waiting() > 0;
          case SUSPECT -> false;
        };
    if (matters) {
      settleAll(at);
    }
  }

  private void endRecovery(long at) {
    if (feed.recoversBy() != null && feed.recoversBy() <= at) {
      feed = new KnownFeed(feed.state(), null, feed.waiting());
      settleAll(at);
    }
  }

  private void settleAll(long at) {
    List<Gated> all = new ArrayList<>();
    for (Map.Entry<String, Gated> entry : firing.all()) {
      all.add(entry.getValue());
    }
    all.sort(Comparator.comparing(gated -> gated.incident().incidentId()));
    all.forEach(gated -> settle(gated, false, at));
  }

  private void take(Incident incident, long at) {
    Gated known = firing.get(incident.incidentId());
    switch (incident.step()) {
      case PENDING -> {
        boolean silent = incident.suppressedBy() == null && feed.isSilent(at);
        steps.add(
            step(
                incident,
                Step.PENDING,
                silent ? Suppression.FEED_SILENT : incident.suppressedBy(),
                at));
      }
      case DROPPED -> steps.add(step(incident, Step.DROPPED, incident.suppressedBy(), at));
      case FIRING -> {
        dues.remind(at + retention.toMillis(), incident.incidentId());
        settle(new Gated(incident, false, null, null), false, at);
      }
      case CHANGED -> {
        if (known != null) {
          settle(known.with(incident), true, at);
        }
      }
      case CLEARED, RETRACTED -> end(incident, known, at);
    }
  }

  private void end(Incident over, Gated known, long at) {
    if (known == null) {
      steps.add(step(over, over.step(), over.suppressedBy(), at));
    } else {
      keep(known, null);
      steps.add(step(over, known.told() ? over.step() : Step.DROPPED, known.suppressedBy(), at));
    }
  }

  private void lookAt(String id, long at) {
    Gated known = firing.get(id);
    if (known == null) {
      return;
    }
    if (known.incident().at() + retention.toMillis() <= at) {
      keep(known, null);
    } else if (known.waitsUntil() != null) {
      settle(known, false, at);
    } else {
      dues.remind(known.incident().at() + retention.toMillis(), id);
    }
  }

  /**
   * Lets an absence through as the feed has it, or lets it wait.
   *
   * @param corrected whether it is to be told of even if its suppression is as before
   */
  private void settle(Gated gated, boolean corrected, long at) {
    Suppression own = gated.incident().suppressedBy();
    if (own != null) {
      letThrough(gated, own, corrected, at);
    } else if (feed.isSilent(at)) {
      letThrough(gated, Suppression.FEED_SILENT, corrected, at);
    } else if (mustWait(gated, at)) {
      await(gated, corrected, at);
    } else {
      letThrough(gated, null, corrected, at);
    }
  }

  /** What was let through without suppression has been told of: nothing is to be held back. */
  private boolean mustWait(Gated gated, long at) {
    boolean free = gated.told() && gated.suppressedBy() == null;
    boolean patient = gated.waitsUntil() == null || at < gated.waitsUntil();
    return feed.isSuspect() && !free && patient;
  }

  private void await(Gated gated, boolean corrected, long at) {
    Gated now = gated;
    if (gated.waitsUntil() == null) {
      long until = at + settings.atLeast().multipliedBy(PATIENCE).toMillis();
      dues.remind(until, gated.incident().incidentId());
      now = gated.waitingUntil(until);
      feed = feed.waiting(1);
    }
    firing.put(now.incident().incidentId(), now);
    if (corrected && now.told()) {
      steps.add(step(now.incident(), Step.CHANGED, now.suppressedBy(), at));
    }
  }

  private void letThrough(Gated gated, Suppression suppression, boolean corrected, long at) {
    if (!gated.told()) {
      steps.add(step(gated.incident(), Step.FIRING, suppression, at));
    } else if (corrected || gated.suppressedBy() != suppression) {
      steps.add(step(gated.incident(), Step.CHANGED, suppression, at));
    }
    keep(gated, gated.letThrough(suppression));
  }

  private void keep(Gated before, Gated now) {
    String id = before.incident().incidentId();
    if (before.waitsUntil() != null) {
      feed = feed.waiting(-1);
    }
    if (now == null) {
      firing.remove(id);
    } else if (!now.equals(firing.get(id))) {
      firing.put(id, now);
    }
  }

  private static Incident step(Incident last, Step step, Suppression suppression, long at) {
    return new Incident(
        last.incidentId(),
        step,
        at,
        suppression,
        last.code(),
        last.severity(),
        last.region(),
        last.summary(),
        last.startsAt(),
        last.endsAt(),
        last.change(),
        last.before());
  }
}
