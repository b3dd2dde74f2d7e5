package dev.odyssey.notifications.incidents;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.state.RecordSerializer;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The types of what streams of incidents, and what leads to them, carry. */
public final class IncidentTypes {

  public static final TypeInformation<DefectChange> CHANGE =
      new ValueTypeInfo<>(DefectChange.class, Changes.INSTANCE);

  public static final TypeInformation<Incident> INCIDENT =
      new ValueTypeInfo<>(Incident.class, Incidents.INSTANCE);

  /** Writes an incident as part of something else. */
  public static void write(Incident incident, DataOutputView out) throws IOException {
    Incidents.INSTANCE.serialize(incident, out);
  }

  /** Reads an incident that was written as part of something else. */
  public static Incident readIncident(DataInputView in) throws IOException {
    return Incidents.INSTANCE.deserialize(in);
  }

  /** Changes in the form that they have on their topic. */
  static final class Changes extends RecordSerializer<DefectChange> {

    private static final long serialVersionUID = 1;

    static final Changes INSTANCE = new Changes();

    @Override
    public void serialize(DefectChange change, DataOutputView out) throws IOException {
      writeBytes(DefectChangeAvro.encode(change), out);
    }

    @Override
    public DefectChange deserialize(DataInputView in) throws IOException {
      return DefectChangeAvro.decode(readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<DefectChange> snapshotConfiguration() {
      return new ChangeSnapshot();
    }
  }

  private static final class Incidents extends RecordSerializer<Incident> {

    private static final long serialVersionUID = 1;

    static final Incidents INSTANCE = new Incidents();

    @Override
    public void serialize(Incident incident, DataOutputView out) throws IOException {
      writeText(incident.incidentId(), out);
      writeSymbol(incident.step(), out);
      out.writeLong(incident.at());
      writeSymbol(incident.suppressedBy(), out);
      writeText(incident.code(), out);
      writeSymbol(incident.severity(), out);
      writeOptional(incident.region(), out);
      writeText(incident.summary(), out);
      out.writeLong(incident.startsAt());
      writeOptional(incident.endsAt(), out);
      writeBytes(bytes(incident.change()), out);
      writeBytes(bytes(incident.before()), out);
    }

    @Override
    public Incident deserialize(DataInputView in) throws IOException {
      return new Incident(
          readText(in),
          readSymbol(Incident.Step.class, in),
          in.readLong(),
          readSymbol(Suppression.class, in),
          readText(in),
          readSymbol(Severity.class, in),
          readOptionalText(in),
          readText(in),
          in.readLong(),
          readOptionalLong(in),
          change(readBytes(in)),
          change(readBytes(in)));
    }

    private static byte[] bytes(DefectChange change) throws IOException {
      return change == null ? null : DefectChangeAvro.encode(change);
    }

    private static DefectChange change(byte[] bytes) throws IOException {
      return bytes == null ? null : DefectChangeAvro.decode(bytes);
    }

    @Override
    public TypeSerializerSnapshot<Incident> snapshotConfiguration() {
      return new IncidentSnapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class ChangeSnapshot extends SimpleTypeSerializerSnapshot<DefectChange> {
    public ChangeSnapshot() {
      super(() -> Changes.INSTANCE);
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class IncidentSnapshot extends SimpleTypeSerializerSnapshot<Incident> {
    public IncidentSnapshot() {
      super(() -> Incidents.INSTANCE);
    }
  }

  private IncidentTypes() {}
}
