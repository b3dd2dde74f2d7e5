package dev.odyssey.scorecards.job;

import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.rows.RowCounts;
import dev.odyssey.streaming.ValueSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.Collector;

/** By how much one row changes. */
record RowDelta(ScorecardKey key, Counters change) {

  static final TypeInformation<RowDelta> TYPE =
      new ValueTypeInfo<>(RowDelta.class, Serializer.INSTANCE);

  /** What rows are spread by: one text, since an enum's hash differs from process to process. */
  String row() {
    return key.text();
  }

  /** Emits the changes that make a difference, one a row. */
  static void emit(RowCounts difference, Collector<RowDelta> out) {
    difference.rows().forEach((key, change) -> out.collect(new RowDelta(key, change)));
  }

  private static final class Serializer extends ValueSerializer<RowDelta> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(RowDelta delta, DataOutputView out) throws IOException {
      writeText(delta.row(), out);
      RowState.write(delta.change, out);
    }

    @Override
    public RowDelta deserialize(DataInputView in) throws IOException {
      return new RowDelta(ScorecardKey.parse(readText(in)), RowState.readCounters(in));
    }

    @Override
    public TypeSerializerSnapshot<RowDelta> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RowDelta> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
