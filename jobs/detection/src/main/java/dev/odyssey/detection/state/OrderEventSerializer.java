package dev.odyssey.detection.state;

import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** OrderEvents on the network and in state. */
public final class OrderEventSerializer extends EventSerializer<OrderEvent> {

  private static final long serialVersionUID = 1;
  public static final OrderEventSerializer INSTANCE = new OrderEventSerializer();

  private static final OrderEventType[] TYPES = OrderEventType.values();
  private static final Initiator[] INITIATORS = Initiator.values();

  @Override
  void write(OrderEvent e, DataOutputView out) throws IOException {
    out.writeByte(e.type().ordinal());
    out.writeLong(e.occurredAt());
    out.writeLong(e.recordedAt());
    StringValue.writeString(e.eventId(), out);
    StringValue.writeString(e.orderId(), out);
    StringValue.writeString(e.offeringId(), out);
    StringValue.writeString(e.region(), out);
    StringValue.writeString(e.timeZone(), out);
    out.writeInt(
        present(
            e.retracts(),
            e.customerId(),
            e.providerId(),
            e.windowStart(),
            e.windowEnd(),
            e.initiator(),
            e.reason(),
            e.stars(),
            e.claimId()));
    writeText(e.retracts(), out);
    writeText(e.customerId(), out);
    writeText(e.providerId(), out);
    if (e.windowStart() != null) {
      out.writeLong(e.windowStart());
    }
    if (e.windowEnd() != null) {
      out.writeLong(e.windowEnd());
    }
    writeSymbol(e.initiator(), out);
    writeText(e.reason(), out);
    writeNumber(e.stars(), out);
    writeText(e.claimId(), out);
  }

  @Override
  OrderEvent read(DataInputView in) throws IOException {
    OrderEventType type = TYPES[in.readByte()];
    long occurredAt = in.readLong();
    long recordedAt = in.readLong();
    String eventId = StringValue.readString(in);
    String orderId = StringValue.readString(in);
    String offeringId = StringValue.readString(in);
    String region = StringValue.readString(in);
    String timeZone = StringValue.readString(in);
    int bits = in.readInt();
    String retracts = readText(bits, 0, in);
    String customerId = readText(bits, 1, in);
    String providerId = readText(bits, 2, in);
    Long windowStart = has(bits, 3) ? (Long) in.readLong() : null;
    Long windowEnd = has(bits, 4) ? (Long) in.readLong() : null;
    Initiator initiator = readSymbol(INITIATORS, bits, 5, in);
    String reason = readText(bits, 6, in);
    Integer stars = readNumber(bits, 7, in);
    String claimId = readText(bits, 8, in);
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
