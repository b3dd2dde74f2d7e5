package dev.odyssey.streaming.postgres;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Finding;
import java.io.IOException;
import java.sql.SQLException;

/** The tables {@code defect}, the latest state, and {@code defect_change}, every revision. */
public final class DefectTables extends RevisionTables<DefectChange> {

  /** Changes in the form of the topic, which names its schema: later versions can read it. */
  static final RowCodec<DefectChange> CODEC = new Avro();

  private static final long serialVersionUID = 1L;

  DefectTables() {
    super(
        "defect",
        """
        defect_id, revision, status, code, severity, charged_to, order_id, contact_id,
        customer_id, provider_id, offering_id, region, agent_id, agent_version, site,
        channel, time_zone, window_start, window_end, anchor_event_id, raised_at,
        cleared_at, clear_reason, cleared_by, detected_at, escalates, summary,
        evidence::jsonb, missing, derivation, policy::jsonb, details::jsonb""");
  }

  /** A sink of defect changes into both tables. */
  public static PostgresUpsertSink<DefectChange> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new DefectTables(), CODEC);
  }

  @Override
  String id(DefectChange change) {
    return change.defectId();
  }

  @Override
  long revision(DefectChange change) {
    return change.revision();
  }

  @Override
  void bind(Bindings bindings, DefectChange change) throws SQLException {
    Finding f = change.finding();
    bindings
        .key(change.defectId())
        .integer(change.revision())
        .symbol(change.status())
        .text(f.code())
        .symbol(f.severity())
        .symbol(f.chargedTo())
        .key(f.orderId())
        .text(f.contactId())
        .key(f.customerId())
        .key(f.providerId())
        .text(f.offeringId())
        .text(f.region())
        .text(f.agentId())
        .text(f.agentVersion())
        .text(f.site())
        .text(f.channel())
        .text(f.timeZone())
        .instant(f.windowStart())
        .instant(f.windowEnd())
        .text(f.anchorEventId())
        .instant(f.raisedAt())
        .instant(f.clearedAt())
        .text(f.clearReason())
        .text(f.clearedBy())
        .instant(change.detectedAt())
        .key(f.escalates())
        .text(f.summary())
        .json(DefectChangeJson.evidence(f.evidence()))
        .text(f.missing())
        .text(f.derivation())
        .json(DefectChangeJson.map(f.policy()))
        .json(DefectChangeJson.map(f.details()));
  }

  private static final class Avro implements RowCodec<DefectChange> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(DefectChange change) {
      return DefectChangeAvro.encode(change);
    }

    @Override
    public DefectChange decode(byte[] bytes) throws IOException {
      return DefectChangeAvro.decode(bytes);
    }
  }
}
