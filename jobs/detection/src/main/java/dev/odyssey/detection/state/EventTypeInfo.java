package dev.odyssey.detection.state;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how events are serialized. */
public final class EventTypeInfo<E extends Event> extends TypeInformation<E> {

  private static final long serialVersionUID = 1;

  public static final TypeInformation<OrderEvent> ORDER =
      new EventTypeInfo<>(OrderEvent.class, OrderEventSerializer.INSTANCE);

  public static final TypeInformation<ContactEvent> CONTACT =
      new EventTypeInfo<>(ContactEvent.class, ContactEventSerializer.INSTANCE);

  private final Class<E> type;
  private final TypeSerializer<E> serializer;

  private EventTypeInfo(Class<E> type, TypeSerializer<E> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<E> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<E> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventTypeInfo<?> info && type == info.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof EventTypeInfo;
  }
}
