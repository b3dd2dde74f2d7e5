package dev.odyssey.detection.custom;

import dev.odyssey.codec.Instants;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The fields of one record of events, by their names. */
public final class EventFields {

  private static final Map<Class<?>, EventFields> KNOWN = new ConcurrentHashMap<>();

  private final Map<String, Field> fields = new LinkedHashMap<>();

  /** A field of an event. */
  static final class Field {
    private final MethodHandle accessor;
    private final Class<?> type;

    Field(MethodHandle accessor, Class<?> type) {
      this.accessor = accessor;
      this.type = type;
    }

    /** The value of an event; null if the event has none. */
    Object of(Object event) {
      try {
        return accessor.invokeExact(event);
      } catch (Throwable e) {
        throw new IllegalStateException("cannot read a field of " + event, e);
      }
    }

    /** Whether its values are counts and grades. */
    boolean isNumber() {
      return type == Integer.class || type == int.class;
    }

    boolean isBoolean() {
      return type == Boolean.class;
    }

    /** Whether its values are instants, in epoch milliseconds. */
    boolean isInstant() {
      return type == Long.class || type == long.class;
    }
  }

  private EventFields(Class<?> record) {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    for (RecordComponent component : record.getRecordComponents()) {
      try {
        fields.put(
            component.getName(),
            new Field(
                lookup
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class)),
                component.getType()));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("a field that cannot be read: " + component, e);
      }
    }
  }

  static EventFields of(Class<? extends Record> record) {
    return KNOWN.computeIfAbsent(record, EventFields::new);
  }

  Set<String> names() {
    return fields.keySet();
  }

  /** A field; null if there is none of that name. */
  Field field(String name) {
    return fields.get(name);
  }

  /** A value as a document would write it. */
  static String written(Object value) {
    return value instanceof Long instant ? Instants.format(instant) : value.toString();
  }
}
