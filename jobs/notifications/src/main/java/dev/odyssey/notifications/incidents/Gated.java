package dev.odyssey.notifications.incidents;

import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.state.RecordSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An absence that fires, as far as its own order shows.
 *
 * @param incident its last step
 * @param told whether it was let through
 * @param suppressedBy as it was let through
 * @param waitsUntil in epoch milliseconds; null while it does not wait
 */
record Gated(Incident incident, boolean told, Suppression suppressedBy, Long waitsUntil) {

  static final TypeInformation<Gated> TYPE = new ValueTypeInfo<>(Gated.class, Serializer.INSTANCE);

  Gated with(Incident step) {
    return new Gated(step, told, suppressedBy, waitsUntil);
  }

  Gated waitingUntil(Long instant) {
    return new Gated(incident, told, suppressedBy, instant);
  }

  Gated letThrough(Suppression suppression) {
    return new Gated(incident, true, suppression, null);
  }

  private static final class Serializer extends RecordSerializer<Gated> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(Gated gated, DataOutputView out) throws IOException {
      IncidentTypes.write(gated.incident, out);
      out.writeBoolean(gated.told);
      writeSymbol(gated.suppressedBy, out);
      writeOptional(gated.waitsUntil, out);
    }

    @Override
    public Gated deserialize(DataInputView in) throws IOException {
      return new Gated(
          IncidentTypes.readIncident(in),
          in.readBoolean(),
          readSymbol(Suppression.class, in),
          readOptionalLong(in));
    }

    @Override
    public TypeSerializerSnapshot<Gated> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Gated> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
