package dev.odyssey.streaming.postgres;

import dev.odyssey.codec.OutreachJson;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.Recipient;
import java.sql.SQLException;

/** The tables {@code outreach}, the latest state, and {@code outreach_change}, every revision. */
public final class OutreachTables extends RevisionTables<Outreach> {

  static final RowCodec<Outreach> CODEC =
      new JsonRowCodec<>(OutreachJson::write, OutreachJson::read);

  private static final long serialVersionUID = 1L;

  OutreachTables() {
    super(
        "outreach",
        """
        outreach_id, revision, status, reason, recipient_kind, recipient_id, code, severity,
        template, channels::jsonb, options::jsonb, case_id, order_id, contact_id, defect_id,
        send_after, expires_at, decided_at, unconfirmed, variables::jsonb""");
  }

  /** A sink of revisions into both tables. */
  public static PostgresUpsertSink<Outreach> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new OutreachTables(), CODEC);
  }

  @Override
  String id(Outreach outreach) {
    return outreach.outreachId();
  }

  @Override
  long revision(Outreach outreach) {
    return outreach.revision();
  }

  @Override
  void bind(Bindings bindings, Outreach outreach) throws SQLException {
    Recipient recipient = outreach.recipient();
    bindings
        .key(outreach.outreachId())
        .integer(outreach.revision())
        .symbol(outreach.status())
        .symbol(outreach.reason())
        .symbol(recipient.kind())
        .key(recipient.id())
        .text(outreach.code())
        .symbol(outreach.severity())
        .text(outreach.template())
        .json(OutreachJson.symbols(outreach.channels()))
        .json(OutreachJson.symbols(outreach.options()))
        .key(outreach.caseId())
        .key(outreach.orderId())
        .text(outreach.contactId())
        .key(outreach.defectId())
        .instant(outreach.sendAfter())
        .instant(outreach.expiresAt())
        .instant(outreach.decidedAt())
        .truth(outreach.unconfirmed())
        .json(OutreachJson.variables(outreach));
  }
}
