package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident.Step;
import dev.odyssey.notifications.state.RecordSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A defect that is followed.
 *
 * @param change the last one
 * @param step how far it has come: anything but CHANGED
 * @param suppressedBy as it was last told
 * @param since when it was found, in epoch milliseconds: its hold runs from then
 * @param seenAt when its last change was taken, in epoch milliseconds
 */
record Followed(DefectChange change, Step step, Suppression suppressedBy, long since, long seenAt) {

  static final TypeInformation<Followed> TYPE =
      new ValueTypeInfo<>(Followed.class, Serializer.INSTANCE);

  /** Whether it lasts, as far as is known. */
  boolean isOpen() {
    return step == Step.PENDING || step == Step.FIRING;
  }

  Followed to(Step next) {
    return new Followed(change, next, suppressedBy, since, seenAt);
  }

  Followed suppressedBy(Suppression suppression) {
    return new Followed(change, step, suppression, since, seenAt);
  }

  Followed with(DefectChange next, long at) {
    return new Followed(next, step, suppressedBy, since, at);
  }

  private static final class Serializer extends RecordSerializer<Followed> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(Followed followed, DataOutputView out) throws IOException {
      IncidentTypes.Changes.INSTANCE.serialize(followed.change, out);
      writeSymbol(followed.step, out);
      writeSymbol(followed.suppressedBy, out);
      out.writeLong(followed.since);
      out.writeLong(followed.seenAt);
    }

    @Override
    public Followed deserialize(DataInputView in) throws IOException {
      return new Followed(
          IncidentTypes.Changes.INSTANCE.deserialize(in),
          readSymbol(Step.class, in),
          readSymbol(Suppression.class, in),
          in.readLong(),
          in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Followed> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Followed> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
