package dev.odyssey.detection.state;

import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** ContactEvents on the network and in state. */
public final class ContactEventSerializer extends EventSerializer<ContactEvent> {

  private static final long serialVersionUID = 1;
  public static final ContactEventSerializer INSTANCE = new ContactEventSerializer();

  private static final ContactEventType[] TYPES = ContactEventType.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final Direction[] DIRECTIONS = Direction.values();
  private static final AgentKind[] AGENTKINDS = AgentKind.values();
  private static final EndedBy[] ENDEDBYS = EndedBy.values();

  @Override
  void write(ContactEvent e, DataOutputView out) throws IOException {
    out.writeByte(e.type().ordinal());
    out.writeLong(e.occurredAt());
    out.writeLong(e.recordedAt());
    StringValue.writeString(e.eventId(), out);
    StringValue.writeString(e.contactId(), out);
    StringValue.writeString(e.customerId(), out);
    out.writeInt(
        present(
            e.retracts(),
            e.orderId(),
            e.region(),
            e.channel(),
            e.direction(),
            e.reason(),
            e.agentId(),
            e.agentKind(),
            e.agentVersion(),
            e.trialArm(),
            e.site(),
            e.endedBy(),
            e.resolved(),
            e.solved(),
            e.csat(),
            e.effort(),
            e.empathy()));
    writeText(e.retracts(), out);
    writeText(e.orderId(), out);
    writeText(e.region(), out);
    writeSymbol(e.channel(), out);
    writeSymbol(e.direction(), out);
    writeText(e.reason(), out);
    writeText(e.agentId(), out);
    writeSymbol(e.agentKind(), out);
    writeText(e.agentVersion(), out);
    writeText(e.trialArm(), out);
    writeText(e.site(), out);
    writeSymbol(e.endedBy(), out);
    if (e.resolved() != null) {
      out.writeBoolean(e.resolved());
    }
    if (e.solved() != null) {
      out.writeBoolean(e.solved());
    }
    writeNumber(e.csat(), out);
    writeNumber(e.effort(), out);
    writeNumber(e.empathy(), out);
  }

  @Override
  ContactEvent read(DataInputView in) throws IOException {
    ContactEventType type = TYPES[in.readByte()];
    long occurredAt = in.readLong();
    long recordedAt = in.readLong();
    String eventId = StringValue.readString(in);
    String contactId = StringValue.readString(in);
    String customerId = StringValue.readString(in);
    int bits = in.readInt();
    String retracts = readText(bits, 0, in);
    String orderId = readText(bits, 1, in);
    String region = readText(bits, 2, in);
    Channel channel = readSymbol(CHANNELS, bits, 3, in);
    Direction direction = readSymbol(DIRECTIONS, bits, 4, in);
    String reason = readText(bits, 5, in);
    String agentId = readText(bits, 6, in);
    AgentKind agentKind = readSymbol(AGENTKINDS, bits, 7, in);
    String agentVersion = readText(bits, 8, in);
    String trialArm = readText(bits, 9, in);
    String site = readText(bits, 10, in);
    EndedBy endedBy = readSymbol(ENDEDBYS, bits, 11, in);
    Boolean resolved = has(bits, 12) ? (Boolean) in.readBoolean() : null;
    Boolean solved = has(bits, 13) ? (Boolean) in.readBoolean() : null;
    Integer csat = readNumber(bits, 14, in);
    Integer effort = readNumber(bits, 15, in);
    Integer empathy = readNumber(bits, 16, in);
    return new ContactEvent(
        eventId,
        type,
        occurredAt,
        recordedAt,
        retracts,
        contactId,
        customerId,
        orderId,
        region,
        channel,
        direction,
        reason,
        agentId,
        agentKind,
        agentVersion,
        trialArm,
        site,
        endedBy,
        resolved,
        solved,
        csat,
        effort,
        empathy);
  }

  @Override
  public TypeSerializerSnapshot<ContactEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a savepoint that this serializer wrote it; the versions are in the events. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ContactEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
