package dev.odyssey.streaming.types;

import dev.odyssey.events.Initiator;
import dev.odyssey.events.Numbered;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** OrderEvents on the network and in state. */
public final class OrderEventSerializer extends EventSerializer<OrderEvent> {

  private static final long serialVersionUID = 1;
  public static final OrderEventSerializer INSTANCE = new OrderEventSerializer();

  private static final OrderEventType[] TYPES = Numbered.byNumber(OrderEventType.class);
  private static final Initiator[] INITIATORS = Numbered.byNumber(Initiator.class);

  private static final OrderEvent NOTHING =
      new OrderEvent(
          null, null, 0, 0, null, null, null, null, null, null, null, null, null, null, null, null,
          null);

  @Override
  public OrderEvent nothing() {
    return NOTHING;
  }

  @Override
  public void write(OrderEvent e, OrderEvent before, DataOutputView out) throws IOException {
    out.writeByte(e.type().number());
    out.writeLong(e.occurredAt());
    out.writeLong(e.recordedAt());
    writeText(e.eventId(), before.eventId(), out);
    writeText(e.orderId(), before.orderId(), out);
    writeText(e.offeringId(), before.offeringId(), out);
    writeText(e.region(), before.region(), out);
    writeText(e.timeZone(), before.timeZone(), out);
    out.writeInt(present(e.windowStart(), e.windowEnd(), e.initiator(), e.stars()));
    writeText(e.retracts(), before.retracts(), out);
    writeText(e.customerId(), before.customerId(), out);
    writeText(e.providerId(), before.providerId(), out);
    if (e.windowStart() != null) {
      out.writeLong(e.windowStart());
    }
    if (e.windowEnd() != null) {
      out.writeLong(e.windowEnd());
    }
    writeSymbol(e.initiator(), out);
    writeText(e.reason(), before.reason(), out);
    writeNumber(e.stars(), out);
    writeText(e.claimId(), before.claimId(), out);
  }

  @Override
  public OrderEvent read(OrderEvent before, int version, DataInputView in) throws IOException {
    OrderEventType type = TYPES[in.readByte()];
    long occurredAt = in.readLong();
    long recordedAt = in.readLong();
    String eventId = readText(before.eventId(), in);
    String orderId = readText(before.orderId(), in);
    String offeringId = readText(before.offeringId(), in);
    String region = readText(before.region(), in);
    String timeZone = readText(before.timeZone(), in);
    int bits = in.readInt();
    String retracts = readText(before.retracts(), in);
    String customerId = readText(before.customerId(), in);
    String providerId = readText(before.providerId(), in);
    Long windowStart = has(bits, 0) ? (Long) in.readLong() : null;
    Long windowEnd = has(bits, 1) ? (Long) in.readLong() : null;
    Initiator initiator = readSymbol(INITIATORS, bits, 2, in);
    String reason = readText(before.reason(), in);
    Integer stars = readNumber(bits, 3, in);
    String claimId = readText(before.claimId(), in);
    return new OrderEvent(
        eventId,
        type,
        occurredAt,
        recordedAt,
        retracts,
        orderId,
        customerId,
        offeringId,
        region,
        timeZone,
        providerId,
        windowStart,
        windowEnd,
        initiator,
        reason,
        stars,
        claimId);
  }

  @Override
  public TypeSerializerSnapshot<OrderEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a savepoint that this serializer wrote it; the versions are in the events. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<OrderEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
