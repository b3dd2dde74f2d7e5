package dev.odyssey.scorecards.job;

import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.ValueSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The types of what the job puts out: between operators in the form that it has on the topics. */
public final class RowTypeInfo {

  /** Rows of scorecards. */
  public static final TypeInformation<ScorecardRow> ROW =
      new ValueTypeInfo<>(ScorecardRow.class, Rows.INSTANCE);

  /** Changes of tiers. */
  public static final TypeInformation<ProviderTier> TIER =
      new ValueTypeInfo<>(ProviderTier.class, Tiers.INSTANCE);

  private static final class Rows extends ValueSerializer<ScorecardRow> {

    private static final long serialVersionUID = 1;

    static final Rows INSTANCE = new Rows();

    @Override
    public void serialize(ScorecardRow row, DataOutputView out) throws IOException {
      writeBytes(ScorecardRowAvro.encode(row), out);
    }

    @Override
    public ScorecardRow deserialize(DataInputView in) throws IOException {
      return ScorecardRowAvro.decode(readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<ScorecardRow> snapshotConfiguration() {
      return new RowSnapshot();
    }
  }

  private static final class Tiers extends ValueSerializer<ProviderTier> {

    private static final long serialVersionUID = 1;

    static final Tiers INSTANCE = new Tiers();

    @Override
    public void serialize(ProviderTier tier, DataOutputView out) throws IOException {
      writeBytes(ProviderTierAvro.encode(tier), out);
    }

    @Override
    public ProviderTier deserialize(DataInputView in) throws IOException {
      return ProviderTierAvro.decode(readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<ProviderTier> snapshotConfiguration() {
      return new TierSnapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class RowSnapshot extends SimpleTypeSerializerSnapshot<ScorecardRow> {
    public RowSnapshot() {
      super(() -> Rows.INSTANCE);
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class TierSnapshot extends SimpleTypeSerializerSnapshot<ProviderTier> {
    public TierSnapshot() {
      super(() -> Tiers.INSTANCE);
    }
  }

  private RowTypeInfo() {}
}
