package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Finding;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.incidents.IncidentTypes;
import dev.odyssey.notifications.state.RecordSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is kept of the alert of one incident.
 *
 * @param revision of what was last written; 0 before the first time
 * @param incident its last step while the alert fires, else null
 * @param pending whether it counts as about to fire
 * @param notified whether somebody was interrupted since it last fired
 * @param suppressedBy as last written
 * @param storm the alertId of the storm that it is a member of, or null
 * @param lastAt when anything last came of it, in epoch milliseconds
 */
record AlertState(
    int revision,
    Incident incident,
    boolean pending,
    boolean notified,
    Suppression suppressedBy,
    String storm,
    long lastAt) {

  static final TypeInformation<AlertState> TYPE =
      new ValueTypeInfo<>(AlertState.class, Serializer.INSTANCE);

  static AlertState unwritten(long at) {
    return new AlertState(0, null, false, false, null, null, at);
  }

  boolean fires() {
    return incident != null;
  }

  /** What was found; null of a feed. */
  Finding finding() {
    return incident.change() == null ? null : incident.change().finding();
  }

  AlertState pending(boolean isPending, long at) {
    return new AlertState(revision, incident, isPending, notified, suppressedBy, storm, at);
  }

  /** As it begins to fire: whatever came of it before. */
  AlertState firing(Incident step) {
    return new AlertState(revision, step, false, false, null, null, step.at());
  }

  AlertState with(Incident step) {
    return new AlertState(revision, step, pending, notified, suppressedBy, storm, step.at());
  }

  AlertState inStorm(String alertId) {
    return new AlertState(revision, incident, pending, notified, suppressedBy, alertId, lastAt);
  }

  AlertState written(boolean notifies, Suppression suppression, long at) {
    return new AlertState(
        revision + 1, incident, pending, notified || notifies, suppression, storm, at);
  }

  AlertState over() {
    return new AlertState(revision, null, false, notified, suppressedBy, storm, lastAt);
  }

  private static final class Serializer extends RecordSerializer<AlertState> {

    private static final long serialVersionUID = 1;

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(AlertState state, DataOutputView out) throws IOException {
      out.writeInt(state.revision);
      out.writeBoolean(state.incident != null);
      if (state.incident != null) {
        IncidentTypes.write(state.incident, out);
      }
      out.writeBoolean(state.pending);
      out.writeBoolean(state.notified);
      writeSymbol(state.suppressedBy, out);
      writeOptional(state.storm, out);
      out.writeLong(state.lastAt);
    }

    @Override
    public AlertState deserialize(DataInputView in) throws IOException {
      return new AlertState(
          in.readInt(),
          in.readBoolean() ? IncidentTypes.readIncident(in) : null,
          in.readBoolean(),
          in.readBoolean(),
          readSymbol(Suppression.class, in),
          readOptionalText(in),
          in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<AlertState> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AlertState> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
