package dev.odyssey.scorecards.job;

import dev.odyssey.scorecards.Counters;
import dev.odyssey.streaming.ValueSerializer;
import dev.odyssey.streaming.types.LayoutSnapshot;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is kept of a row.
 *
 * @param counters all that was counted
 * @param revision of what was last emitted; 0 before the first time
 * @param changed whether that is out of date
 */
record RowState(Counters counters, long revision, boolean changed) {

  static final TypeInformation<RowState> TYPE =
      new ValueTypeInfo<>(RowState.class, Serializer.INSTANCE);

  static final RowState EMPTY = new RowState(Counters.ZERO, 0, false);

  RowState plus(Counters change) {
    return new RowState(counters.plus(change), revision, true);
  }

  RowState emitted(long now) {
    return new RowState(counters, Revisions.after(revision, now), false);
  }

  /** Writes counters by position: few bytes for small ones, and none for what comes after them. */
  static void write(Counters counters, DataOutputView out) throws IOException {
    out.writeByte(counters.length());
    for (int i = 0; i < counters.length(); i++) {
      long value = counters.at(i);
      writeVarLong((value << 1) ^ (value >> 63), out);
    }
  }

  static Counters readCounters(DataInputView in) throws IOException {
    long[] values = new long[in.readUnsignedByte()];
    for (int i = 0; i < values.length; i++) {
      long value = readVarLong(in);
      values[i] = (value >>> 1) ^ -(value & 1);
    }
    return Counters.of(values);
  }

  private static void writeVarLong(long value, DataOutputView out) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readVarLong(DataInputView in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      long next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }

  private static final class Serializer extends ValueSerializer<RowState> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(RowState state, DataOutputView out) throws IOException {
      write(state.counters, out);
      out.writeLong(state.revision);
      out.writeBoolean(state.changed);
    }

    @Override
    public RowState deserialize(DataInputView in) throws IOException {
      return new RowState(readCounters(in), in.readLong(), in.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<RowState> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends LayoutSnapshot<RowState> {

    /** Counters had defects where {@code reopened} is since, and no rows of codes. */
    private static final int LAYOUT = 2;

    public Snapshot() {
      super(LAYOUT, () -> Serializer.INSTANCE);
    }
  }
}
