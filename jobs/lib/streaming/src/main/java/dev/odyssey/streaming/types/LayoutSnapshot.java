package dev.odyssey.streaming.types;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Says in a savepoint by which layout values were written, and refuses those of any other: they
 * would be misread.
 *
 * <p>Flink makes subclasses by reflection: they are public, and have a constructor without
 * parameters.
 */
public abstract class LayoutSnapshot<T> implements TypeSerializerSnapshot<T> {

  /** The version of the snapshots of Flink's that knew no layouts. */
  private static final int WITHOUT_LAYOUT = 3;

  private static final int VERSION = 4;

  private final int layout;
  private final Supplier<TypeSerializer<T>> serializer;
  private int written;

  /**
   * A snapshot of a serializer.
   *
   * @param layout counts up by one with every change of what the serializer writes; 1 was before
   *     layouts were known
   */
  protected LayoutSnapshot(int layout, Supplier<TypeSerializer<T>> serializer) {
    this.layout = layout;
    this.serializer = serializer;
    this.written = layout;
  }

  @Override
  public final int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public final void writeSnapshot(DataOutputView out) throws IOException {
    out.writeInt(layout);
  }

  @Override
  public final void readSnapshot(int version, DataInputView in, ClassLoader loader)
      throws IOException {
    if (version == WITHOUT_LAYOUT) {
      var unused = in.readUTF();
      written = 1;
    } else {
      written = in.readInt();
    }
  }

  @Override
  public final TypeSerializer<T> restoreSerializer() {
    return serializer.get();
  }

  @Override
  public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old instanceof LayoutSnapshot<T> snapshot && snapshot.written == layout
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
