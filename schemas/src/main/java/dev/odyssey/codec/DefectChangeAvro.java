package dev.odyssey.codec;

import static dev.odyssey.codec.AvroValues.code;
import static dev.odyssey.codec.AvroValues.instant;
import static dev.odyssey.codec.AvroValues.millis;
import static dev.odyssey.codec.AvroValues.symbol;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;

/** Defect changes as Avro in single-object encoding: the form on the topic {@code defects}. */
public final class DefectChangeAvro {

  private static final BinaryMessageEncoder<dev.odyssey.avro.DefectChange> ENCODER =
      dev.odyssey.avro.DefectChange.getEncoder();

  private static final SingleObjectReader<dev.odyssey.avro.DefectChange> READER =
      new SingleObjectReader<>(
          new dev.odyssey.avro.DefectChange().getSpecificData(),
          dev.odyssey.avro.DefectChange.getClassSchema(),
          SchemaVersions.of("DefectChange"));

  public static byte[] encode(DefectChange change) {
    return SingleObjectAvro.bytes(ENCODER, toRecord(change));
  }

  /**
   * Reads a change back, whichever version of the schema it was written in.
   *
   * @throws IOException if the bytes are none
   */
  public static DefectChange decode(byte[] bytes) throws IOException {
    return toChange(READER.read(bytes));
  }

  /**
   * Reads a change behind its header.
   *
   * @param writer the schema that it was written in; any that Avro can resolve to today's
   * @param from where the record begins; it takes the bytes to their end
   * @throws IOException if the bytes are none
   */
  public static DefectChange decode(Schema writer, byte[] bytes, int from) throws IOException {
    return toChange(READER.read(writer, bytes, from));
  }

  private static DefectChange toChange(dev.odyssey.avro.DefectChange r) throws IOException {
    return new DefectChange(
        r.getRevision(),
        symbol(DefectStatus.class, r.getStatus()),
        r.getDetectedAt().toEpochMilli(),
        new Finding(
            code(r.getCode()),
            r.getAnchorEventId(),
            symbol(Severity.class, r.getSeverity()),
            symbol(ChargedTo.class, r.getChargedTo()),
            r.getOrderId(),
            r.getContactId(),
            r.getCustomerId(),
            r.getProviderId(),
            r.getOfferingId(),
            r.getRegion(),
            r.getAgentId(),
            r.getAgentVersion(),
            r.getSite(),
            r.getChannel(),
            r.getTimeZone(),
            millis(r.getWindowStart()),
            millis(r.getWindowEnd()),
            r.getRaisedAt().toEpochMilli(),
            millis(r.getClearedAt()),
            r.getClearReason(),
            r.getClearedBy(),
            r.getEscalates(),
            r.getSummary(),
            evidence(r.getEvidence()),
            r.getMissing(),
            r.getDerivation(),
            r.getPolicy(),
            r.getDetails()));
  }

  private static List<Evidence> evidence(List<dev.odyssey.avro.Evidence> records) {
    return records.stream()
        .map(e -> new Evidence(e.getEventId(), e.getType(), e.getOccurredAt().toEpochMilli()))
        .toList();
  }

  private static dev.odyssey.avro.DefectChange toRecord(DefectChange change) {
    Finding f = change.finding();
    return new dev.odyssey.avro.DefectChange(
        change.defectId(),
        change.revision(),
        f.code(),
        symbol(dev.odyssey.avro.Severity.class, f.severity()),
        symbol(dev.odyssey.avro.DefectStatus.class, change.status()),
        symbol(dev.odyssey.avro.ChargedTo.class, f.chargedTo()),
        f.orderId(),
        f.contactId(),
        f.customerId(),
        f.providerId(),
        f.offeringId(),
        f.region(),
        f.agentId(),
        f.agentVersion(),
        f.site(),
        f.channel(),
        f.timeZone(),
        instant(f.windowStart()),
        instant(f.windowEnd()),
        f.anchorEventId(),
        Instant.ofEpochMilli(f.raisedAt()),
        instant(f.clearedAt()),
        f.clearReason(),
        f.clearedBy(),
        Instant.ofEpochMilli(change.detectedAt()),
        f.escalates(),
        f.summary(),
        f.evidence().stream()
            .map(
                e ->
                    new dev.odyssey.avro.Evidence(
                        e.eventId(), e.type(), Instant.ofEpochMilli(e.occurredAt())))
            .toList(),
        f.missing(),
        f.derivation(),
        f.policy(),
        f.details());
  }

  private DefectChangeAvro() {}
}
