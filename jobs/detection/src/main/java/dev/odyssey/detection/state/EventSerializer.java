package dev.odyssey.detection.state;

import dev.odyssey.events.Event;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Events as they cross the network and lie in state: a version, the common part, then a bit for
 * each optional field and the fields that are there. An order's history is read for each of its
 * events, so it must be small and quick to read.
 *
 * <p>The version comes first in every event, so that a later serializer can read what an earlier
 * one wrote, savepoints included: fields are added at the end under a new version, never moved.
 */
abstract class EventSerializer<E extends Event> extends TypeSerializerSingleton<E> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 1;

  abstract void write(E event, DataOutputView out) throws IOException;

  abstract E read(DataInputView in) throws IOException;

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final E createInstance() {
    return null;
  }

  @Override
  public final E copy(E from) {
    return from;
  }

  @Override
  public final E copy(E from, E reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final void serialize(E event, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    write(event, out);
  }

  @Override
  public final E deserialize(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "An event of version "
              + version
              + " is in state or on the network, but this is "
              + VERSION);
    }
    return read(in);
  }

  @Override
  public final E deserialize(E reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  /** The presence bits of fields in their order: the first is the lowest. */
  static int present(Object... fields) {
    int bits = 0;
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != null) {
        bits |= 1 << i;
      }
    }
    return bits;
  }

  static boolean has(int bits, int field) {
    return (bits & (1 << field)) != 0;
  }

  static void writeText(String text, DataOutputView out) throws IOException {
    if (text != null) {
      StringValue.writeString(text, out);
    }
  }

  static String readText(int bits, int field, DataInputView in) throws IOException {
    return has(bits, field) ? StringValue.readString(in) : null;
  }

  static void writeSymbol(Enum<?> symbol, DataOutputView out) throws IOException {
    if (symbol != null) {
      out.writeByte(symbol.ordinal());
    }
  }

  static <T extends Enum<T>> T readSymbol(T[] symbols, int bits, int field, DataInputView in)
      throws IOException {
    return has(bits, field) ? symbols[in.readByte()] : null;
  }

  static void writeNumber(Integer number, DataOutputView out) throws IOException {
    if (number != null) {
      out.writeByte(number);
    }
  }

  static Integer readNumber(int bits, int field, DataInputView in) throws IOException {
    return has(bits, field) ? (Integer) (int) in.readByte() : null;
  }
}
