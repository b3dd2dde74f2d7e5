package dev.odyssey.notifications.feeds;

import dev.odyssey.notifications.settings.FeedSettings;
import dev.odyssey.streaming.ValueSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Some of the order events of a region, all recorded in one {@linkplain FeedSettings#step step}.
 * Counts of the same step add up, so that it makes no difference how its events were told apart.
 *
 * @param timeZone IANA zone of one of their service addresses
 * @param count how many, 1 or more
 * @param firstAt when the first of them was recorded, in epoch milliseconds
 * @param lastAt when the last of them was
 * @param quietFrom from when on a silence after them counts: the end of their step
 */
public record FeedCount(
    String region, String timeZone, int count, long firstAt, long lastAt, long quietFrom) {

  public static final TypeInformation<FeedCount> TYPE =
      new ValueTypeInfo<>(FeedCount.class, Serializer.INSTANCE);

  public FeedCount {
    if (count < 1 || firstAt > lastAt || lastAt >= quietFrom) {
      throw new IllegalArgumentException(
          "not events of one step: %d from %d to %d, before %d"
              .formatted(count, firstAt, lastAt, quietFrom));
    }
  }

  /**
   * One event.
   *
   * @param step how long steps are, in milliseconds
   */
  static FeedCount one(String region, String timeZone, long recordedAt, long step) {
    long end = (Math.floorDiv(recordedAt, step) + 1) * step;
    return new FeedCount(region, timeZone, 1, recordedAt, recordedAt, end);
  }

  /** These and others of the same region and step. */
  FeedCount plus(FeedCount other) {
    return new FeedCount(
        region,
        timeZone.compareTo(other.timeZone) <= 0 ? timeZone : other.timeZone,
        count + other.count,
        Math.min(firstAt, other.firstAt),
        Math.max(lastAt, other.lastAt),
        quietFrom);
  }

  private static final class Serializer extends ValueSerializer<FeedCount> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(FeedCount count, DataOutputView out) throws IOException {
      writeText(count.region, out);
      writeText(count.timeZone, out);
      out.writeInt(count.count);
      out.writeLong(count.firstAt);
      out.writeLong(count.lastAt);
      out.writeLong(count.quietFrom);
    }

    @Override
    public FeedCount deserialize(DataInputView in) throws IOException {
      return new FeedCount(
          readText(in), readText(in), in.readInt(), in.readLong(), in.readLong(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<FeedCount> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FeedCount> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
