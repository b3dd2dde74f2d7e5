package dev.odyssey.notifications.feeds;

import dev.odyssey.streaming.ValueSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is kept of a region's feed.
 *
 * @param rates of each slot of the cycle
 * @param slotStart of the slot that it was last heard of in
 * @param count of that slot, up to now
 * @param isSpoilt whether that slot has nothing to say about what is usual
 * @param heardAt when it was last heard of
 * @param quietFrom from when on a silence counts
 * @param backAt when it was first heard of, or came back last
 * @param silentSince null of a feed that is not silent
 */
record FeedMemory(
    String region,
    String timeZone,
    UsualRates rates,
    long slotStart,
    long count,
    boolean isSpoilt,
    long heardAt,
    long quietFrom,
    long backAt,
    FeedStatus.State state,
    Long silentSince) {

  static final TypeInformation<FeedMemory> TYPE =
      new ValueTypeInfo<>(FeedMemory.class, Serializer.INSTANCE);

  private static final class Serializer extends ValueSerializer<FeedMemory> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(FeedMemory memory, DataOutputView out) throws IOException {
      writeText(memory.region, out);
      writeText(memory.timeZone, out);
      memory.rates.write(out);
      out.writeLong(memory.slotStart);
      out.writeLong(memory.count);
      out.writeBoolean(memory.isSpoilt);
      out.writeLong(memory.heardAt);
      out.writeLong(memory.quietFrom);
      out.writeLong(memory.backAt);
      writeText(memory.state.name(), out);
      out.writeBoolean(memory.silentSince != null);
      out.writeLong(memory.silentSince == null ? 0 : memory.silentSince);
    }

    @Override
    public FeedMemory deserialize(DataInputView in) throws IOException {
      String region = readText(in);
      String timeZone = readText(in);
      UsualRates rates = UsualRates.read(in);
      long slotStart = in.readLong();
      long count = in.readLong();
      boolean spoilt = in.readBoolean();
      long heardAt = in.readLong();
      long quietFrom = in.readLong();
      long backAt = in.readLong();
      FeedStatus.State state = FeedStatus.State.valueOf(readText(in));
      boolean silent = in.readBoolean();
      long since = in.readLong();
      return new FeedMemory(
          region,
          timeZone,
          rates,
          slotStart,
          count,
          spoilt,
          heardAt,
          quietFrom,
          backAt,
          state,
          silent ? (Long) since : null);
    }

    @Override
    public TypeSerializerSnapshot<FeedMemory> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FeedMemory> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
