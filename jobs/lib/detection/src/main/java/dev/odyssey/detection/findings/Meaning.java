package dev.odyssey.detection.findings;

import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import java.util.Map;

/**
 * What a finding means, in 64 bits: all that it says but its words. That this number has changed is
 * how a changed finding is known without the old one being read. Two findings of one defect have
 * the same number by chance once in some 10^19 changes.
 *
 * <p>Hash codes would not do: those of strings have 32 bits and collide in short ids, those of
 * enums differ in every JVM.
 */
public final class Meaning {

  private static final long SEED = 0x243F6A8885A308D3L;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long ABSENT = 0x13198A2E03707344L;

  private long hash = SEED;

  private Meaning() {}

  public static long of(Finding finding) {
    Meaning meaning = new Meaning();
    meaning.add(finding);
    return meaning.hash;
  }

  private void add(Finding finding) {
    add(finding.code());
    add(finding.anchorEventId());
    add(finding.severity().name());
    add(finding.chargedTo().name());
    add(finding.orderId());
    add(finding.contactId());
    add(finding.customerId());
    add(finding.providerId());
    add(finding.offeringId());
    add(finding.region());
    add(finding.agentId());
    add(finding.agentVersion());
    add(finding.site());
    add(finding.channel());
    add(finding.timeZone());
    add(finding.windowStart());
    add(finding.windowEnd());
    mix(finding.raisedAt());
    add(finding.clearedAt());
    add(finding.clearReason());
    add(finding.clearedBy());
    add(finding.escalates());
    mix(finding.evidence().size());
    for (Evidence evidence : finding.evidence()) {
      add(evidence.eventId());
      add(evidence.type());
      mix(evidence.occurredAt());
    }
    add(finding.missing());
    add(finding.policy());
    add(finding.details());
  }

  private void add(Map<String, String> values) {
    mix(values.size());
    // In no order that a map may choose.
    long sum = 0;
    long outer = hash;
    for (Map.Entry<String, String> value : values.entrySet()) {
      hash = SEED;
      add(value.getKey());
      add(value.getValue());
      sum += hash;
    }
    hash = outer;
    mix(sum);
  }

  private void add(String text) {
    if (text == null) {
      mix(ABSENT);
      return;
    }
    mix(text.length());
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      value = value << 16 | text.charAt(i);
      if ((i & 3) == 3) {
        mix(value);
        value = 0;
      }
    }
    mix(value);
  }

  private void add(Long number) {
    mix(number == null ? ABSENT : number);
  }

  private void mix(long value) {
    hash = (hash ^ value) * MULTIPLIER;
    // Lets the high bits reach the low ones, which multiplication does not.
    hash ^= hash >>> 32;
  }
}
