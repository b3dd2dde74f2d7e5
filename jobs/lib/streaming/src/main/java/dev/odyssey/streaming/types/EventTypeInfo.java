package dev.odyssey.streaming.types;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how events are serialized. */
public final class EventTypeInfo<E extends Event> extends ValueTypeInfo<E> {

  private static final long serialVersionUID = 1;

  public static final TypeInformation<OrderEvent> ORDER =
      new EventTypeInfo<>(OrderEvent.class, OrderEventSerializer.INSTANCE);

  public static final TypeInformation<ContactEvent> CONTACT =
      new EventTypeInfo<>(ContactEvent.class, ContactEventSerializer.INSTANCE);

  private EventTypeInfo(Class<E> type, TypeSerializer<E> serializer) {
    super(type, serializer);
  }
}
