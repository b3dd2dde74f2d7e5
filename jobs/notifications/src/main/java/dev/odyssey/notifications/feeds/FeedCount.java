package dev.odyssey.notifications.feeds;

import dev.odyssey.connectors.ValueSerializer;
import dev.odyssey.detection.state.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Some of the order events of a region, all recorded in one step of {@link #STEP_MILLIS}. Counts of
 * the same step add up, so that it makes no difference how its events were told apart.
 *
 * @param timeZone IANA zone of one of their service addresses
 * @param count how many, 1 or more
 * @param firstAt when the first of them was recorded, in epoch milliseconds
 * @param lastAt when the last of them was
 */
public record FeedCount(String region, String timeZone, int count, long firstAt, long lastAt) {

  /** How exactly silences are known. */
  public static final long STEP_MILLIS = 10_000;

  public static final TypeInformation<FeedCount> TYPE =
      new ValueTypeInfo<>(FeedCount.class, Serializer.INSTANCE);

  public FeedCount {
    if (count < 1 || firstAt > lastAt || stepOf(firstAt) != stepOf(lastAt)) {
      throw new IllegalArgumentException(
          "not events of one step: " + count + " from " + firstAt + " to " + lastAt);
    }
  }

  /** One event. */
  static FeedCount one(String region, String timeZone, long recordedAt) {
    return new FeedCount(region, timeZone, 1, recordedAt, recordedAt);
  }

  /** The step that an instant is in. */
  static long stepOf(long instant) {
    return Math.floorDiv(instant, STEP_MILLIS);
  }

  /** From when on a silence after these counts: the end of their step. */
  long quietFrom() {
    return (stepOf(lastAt) + 1) * STEP_MILLIS;
  }

  /** These and others of the same region and step. */
  FeedCount plus(FeedCount other) {
    return new FeedCount(
        region,
        timeZone.compareTo(other.timeZone) <= 0 ? timeZone : other.timeZone,
        count + other.count,
        Math.min(firstAt, other.firstAt),
        Math.max(lastAt, other.lastAt));
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
    }

    @Override
    public FeedCount deserialize(DataInputView in) throws IOException {
      return new FeedCount(readText(in), readText(in), in.readInt(), in.readLong(), in.readLong());
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
