package dev.odyssey.notifications.feeds;

import dev.odyssey.streaming.ValueSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A region's feed of order events is otherwise than before.
 *
 * @param at from when this holds, in epoch milliseconds of the clock that events are recorded by
 * @param heardAt when the region was last heard of; of a feed that comes back, when it did
 * @param silentSince of a feed that is silent, or was until now: when it had last been heard of;
 *     else null
 */
public record FeedStatus(String region, State state, long at, long heardAt, Long silentSince) {

  public static final TypeInformation<FeedStatus> TYPE =
      new ValueTypeInfo<>(FeedStatus.class, Serializer.INSTANCE);

  /** Whether what is not heard of may yet have happened. */
  public enum State {
    /** Events come as usual. */
    LIVE,
    /** Fewer have come than usual, and it is too early to tell. */
    SUSPECT,
    /** It has stopped, while other regions go on. */
    SILENT
  }

  public FeedStatus {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(state, "state");
  }

  /** A feed that was not silent before. */
  public FeedStatus(String region, State state, long at, long heardAt) {
    this(region, state, at, heardAt, state == State.SILENT ? (Long) heardAt : null);
  }

  private static final class Serializer extends ValueSerializer<FeedStatus> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(FeedStatus status, DataOutputView out) throws IOException {
      writeText(status.region, out);
      writeText(status.state.name(), out);
      out.writeLong(status.at);
      out.writeLong(status.heardAt);
      out.writeBoolean(status.silentSince != null);
      out.writeLong(status.silentSince == null ? 0 : status.silentSince);
    }

    @Override
    public FeedStatus deserialize(DataInputView in) throws IOException {
      String region = readText(in);
      State state = State.valueOf(readText(in));
      long at = in.readLong();
      long heardAt = in.readLong();
      boolean silent = in.readBoolean();
      long since = in.readLong();
      return new FeedStatus(region, state, at, heardAt, silent ? (Long) since : null);
    }

    @Override
    public TypeSerializerSnapshot<FeedStatus> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FeedStatus> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
