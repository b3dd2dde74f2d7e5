package dev.odyssey.notifications.incidents;

import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.state.RecordSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is known of a region's feed.
 *
 * @param recoversBy until when, in epoch milliseconds, what was missed may still come late; null
 *     where nothing was
 * @param waiting how many incidents wait for what becomes of it
 */
record KnownFeed(FeedStatus.State state, Long recoversBy, int waiting) {

  static final TypeInformation<KnownFeed> TYPE =
      new ValueTypeInfo<>(KnownFeed.class, Serializer.INSTANCE);

  static final KnownFeed LIVE = new KnownFeed(FeedStatus.State.LIVE, null, 0);

  /** Whether what is not heard of may well have happened. */
  boolean isSilent(long at) {
    return state == FeedStatus.State.SILENT || (recoversBy != null && at < recoversBy);
  }

  boolean isSuspect() {
    return state == FeedStatus.State.SUSPECT;
  }

  KnownFeed waiting(int change) {
    return new KnownFeed(state, recoversBy, waiting + change);
  }

  private static final class Serializer extends RecordSerializer<KnownFeed> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(KnownFeed feed, DataOutputView out) throws IOException {
      writeSymbol(feed.state, out);
      writeOptional(feed.recoversBy, out);
      out.writeInt(feed.waiting);
    }

    @Override
    public KnownFeed deserialize(DataInputView in) throws IOException {
      return new KnownFeed(
          readSymbol(FeedStatus.State.class, in), readOptionalLong(in), in.readInt());
    }

    @Override
    public TypeSerializerSnapshot<KnownFeed> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KnownFeed> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
