package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.state.RecordSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What goes on with one code in one region. It stays small: more than a storm's number of recent
 * ones are a storm.
 *
 * @param recent what has fired in the time that storms are measured by, in order; none in a storm
 * @param pending how many are about to fire
 * @param storm null in fair weather
 * @param wakeAt when to look again, in epoch milliseconds; null for never
 */
record Traffic(List<Fired> recent, int pending, Storm storm, Long wakeAt) {

  static final TypeInformation<Traffic> TYPE =
      new ValueTypeInfo<>(Traffic.class, Serializer.INSTANCE);

  static final Traffic NONE = new Traffic(List.of(), 0, null, null);

  /**
   * It has fired, and nothing of its own stood against it.
   *
   * @param at in epoch milliseconds
   */
  record Fired(String id, long at) {}

  Traffic {
    recent = List.copyOf(recent);
  }

  Traffic pending(int change) {
    return new Traffic(recent, pending + change, storm, wakeAt);
  }

  Traffic fired(String id, long at) {
    List<Fired> now = new ArrayList<>(recent);
    now.removeIf(fired -> fired.id().equals(id));
    now.add(new Fired(id, at));
    return new Traffic(now, pending, storm, wakeAt);
  }

  /** Without what fired before an instant. */
  Traffic since(long from) {
    if (recent.isEmpty() || recent.get(0).at() >= from) {
      return this;
    }
    return new Traffic(
        recent.stream().filter(fired -> fired.at() >= from).toList(), pending, storm, wakeAt);
  }

  /** Under a storm, or none: what fires is counted anew. */
  Traffic under(Storm next) {
    return new Traffic(List.of(), pending, next, wakeAt);
  }

  Traffic wakingAt(Long instant) {
    return new Traffic(recent, pending, storm, instant);
  }

  private static final class Serializer extends RecordSerializer<Traffic> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(Traffic traffic, DataOutputView out) throws IOException {
      out.writeInt(traffic.recent.size());
      for (Fired fired : traffic.recent) {
        writeText(fired.id(), out);
        out.writeLong(fired.at());
      }
      out.writeInt(traffic.pending);
      out.writeBoolean(traffic.storm != null);
      if (traffic.storm != null) {
        write(traffic.storm, out);
      }
      writeOptional(traffic.wakeAt, out);
    }

    private static void write(Storm storm, DataOutputView out) throws IOException {
      writeText(storm.alertId(), out);
      out.writeInt(storm.revision());
      writeSymbol(storm.severity(), out);
      out.writeLong(storm.startsAt());
      out.writeInt(storm.count());
      out.writeInt(storm.named().size());
      for (String id : storm.named()) {
        writeText(id, out);
      }
      out.writeInt(storm.open());
      out.writeLong(storm.beganAt());
      out.writeLong(storm.joinedAt());
      out.writeLong(storm.toldAt());
      out.writeInt(storm.told());
      out.writeBoolean(storm.notified());
      out.writeBoolean(storm.silenced());
    }

    @Override
    public Traffic deserialize(DataInputView in) throws IOException {
      int size = in.readInt();
      List<Fired> recent = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        recent.add(new Fired(readText(in), in.readLong()));
      }
      return new Traffic(
          recent, in.readInt(), in.readBoolean() ? readStorm(in) : null, readOptionalLong(in));
    }

    private static Storm readStorm(DataInputView in) throws IOException {
      String alertId = readText(in);
      int revision = in.readInt();
      Severity severity = readSymbol(Severity.class, in);
      long startsAt = in.readLong();
      int count = in.readInt();
      int size = in.readInt();
      List<String> named = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        named.add(readText(in));
      }
      return new Storm(
          alertId,
          revision,
          severity,
          startsAt,
          count,
          List.copyOf(named),
          in.readInt(),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          in.readInt(),
          in.readBoolean(),
          in.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<Traffic> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Traffic> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
