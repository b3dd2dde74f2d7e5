package dev.odyssey.notifications.time;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of immutable records, for streams and state: components may be texts, numbers, symbols,
 * records, lists and maps by text of these, and absent.
 */
public final class RecordType<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1;

  private final Class<?> type;
  private final List<Class<?>> arguments;
  private final RecordSerializer<T> serializer;

  private RecordType(Class<?> type, List<Class<?>> arguments) {
    this.type = type;
    this.arguments = arguments;
    this.serializer = new RecordSerializer<>(type, arguments);
  }

  /**
   * The type of a record.
   *
   * @throws IllegalArgumentException naming the component that cannot be written
   */
  public static <T extends Record> RecordType<T> forRecord(Class<T> type) {
    return new RecordType<>(type, List.of());
  }

  /** The type of a record with parameters, which must be records themselves. */
  static <T> RecordType<T> generic(Class<?> type, Class<?>... arguments) {
    return new RecordType<>(type, List.of(arguments));
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
  @SuppressWarnings("unchecked")
  public Class<T> getTypeClass() {
    return (Class<T>) type;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordType<?> that
        && type == that.type
        && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + arguments.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RecordType;
  }
}
