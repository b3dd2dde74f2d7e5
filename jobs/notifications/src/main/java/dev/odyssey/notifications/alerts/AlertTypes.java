package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Alert.Members;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.Suppression;
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

/** The types of what streams of alerts, and of what steers them, carry. */
public final class AlertTypes {

  public static final TypeInformation<Alert> ALERT =
      new ValueTypeInfo<>(Alert.class, Alerts.INSTANCE);

  public static final TypeInformation<Silence> SILENCE =
      new ValueTypeInfo<>(Silence.class, SilenceSerializer.INSTANCE);

  private static final class Alerts extends RecordSerializer<Alert> {

    private static final long serialVersionUID = 1;

    static final Alerts INSTANCE = new Alerts();

    @Override
    public void serialize(Alert alert, DataOutputView out) throws IOException {
      writeText(alert.alertId(), out);
      out.writeInt(alert.revision());
      writeSymbol(alert.status(), out);
      writeSymbol(alert.severity(), out);
      writeText(alert.code(), out);
      writeOptional(alert.title(), out);
      writeOptional(alert.summary(), out);
      writeOptional(alert.region(), out);
      out.writeInt(alert.members().count());
      out.writeInt(alert.members().defectIds().size());
      for (String id : alert.members().defectIds()) {
        writeText(id, out);
      }
      out.writeLong(alert.startsAt());
      writeOptional(alert.endsAt(), out);
      out.writeLong(alert.detectedAt());
      out.writeBoolean(alert.notifies());
      writeSymbol(alert.suppressedBy(), out);
      writeOptional(alert.route(), out);
      writeOptional(alert.runbook(), out);
    }

    @Override
    public Alert deserialize(DataInputView in) throws IOException {
      return new Alert(
          readText(in),
          in.readInt(),
          readSymbol(AlertStatus.class, in),
          readSymbol(Severity.class, in),
          readText(in),
          readOptionalText(in),
          readOptionalText(in),
          readOptionalText(in),
          members(in),
          in.readLong(),
          readOptionalLong(in),
          in.readLong(),
          in.readBoolean(),
          readSymbol(Suppression.class, in),
          readOptionalText(in),
          readOptionalText(in));
    }

    private static Members members(DataInputView in) throws IOException {
      int count = in.readInt();
      int size = in.readInt();
      List<String> ids = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        ids.add(readText(in));
      }
      return new Members(count, ids);
    }

    @Override
    public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
      return new AlertSnapshot();
    }
  }

  private static final class SilenceSerializer extends RecordSerializer<Silence> {

    private static final long serialVersionUID = 1;

    static final SilenceSerializer INSTANCE = new SilenceSerializer();

    @Override
    public void serialize(Silence silence, DataOutputView out) throws IOException {
      writeText(silence.silenceId(), out);
      out.writeInt(silence.matchers().size());
      for (Matcher matcher : silence.matchers()) {
        writeText(matcher.field(), out);
        writeSymbol(matcher.comparison(), out);
        writeText(matcher.value(), out);
      }
      out.writeLong(silence.from());
      out.writeLong(silence.to());
      writeOptional(silence.reason(), out);
      writeOptional(silence.by(), out);
    }

    @Override
    public Silence deserialize(DataInputView in) throws IOException {
      String id = readText(in);
      int size = in.readInt();
      List<Matcher> matchers = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        matchers.add(new Matcher(readText(in), readSymbol(Comparison.class, in), readText(in)));
      }
      return new Silence(
          id, matchers, in.readLong(), in.readLong(), readOptionalText(in), readOptionalText(in));
    }

    @Override
    public TypeSerializerSnapshot<Silence> snapshotConfiguration() {
      return new SilenceSnapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class AlertSnapshot extends SimpleTypeSerializerSnapshot<Alert> {
    public AlertSnapshot() {
      super(() -> Alerts.INSTANCE);
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class SilenceSnapshot extends SimpleTypeSerializerSnapshot<Silence> {
    public SilenceSnapshot() {
      super(() -> SilenceSerializer.INSTANCE);
    }
  }

  private AlertTypes() {}
}
