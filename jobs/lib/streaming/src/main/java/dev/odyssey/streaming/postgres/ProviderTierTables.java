package dev.odyssey.streaming.postgres;

import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ProviderTierJson;
import dev.odyssey.scorecards.ProviderTier;
import java.io.IOException;
import java.sql.SQLException;

/** The tables {@code provider_tier}, the tier that holds, and {@code provider_tier_change}. */
public final class ProviderTierTables extends RevisionTables<ProviderTier> {

  private static final long serialVersionUID = 1L;

  ProviderTierTables() {
    super(
        "provider_tier",
        """
        provider_id, revision, tier, previous_tier, decided_at, window_from, window_to,
        targets_version, verdicts::jsonb""");
  }

  /** A sink of changes into both tables. */
  public static PostgresUpsertSink<ProviderTier> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new ProviderTierTables(), new Avro());
  }

  @Override
  String id(ProviderTier change) {
    return change.providerId();
  }

  @Override
  long revision(ProviderTier change) {
    return change.revision();
  }

  @Override
  void bind(Bindings bindings, ProviderTier change) throws SQLException {
    bindings
        .key(change.providerId())
        .number(change.revision())
        .symbol(change.tier())
        .symbol(change.previous())
        .instant(change.decidedAt())
        .date(change.from())
        .date(change.to())
        .text(change.targetsVersion())
        .json(ProviderTierJson.assessments(change.assessments()));
  }

  private static final class Avro implements RowCodec<ProviderTier> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(ProviderTier change) {
      return ProviderTierAvro.encode(change);
    }

    @Override
    public ProviderTier decode(byte[] bytes) throws IOException {
      return ProviderTierAvro.decode(bytes);
    }
  }
}
