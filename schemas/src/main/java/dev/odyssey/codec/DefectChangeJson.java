package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Defect changes as lines of JSON, the same field names as the Avro record. */
public final class DefectChangeJson extends JsonCodec {

  private DefectChangeJson() {}

  public static String write(DefectChange change) {
    Finding f = change.finding();
    return writeObject(
        out -> {
          put(out, "defectId", change.defectId());
          put(out, "revision", change.revision());
          put(out, "code", f.code());
          put(out, "severity", f.severity());
          put(out, "status", change.status());
          put(out, "chargedTo", f.chargedTo());
          put(out, "orderId", f.orderId());
          put(out, "contactId", f.contactId());
          put(out, "customerId", f.customerId());
          put(out, "providerId", f.providerId());
          put(out, "offeringId", f.offeringId());
          put(out, "region", f.region());
          put(out, "agentId", f.agentId());
          put(out, "agentVersion", f.agentVersion());
          put(out, "site", f.site());
          put(out, "channel", f.channel());
          put(out, "timeZone", f.timeZone());
          putInstant(out, "windowStart", f.windowStart());
          putInstant(out, "windowEnd", f.windowEnd());
          put(out, "anchorEventId", f.anchorEventId());
          putInstant(out, "raisedAt", f.raisedAt());
          putInstant(out, "clearedAt", f.clearedAt());
          put(out, "clearReason", f.clearReason());
          put(out, "clearedBy", f.clearedBy());
          putInstant(out, "detectedAt", change.detectedAt());
          put(out, "escalates", f.escalates());
          put(out, "summary", f.summary());
          out.writeFieldName("evidence");
          writeEvidence(out, f.evidence());
          put(out, "missing", f.missing());
          put(out, "derivation", f.derivation());
          out.writeFieldName("policy");
          writeMap(out, f.policy());
          out.writeFieldName("details");
          writeMap(out, f.details());
        });
  }

  /** The evidence as a JSON array, for columns that analysts read. */
  public static String evidence(List<Evidence> evidence) {
    return writeValue(out -> writeEvidence(out, evidence));
  }

  /** A map as a JSON object, for columns that analysts read. */
  public static String map(Map<String, String> map) {
    return writeValue(out -> writeMap(out, map));
  }

  private static void writeEvidence(JsonGenerator out, List<Evidence> evidence) throws IOException {
    out.writeStartArray();
    for (Evidence e : evidence) {
      out.writeStartObject();
      put(out, "eventId", e.eventId());
      put(out, "type", e.type());
      putInstant(out, "occurredAt", e.occurredAt());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeMap(JsonGenerator out, Map<String, String> map) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, String> entry : map.entrySet()) {
      put(out, entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }
}
