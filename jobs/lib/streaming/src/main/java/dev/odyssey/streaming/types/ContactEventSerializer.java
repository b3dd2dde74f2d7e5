package dev.odyssey.streaming.types;

import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Numbered;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** ContactEvents on the network and in state. */
public final class ContactEventSerializer extends EventSerializer<ContactEvent> {

  private static final long serialVersionUID = 1;
  public static final ContactEventSerializer INSTANCE = new ContactEventSerializer();

  private static final ContactEventType[] TYPES = Numbered.byNumber(ContactEventType.class);
  private static final Channel[] CHANNELS = Numbered.byNumber(Channel.class);
  private static final Direction[] DIRECTIONS = Numbered.byNumber(Direction.class);
  private static final AgentKind[] AGENTKINDS = Numbered.byNumber(AgentKind.class);
  private static final EndCause[] CAUSES = Numbered.byNumber(EndCause.class);
  private static final EndedBy[] ENDEDBYS = Numbered.byNumber(EndedBy.class);

  private static final ContactEvent NOTHING =
      new ContactEvent(
          null, null, 0, 0, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, null, null);

  @Override
  public ContactEvent nothing() {
    return NOTHING;
  }

  @Override
  public void write(ContactEvent e, ContactEvent before, DataOutputView out) throws IOException {
    out.writeByte(e.type().number());
    out.writeLong(e.occurredAt());
    out.writeLong(e.recordedAt());
    writeText(e.eventId(), before.eventId(), out);
    writeText(e.contactId(), before.contactId(), out);
    writeText(e.customerId(), before.customerId(), out);
    out.writeInt(
        present(
            e.channel(),
            e.direction(),
            e.agentKind(),
            e.endedBy(),
            e.resolved(),
            e.solved(),
            e.csat(),
            e.effort(),
            e.empathy(),
            e.cause()));
    writeText(e.retracts(), before.retracts(), out);
    writeText(e.orderId(), before.orderId(), out);
    writeText(e.region(), before.region(), out);
    writeSymbol(e.channel(), out);
    writeSymbol(e.direction(), out);
    writeText(e.reason(), before.reason(), out);
    writeText(e.agentId(), before.agentId(), out);
    writeSymbol(e.agentKind(), out);
    writeText(e.agentVersion(), before.agentVersion(), out);
    writeText(e.trialArm(), before.trialArm(), out);
    writeText(e.site(), before.site(), out);
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
    writeText(e.timeZone(), before.timeZone(), out);
    writeSymbol(e.cause(), out);
  }

  @Override
  public ContactEvent read(ContactEvent before, int version, DataInputView in) throws IOException {
    ContactEventType type = TYPES[in.readByte()];
    long occurredAt = in.readLong();
    long recordedAt = in.readLong();
    String eventId = readText(before.eventId(), in);
    String contactId = readText(before.contactId(), in);
    String customerId = readText(before.customerId(), in);
    int bits = in.readInt();
    String retracts = readText(before.retracts(), in);
    String orderId = readText(before.orderId(), in);
    String region = readText(before.region(), in);
    Channel channel = readSymbol(CHANNELS, bits, 0, in);
    Direction direction = readSymbol(DIRECTIONS, bits, 1, in);
    String reason = readText(before.reason(), in);
    String agentId = readText(before.agentId(), in);
    AgentKind agentKind = readSymbol(AGENTKINDS, bits, 2, in);
    String agentVersion = readText(before.agentVersion(), in);
    String trialArm = readText(before.trialArm(), in);
    String site = readText(before.site(), in);
    EndedBy endedBy = readSymbol(ENDEDBYS, bits, 3, in);
    Boolean resolved = has(bits, 4) ? (Boolean) in.readBoolean() : null;
    Boolean solved = has(bits, 5) ? (Boolean) in.readBoolean() : null;
    Integer csat = readNumber(bits, 6, in);
    Integer effort = readNumber(bits, 7, in);
    Integer empathy = readNumber(bits, 8, in);
    String timeZone = version < 2 ? null : readText(before.timeZone(), in);
    EndCause cause = readSymbol(CAUSES, bits, 9, in);
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
        timeZone,
        channel,
        direction,
        reason,
        agentId,
        agentKind,
        agentVersion,
        trialArm,
        site,
        endedBy,
        cause,
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
