package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.odyssey.scorecards.Interval;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ProviderTier.Assessment;
import java.io.IOException;
import java.util.List;

/** Changes of tiers as lines of JSON, the same field names as the Avro record. */
public final class ProviderTierJson extends JsonCodec {

  private ProviderTierJson() {}

  public static String write(ProviderTier tier) {
    return writeObject(
        out -> {
          put(out, "providerId", tier.providerId());
          out.writeNumberField("revision", tier.revision());
          put(out, "tier", tier.tier());
          put(out, "previous", tier.previous());
          putInstant(out, "decidedAt", tier.decidedAt());
          put(out, "windowFrom", tier.from());
          put(out, "windowTo", tier.to());
          put(out, "targetsVersion", tier.targetsVersion());
          out.writeFieldName("assessments");
          writeAssessments(out, tier.assessments());
        });
  }

  /** The assessments as a JSON array, for columns that analysts read. */
  public static String assessments(List<Assessment> assessments) {
    return writeValue(out -> writeAssessments(out, assessments));
  }

  private static void writeAssessments(JsonGenerator out, List<Assessment> assessments)
      throws IOException {
    out.writeStartArray();
    for (Assessment assessment : assessments) {
      Interval interval = assessment.interval();
      out.writeStartObject();
      put(out, "metric", assessment.target().metric().key());
      put(out, "direction", assessment.target().direction());
      out.writeNumberField("target", assessment.target().bound());
      out.writeNumberField("numerator", assessment.numerator());
      out.writeNumberField("denominator", assessment.denominator());
      putNumberOrNull(out, "value", assessment.value());
      putNumberOrNull(out, "ciLow", interval == null ? null : interval.low());
      putNumberOrNull(out, "ciHigh", interval == null ? null : interval.high());
      put(out, "verdict", assessment.verdict());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
