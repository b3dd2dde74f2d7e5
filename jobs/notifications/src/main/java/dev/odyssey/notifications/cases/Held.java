package dev.odyssey.notifications.cases;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.notifications.feeds.Gate;
import dev.odyssey.notifications.settings.CaseSettings;
import dev.odyssey.notifications.time.Rules;

/**
 * A defect as it is known, and since when it is open.
 *
 * @param openSince the clock at which it was known to be open; null while it is not
 * @param resolvedAt the next resolution of its issue; null for none
 * @param stoodSince when it began to stand in the case; null while it does not
 * @param waitsSince when it began to wait for what a feed casts doubt on; null while it does not
 * @param toldAt since when no feed holds it back any more; null while one may
 * @param doubt what still casts doubt on what is told all the same
 */
record Held(
    Defect defect,
    int revision,
    DefectStatus status,
    long detectedAt,
    Long openSince,
    Long resolvedAt,
    Long stoodSince,
    Long waitsSince,
    Long toldAt,
    Gate.Doubt doubt) {

  boolean isTold() {
    return toldAt != null;
  }

  /** The defect of the first news. */
  static Held of(DefectNews news) {
    return new Held(
        news.defect(),
        news.revision(),
        news.status(),
        news.detectedAt(),
        null,
        news.resolvedAt(),
        null,
        null,
        null,
        Gate.Doubt.NONE);
  }

  /** With news; those of an older revision say nothing new. */
  Held with(DefectNews news) {
    boolean isNewer =
        news.revision() > revision
            || (news.revision() == revision && !news.defect().equals(defect));
    if (!isNewer) {
      return new Held(
          defect,
          revision,
          status,
          Math.min(detectedAt, news.detectedAt()),
          openSince,
          news.revision() == revision ? news.resolvedAt() : resolvedAt,
          stoodSince,
          waitsSince,
          toldAt,
          doubt);
    }
    return new Held(
        news.defect(),
        news.revision(),
        news.status(),
        news.detectedAt(),
        openSince,
        news.resolvedAt(),
        stoodSince,
        waitsSince,
        toldAt,
        doubt);
  }

  boolean isOpen() {
    return status == DefectStatus.RAISED;
  }

  /** Since when it is open, once all that has come of an instant is applied. */
  Held settled() {
    if (!isOpen()) {
      return new Held(
          defect,
          revision,
          status,
          detectedAt,
          null,
          resolvedAt,
          null,
          null,
          null,
          Gate.Doubt.NONE);
    }
    return openSince != null
        ? this
        : new Held(
            defect,
            revision,
            status,
            detectedAt,
            detectedAt,
            resolvedAt,
            null,
            null,
            null,
            Gate.Doubt.NONE);
  }

  /** When it begins to stand; {@link Rules#NEVER} for not at all. */
  long standsFrom(CaseSettings settings) {
    Long hold = settings.hold(defect.code(), defect.severity());
    return openSince == null || hold == null
        ? Rules.NEVER
        : Math.max(defect.raisedAt(), openSince) + hold;
  }

  /** When it stops to stand by itself; {@link Rules#NEVER} for what must be cleared. */
  long standsUntil(CaseSettings settings) {
    if (openSince == null || !isPoint(settings)) {
      return Rules.NEVER;
    }
    long until = Math.max(defect.raisedAt(), openSince) + settings.pointFor().toMillis();
    return resolvedAt == null || resolvedAt <= defect.raisedAt()
        ? until
        : Math.min(until, resolvedAt);
  }

  /** Whether nothing can clear it. */
  boolean isPoint(CaseSettings settings) {
    return !defect.isAbsence() && !settings.clearable().contains(defect.code());
  }

  /** Whether it was raised too long before it was found. */
  boolean isHistory(CaseSettings settings) {
    return openSince != null && openSince - defect.raisedAt() > settings.newsHorizon().toMillis();
  }

  boolean stands(CaseSettings settings, long now) {
    return standsFrom(settings) <= now && now < standsUntil(settings);
  }

  Held stood(Long since) {
    return new Held(
        defect,
        revision,
        status,
        detectedAt,
        openSince,
        resolvedAt,
        since,
        waitsSince,
        toldAt,
        doubt);
  }

  Held waits(Long since) {
    return new Held(
        defect,
        revision,
        status,
        detectedAt,
        openSince,
        resolvedAt,
        stoodSince,
        since,
        toldAt,
        doubt);
  }

  Held told(long at, Gate.Doubt left) {
    return new Held(
        defect,
        revision,
        status,
        detectedAt,
        openSince,
        resolvedAt,
        stoodSince,
        waitsSince,
        toldAt == null ? (Long) at : toldAt,
        left);
  }
}
