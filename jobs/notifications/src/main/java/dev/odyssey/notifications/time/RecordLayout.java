package dev.odyssey.notifications.time;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the components of a record are written, one after the other; symbols by their names. */
final class RecordLayout {

  private static final int ABSENT = -1;

  /** How values of a type are written. */
  private interface Form {
    void write(Object value, DataOutputView out) throws IOException;

    Object read(DataInputView in) throws IOException;
  }

  private record Named(String name, Form form) {}

  private final String text;
  private final MethodHandle constructor;
  private final MethodHandle[] accessors;
  private final Form[] forms;

  private RecordLayout(Class<?> type, Map<TypeVariable<?>, Class<?>> bound) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    accessors = new MethodHandle[components.length];
    forms = new Form[components.length];
    StringBuilder described = new StringBuilder(type.getSimpleName()).append('(');
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (int i = 0; i < components.length; i++) {
        RecordComponent component = components[i];
        Named named = form(component.getGenericType(), bound, type + "." + component.getName());
        types[i] = component.getType();
        forms[i] = named.form;
        accessors[i] =
            lookup
                .unreflect(component.getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
        described.append(component.getName()).append(':').append(named.name).append(',');
      }
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, components.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " is no record that can be written", e);
    }
    text = described.append(')').toString();
  }

  /** The layout of a record whose parameters, if it has any, are these records. */
  static RecordLayout of(Class<?> type, List<Class<?>> arguments) {
    Map<TypeVariable<?>, Class<?>> bound = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      bound.put(type.getTypeParameters()[i], arguments.get(i));
    }
    return new RecordLayout(type, bound);
  }

  void write(Object record, DataOutputView out) throws IOException {
    for (int i = 0; i < forms.length; i++) {
      forms[i].write(component(record, i), out);
    }
  }

  private Object component(Object record, int i) {
    try {
      return accessors[i].invokeExact(record);
    } catch (Throwable e) {
      throw new IllegalStateException("component " + i + " of " + record + " cannot be read", e);
    }
  }

  Object read(DataInputView in) throws IOException {
    Object[] values = new Object[forms.length];
    for (int i = 0; i < forms.length; i++) {
      values[i] = forms[i].read(in);
    }
    try {
      return constructor.invokeExact(values);
    } catch (Throwable e) {
      throw new IOException("no " + text + " of " + Arrays.toString(values), e);
    }
  }

  @Override
  public String toString() {
    return text;
  }

  static void writeText(String text, DataOutputView out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputView in) throws IOException {
    return text(in.readInt(), in);
  }

  private static String text(int length, DataInputView in) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Named form(Type type, Map<TypeVariable<?>, Class<?>> bound, String where) {
    if (type instanceof TypeVariable<?> variable && bound.containsKey(variable)) {
      return form(bound.get(variable), bound, where);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Class<?> raw = (Class<?>) generic.getRawType();
      if (raw == List.class) {
        Named element = form(arguments[0], bound, where);
        return new Named("[" + element.name + "]", new Lists(element.form));
      }
      if (raw == Map.class && arguments[0] == String.class) {
        Named element = form(arguments[1], bound, where);
        return new Named("{" + element.name + "}", new Maps(element.form));
      }
      if (raw.isRecord()) {
        Map<TypeVariable<?>, Class<?>> inner = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
          Object argument = arguments[i];
          inner.put(
              raw.getTypeParameters()[i],
              argument instanceof TypeVariable<?> variable
                  ? bound.get(variable)
                  : (Class<?>) argument);
        }
        return record(new RecordLayout(raw, inner));
      }
    }
    if (type instanceof Class<?> plain) {
      if (plain.isRecord()) {
        return record(new RecordLayout(plain, Map.of()));
      }
      if (plain.isEnum()) {
        return new Named("symbol", new Symbols(plain));
      }
      Form simple = SIMPLE.get(plain);
      if (simple != null) {
        return new Named(plain.getSimpleName(), simple);
      }
    }
    throw new IllegalArgumentException(where + " is of a type that cannot be written: " + type);
  }

  private static Named record(RecordLayout layout) {
    return new Named(layout.text, new Records(layout));
  }

  private record Records(RecordLayout layout) implements Form {
    @Override
    public void write(Object value, DataOutputView out) throws IOException {
      out.writeBoolean(value != null);
      if (value != null) {
        layout.write(value, out);
      }
    }

    @Override
    public Object read(DataInputView in) throws IOException {
      return in.readBoolean() ? layout.read(in) : null;
    }
  }

  private record Lists(Form element) implements Form {
    @Override
    public void write(Object value, DataOutputView out) throws IOException {
      if (value == null) {
        out.writeInt(ABSENT);
        return;
      }
      List<?> list = (List<?>) value;
      out.writeInt(list.size());
      for (Object one : list) {
        element.write(one, out);
      }
    }

    @Override
    public Object read(DataInputView in) throws IOException {
      int size = in.readInt();
      if (size == ABSENT) {
        return null;
      }
      List<Object> list = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        list.add(element.read(in));
      }
      return list;
    }
  }

  private record Maps(Form element) implements Form {
    @Override
    public void write(Object value, DataOutputView out) throws IOException {
      if (value == null) {
        out.writeInt(ABSENT);
        return;
      }
      Map<?, ?> map = (Map<?, ?>) value;
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writeText((String) entry.getKey(), out);
        element.write(entry.getValue(), out);
      }
    }

    @Override
    public Object read(DataInputView in) throws IOException {
      int size = in.readInt();
      if (size == ABSENT) {
        return null;
      }
      Map<String, Object> map = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        map.put(readText(in), element.read(in));
      }
      return map;
    }
  }

  private static final class Symbols implements Form {
    private final Map<String, Object> byName = new LinkedHashMap<>();

    Symbols(Class<?> type) {
      for (Object symbol : type.getEnumConstants()) {
        byName.put(((Enum<?>) symbol).name(), symbol);
      }
    }

    @Override
    public void write(Object value, DataOutputView out) throws IOException {
      TEXT.write(value == null ? null : ((Enum<?>) value).name(), out);
    }

    @Override
    public Object read(DataInputView in) throws IOException {
      Object name = TEXT.read(in);
      if (name == null) {
        return null;
      }
      Object symbol = byName.get(name);
      if (symbol == null) {
        throw new IOException("no symbol " + name + " among " + byName.keySet());
      }
      return symbol;
    }
  }

  private static final Form TEXT =
      new Form() {
        @Override
        public void write(Object value, DataOutputView out) throws IOException {
          if (value == null) {
            out.writeInt(ABSENT);
          } else {
            writeText((String) value, out);
          }
        }

        @Override
        public Object read(DataInputView in) throws IOException {
          int length = in.readInt();
          return length == ABSENT ? null : text(length, in);
        }
      };

  private interface Writer {
    void write(Object value, DataOutputView out) throws IOException;
  }

  private interface Reader {
    Object read(DataInputView in) throws IOException;
  }

  private static Form form(Writer writer, Reader reader) {
    return new Form() {
      @Override
      public void write(Object value, DataOutputView out) throws IOException {
        writer.write(value, out);
      }

      @Override
      public Object read(DataInputView in) throws IOException {
        return reader.read(in);
      }
    };
  }

  private static Form optional(Form form) {
    return form(
        (value, out) -> {
          out.writeBoolean(value != null);
          if (value != null) {
            form.write(value, out);
          }
        },
        in -> in.readBoolean() ? form.read(in) : null);
  }

  private static final Form LONG =
      form((value, out) -> out.writeLong((Long) value), DataInputView::readLong);
  private static final Form INT =
      form((value, out) -> out.writeInt((Integer) value), DataInputView::readInt);
  private static final Form DOUBLE =
      form((value, out) -> out.writeDouble((Double) value), DataInputView::readDouble);
  private static final Form BOOLEAN =
      form((value, out) -> out.writeBoolean((Boolean) value), DataInputView::readBoolean);

  private static final Map<Class<?>, Form> SIMPLE =
      Map.of(
          String.class, TEXT,
          long.class, LONG,
          Long.class, optional(LONG),
          int.class, INT,
          Integer.class, optional(INT),
          double.class, DOUBLE,
          Double.class, optional(DOUBLE),
          boolean.class, BOOLEAN);
}
