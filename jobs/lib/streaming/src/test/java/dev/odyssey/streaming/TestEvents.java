package dev.odyssey.streaming;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Order events to test with, and a type for them that writes what is on the topic. */
public final class TestEvents {

  /** Any instant would do; 2025-03-01T17:00:00Z. */
  public static final long NOON = Instant.parse("2025-03-01T17:00:00Z").toEpochMilli();

  public static final TypeInformation<OrderEvent> TYPE =
      new ValueTypeInfo<>(OrderEvent.class, new OrderSerializer());

  public static final TypeInformation<DefectChange> CHANGE_TYPE =
      new ValueTypeInfo<>(DefectChange.class, new ChangeSerializer());

  /** Some change that hangs on an event. */
  public static DefectChange change(OrderEvent event) {
    return new DefectChange(
        1,
        DefectStatus.RAISED,
        event.recordedAt(),
        new Finding(
            DefectCode.UNSCHEDULED,
            event.eventId(),
            Severity.WARNING,
            ChargedTo.PLATFORM,
            event.orderId(),
            null,
            null,
            null,
            event.offeringId(),
            event.region(),
            null,
            null,
            null,
            null,
            event.timeZone(),
            null,
            null,
            event.occurredAt(),
            null,
            null,
            null,
            null,
            "nobody has come up with a window",
            List.of(new Evidence(event.eventId(), event.typeName(), event.occurredAt())),
            "SCHEDULED",
            "at once",
            Map.of(),
            Map.of()));
  }

  /** An event that was recorded when it happened. */
  public static OrderEvent placed(String id, long at) {
    return placed(id, at, at);
  }

  public static OrderEvent placed(String id, long occurredAt, long recordedAt) {
    return OrderEvent.builder()
        .eventId(id)
        .type(OrderEventType.PLACED)
        .occurredAt(occurredAt)
        .recordedAt(recordedAt)
        .orderId("order-" + id)
        .offeringId("tv-mount")
        .region("east")
        .timeZone("America/New_York")
        .build();
  }

  /** Stands in for the compact serializer of the detection library. */
  static final class OrderSerializer extends ValueSerializer<OrderEvent> {

    private static final OrderEventAvro AVRO = new OrderEventAvro();

    @Override
    public void serialize(OrderEvent event, DataOutputView out) throws IOException {
      writeBytes(AVRO.encode(event), out);
    }

    @Override
    public OrderEvent deserialize(DataInputView in) throws IOException {
      return ((Decoded.Fact<OrderEvent>) AVRO.decode(readBytes(in))).event();
    }

    @Override
    public TypeSerializerSnapshot<OrderEvent> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Public and with this constructor because Flink makes it by reflection. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OrderEvent> {
      public Snapshot() {
        super(OrderSerializer::new);
      }
    }
  }

  /** Stands in for the serializer of the detection library. */
  static final class ChangeSerializer extends ValueSerializer<DefectChange> {

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
      return new Snapshot();
    }

    /** Public and with this constructor because Flink makes it by reflection. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DefectChange> {
      public Snapshot() {
        super(ChangeSerializer::new);
      }
    }
  }

  private TestEvents() {}
}
