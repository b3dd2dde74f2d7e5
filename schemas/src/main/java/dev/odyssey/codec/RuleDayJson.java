package dev.odyssey.codec;

import dev.odyssey.scorecards.ScorecardRow;

/** Counts of codes as lines of JSON, the same field names as the Avro record. */
public final class RuleDayJson extends JsonCodec {

  private RuleDayJson() {}

  /**
   * Writes what a row counts; not its revision nor when it was updated, which a replay has no say
   * in.
   */
  public static String write(ScorecardRow row) {
    return writeObject(
        out -> {
          put(out, "entityType", row.key().entityType());
          put(out, "entityId", row.key().entityId());
          put(out, "day", row.key().day());
          put(out, "code", row.key().code());
          out.writeNumberField("count", row.counters().at(0));
        });
  }
}
