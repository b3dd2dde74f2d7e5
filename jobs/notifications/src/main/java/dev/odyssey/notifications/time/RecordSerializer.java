package dev.odyssey.notifications.time;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes records component by component. Its snapshot holds the layout, the names and types of all
 * components, and refuses to read any other.
 */
final class RecordSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1;

  private final Class<?> type;
  private final List<Class<?>> arguments;
  private transient RecordLayout layout;

  RecordSerializer(Class<?> type, List<Class<?>> arguments) {
    this.type = type;
    this.arguments = arguments;
    this.layout = RecordLayout.of(type, arguments);
  }

  private RecordLayout layout() {
    if (layout == null) {
      layout = RecordLayout.of(type, arguments);
    }
    return layout;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T record, DataOutputView target) throws IOException {
    layout().write(record, target);
  }

  @Override
  @SuppressWarnings("unchecked")
  public T deserialize(DataInputView source) throws IOException {
    return (T) layout().read(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordSerializer<?> that
        && type == that.type
        && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, arguments);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    Snapshot<T> snapshot = new Snapshot<>();
    snapshot.type = type;
    snapshot.arguments = arguments;
    snapshot.layout = layout().toString();
    return snapshot;
  }

  /** What was written, and how. Public and with this constructor because Flink makes it. */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int VERSION = 1;

    private Class<?> type;
    private List<Class<?>> arguments;
    private String layout;

    @Override
    public int getCurrentVersion() {
      return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      RecordLayout.writeText(type.getName(), out);
      out.writeInt(arguments.size());
      for (Class<?> argument : arguments) {
        RecordLayout.writeText(argument.getName(), out);
      }
      RecordLayout.writeText(layout, out);
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
      if (version != VERSION) {
        throw new IOException("a serializer snapshot of version " + version + " cannot be read");
      }
      type = load(RecordLayout.readText(in), loader);
      Class<?>[] parameters = new Class<?>[in.readInt()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = load(RecordLayout.readText(in), loader);
      }
      arguments = List.of(parameters);
      layout = RecordLayout.readText(in);
    }

    private static Class<?> load(String name, ClassLoader loader) throws IOException {
      try {
        return Class.forName(name, false, loader);
      } catch (ClassNotFoundException e) {
        throw new IOException("state of " + name + ", which this version does not know", e);
      }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      RecordSerializer<T> serializer = new RecordSerializer<>(type, arguments);
      if (!serializer.layout().toString().equals(layout)) {
        throw new IllegalStateException("state has another layout: " + layout);
      }
      return serializer;
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> before) {
      boolean isSame = before instanceof Snapshot<T> old && old.layout.equals(layout);
      return isSame
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
