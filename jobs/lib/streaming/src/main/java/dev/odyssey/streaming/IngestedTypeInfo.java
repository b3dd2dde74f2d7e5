package dev.odyssey.streaming;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of what a source yields, over the type of its events. */
final class IngestedTypeInfo<E> extends TypeInformation<Ingested<E>> {

  private final TypeInformation<E> event;

  IngestedTypeInfo(TypeInformation<E> event) {
    this.event = event;
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
  @SuppressWarnings("unchecked") // a class knows nothing of its type arguments
  public Class<Ingested<E>> getTypeClass() {
    return (Class<Ingested<E>>) (Class<?>) Ingested.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<Ingested<E>> createSerializer(SerializerConfig config) {
    return new IngestedSerializer<>(event.createSerializer(config));
  }

  @Override
  public String toString() {
    return "Ingested<" + event + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IngestedTypeInfo<?> that && event.equals(that.event);
  }

  @Override
  public int hashCode() {
    return event.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof IngestedTypeInfo;
  }
}
