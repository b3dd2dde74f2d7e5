package dev.odyssey.streaming;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Finding;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.Texts;
import dev.odyssey.events.TimeZones;
import dev.odyssey.events.Times;

/**
 * What a change of a defect must be like to be told further: no longer, no earlier, no later and
 * nowhere else than those that our jobs write. Anything that has the schema may stand on the topic.
 */
final class DefectChecks {

  /** Of what is put together from several texts: a summary, a derivation. */
  private static final int MAX_PHRASE_CHARS = 5 * Texts.MAX_CHARS;

  /**
   * The change, if it is fit to be told further.
   *
   * @throws InvalidEventException naming the field that is wrong
   */
  static DefectChange checked(DefectChange change) {
    if (change.revision() < 1) {
      throw new InvalidEventException("revision is not 1 or more: " + change.revision());
    }
    instant("detectedAt", change.detectedAt());
    Finding finding = change.finding();
    instant("raisedAt", finding.raisedAt());
    instant("clearedAt", finding.clearedAt());
    instant("windowStart", finding.windowStart());
    instant("windowEnd", finding.windowEnd());
    text("anchorEventId", finding.anchorEventId());
    text("orderId", finding.orderId());
    text("contactId", finding.contactId());
    text("customerId", finding.customerId());
    text("providerId", finding.providerId());
    text("offeringId", finding.offeringId());
    text("region", finding.region());
    text("agentId", finding.agentId());
    text("agentVersion", finding.agentVersion());
    text("site", finding.site());
    text("channel", finding.channel());
    text("clearReason", finding.clearReason());
    text("clearedBy", finding.clearedBy());
    text("missing", finding.missing());
    text("escalates", finding.escalates(), Texts.MAX_ID_CHARS);
    text("summary", finding.summary(), MAX_PHRASE_CHARS);
    text("derivation", finding.derivation(), MAX_PHRASE_CHARS);
    if (finding.timeZone() != null && !TimeZones.isKnown(finding.timeZone())) {
      throw new InvalidEventException("timeZone is not an IANA time zone: " + finding.timeZone());
    }
    return change;
  }

  private static void instant(String field, Long millis) {
    if (millis != null) {
      Times.checkRange(field, millis);
    }
  }

  private static void text(String field, String text) {
    text(field, text, Texts.MAX_CHARS);
  }

  private static void text(String field, String text, int maxChars) {
    var unused = Texts.bounded(field, text, maxChars);
  }

  private DefectChecks() {}
}
