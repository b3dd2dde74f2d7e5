package dev.odyssey.codec;

import dev.odyssey.scorecards.Interval;
import dev.odyssey.scorecards.ScorecardEntry;

/** Entries of scorecards as lines of JSON. What is not known is written as null. */
public final class ScorecardEntryJson extends JsonCodec {

  private ScorecardEntryJson() {}

  public static String write(ScorecardEntry entry) {
    Interval interval = entry.interval();
    return writeObject(
        out -> {
          put(out, "entityType", entry.key().entityType());
          put(out, "entityId", entry.key().entityId());
          put(out, "day", entry.key().day());
          put(out, "metric", entry.metric());
          if (entry.isWhole()) {
            out.writeNumberField("numerator", (long) entry.numerator());
          } else {
            out.writeNumberField("numerator", entry.numerator());
          }
          out.writeNumberField("denominator", entry.denominator());
          out.writeNumberField("provisional", entry.provisional());
          putNumberOrNull(out, "value", entry.value());
          putNumberOrNull(out, "ciLow", interval == null ? null : interval.low());
          putNumberOrNull(out, "ciHigh", interval == null ? null : interval.high());
          put(out, "sampleOk", entry.sampleOk());
        });
  }
}
