package dev.odyssey.detection.facts;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import java.time.LocalDate;

/**
 * What a fact says, in 64 bits: all but its identity and when it was decided. That the fingerprint
 * has changed is how a changed fact is known without the old one being kept. Two facts of one
 * identity have the same fingerprint by chance once in some 10^19 changes, and then the next change
 * puts it right.
 *
 * <p>A multiplicative hash over the fields in order, each with its length or presence first. Hash
 * codes would not do: those of strings have 32 bits and collide in short ids, those of enums differ
 * in every JVM.
 */
public final class Fingerprint {

  private static final long SEED = 0x243F6A8885A308D3L;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Far from all values: small numbers, and their complements, cancel each other out. */
  private static final long ABSENT = 0x13198A2E03707344L;

  private long hash = SEED;

  private Fingerprint() {}

  /** The fingerprint of a fact. */
  public static long of(Fact fact) {
    Fingerprint fingerprint = new Fingerprint();
    if (fact instanceof OrderFacts facts) {
      fingerprint.add(facts);
    } else {
      fingerprint.add((ContactFacts) fact);
    }
    return fingerprint.hash;
  }

  private void add(OrderFacts facts) {
    OrderFacts.Order order = facts.order();
    if (isPresent(order)) {
      add(order.day());
      add(order.offeringId());
      add(order.region());
      add(order.providerId());
      add(order.completed());
      add(order.claimApproved());
      add(order.stars());
    }
    add(facts.promises().size());
    for (OrderFacts.Promise promise : facts.promises()) {
      add(promise.eventId());
      add(promise.day());
      add(promise.offeringId());
      add(promise.region());
      add(promise.providerId());
      add(promise.lastProviderId());
      add(promise.arrivedOnTime());
      add(promise.completedInWindow());
      add(promise.rescheduledByProvider());
      add(promise.cancelledByProvider());
    }
    add(facts.defects().size());
    for (OrderFacts.Defect defect : facts.defects()) {
      add(defect.code());
      add(defect.anchorEventId());
      add(defect.day());
      add(defect.offeringId());
      add(defect.region());
      add(defect.providerId());
    }
  }

  private void add(ContactFacts facts) {
    ContactFacts.Inbound inbound = facts.inbound();
    if (!isPresent(inbound)) {
      return;
    }
    add(inbound.day());
    add(inbound.exempt());
    add(inbound.orderId());
    add(inbound.agentId());
    add(inbound.site());
    add(inbound.transferringAgentId());
    add(inbound.transferringSite());
    add(inbound.transferred());
    add(inbound.dropped());
    add(inbound.abandoned());
    add(inbound.repeated());
    ContactFacts.Episode episode = inbound.episode();
    if (isPresent(episode)) {
      add(episode.firstContactResolution24h());
      add(episode.firstContactResolution7d());
      add(episode.resolvedFirst());
      add(episode.resolutionMillis());
      add(episode.slow());
    }
    add(inbound.solved());
    add(inbound.csat());
    add(inbound.effort());
    add(inbound.empathy());
    ContactFacts.Automation automation = inbound.automation();
    if (isPresent(automation)) {
      add(automation.outcome());
      add(automation.agentVersion());
      add(automation.trialArm());
    }
  }

  private boolean isPresent(Object field) {
    mix(field == null ? ABSENT : 1);
    return field != null;
  }

  private void add(String text) {
    if (text == null) {
      mix(ABSENT);
      return;
    }
    mix(text.length());
    for (int i = 0; i < text.length(); i++) {
      mix(text.charAt(i));
    }
  }

  private void add(LocalDate day) {
    mix(day.toEpochDay());
  }

  private void add(Enum<?> symbol) {
    if (isPresent(symbol)) {
      add(symbol.name());
    }
  }

  private void add(Boolean truth) {
    mix(truth == null ? ABSENT : truth ? 1 : 0);
  }

  private void add(Number number) {
    if (isPresent(number)) {
      mix(number.longValue());
    }
  }

  private void mix(long value) {
    hash = (hash ^ value) * MULTIPLIER;
    // Lets the high bits reach the low ones, which multiplication does not.
    hash ^= hash >>> 32;
  }
}
