package dev.odyssey.streaming.types;

import dev.odyssey.events.Event;
import dev.odyssey.events.Numbered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Events as they cross the network and lie in state: a version, the common part, then a bit for
 * each optional field and the fields that are there. In a timeline, a text that is the same as in
 * the event before takes a byte: most are, and an order's history is read for each of its events,
 * so it must be small and quick to read.
 *
 * <p>The version comes first in every event, so that a later serializer can read what an earlier
 * one wrote, savepoints included: fields are added at the end under a new version, never moved.
 */
public abstract class EventSerializer<E extends Event> extends TypeSerializerSingleton<E> {

  private static final long serialVersionUID = 1;
  private static final byte VERSION = 2;

  // How a text begins; a greater number is its length and what follows are its Latin-1 characters.
  private static final int SAME = 0;
  private static final int ABSENT = 1;
  private static final int WIDE = 2;
  private static final int LENGTH = 3;

  private static final int LONGEST_LATIN_1 = 127 - LENGTH;

  /** An event that has nothing in common with any: what comes before the first. */
  public abstract E nothing();

  /** Writes an event that is read with the same one before it. */
  public abstract void write(E event, E before, DataOutputView out) throws IOException;

  /**
   * Reads an event.
   *
   * @param version in which it was written
   */
  public abstract E read(E before, int version, DataInputView in) throws IOException;

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
    serialize(event, nothing(), out);
  }

  /** Writes an event of a timeline, to be read after the one before it. */
  public final void serialize(E event, E before, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    write(event, before, out);
  }

  @Override
  public final E deserialize(DataInputView in) throws IOException {
    return deserializeAfter(nothing(), in);
  }

  /** Reads an event of a timeline. */
  public final E deserializeAfter(E before, DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "An event of version "
              + version
              + " is in state or on the network, but this is "
              + VERSION);
    }
    return read(before, version, in);
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
  public static int present(Object... fields) {
    int bits = 0;
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != null) {
        bits |= 1 << i;
      }
    }
    return bits;
  }

  public static boolean has(int bits, int field) {
    return (bits & (1 << field)) != 0;
  }

  public static void writeText(String text, String before, DataOutputView out) throws IOException {
    if (Objects.equals(text, before)) {
      out.writeByte(SAME);
    } else if (text == null) {
      out.writeByte(ABSENT);
    } else if (isShortLatin1(text)) {
      out.writeByte(LENGTH + text.length());
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      out.writeByte(WIDE);
      StringValue.writeString(text, out);
    }
  }

  private static boolean isShortLatin1(String text) {
    if (text.length() > LONGEST_LATIN_1) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return false;
      }
    }
    return true;
  }

  public static String readText(String before, DataInputView in) throws IOException {
    int begin = in.readByte();
    return switch (begin) {
      case SAME -> before;
      case ABSENT -> null;
      case WIDE -> StringValue.readString(in);
      default -> {
        byte[] characters = new byte[begin - LENGTH];
        in.readFully(characters);
        yield new String(characters, StandardCharsets.ISO_8859_1);
      }
    };
  }

  public static void writeSymbol(Numbered symbol, DataOutputView out) throws IOException {
    if (symbol != null) {
      out.writeByte(symbol.number());
    }
  }

  public static <T extends Enum<T>> T readSymbol(T[] symbols, int bits, int field, DataInputView in)
      throws IOException {
    return has(bits, field) ? symbols[in.readByte()] : null;
  }

  public static void writeNumber(Integer number, DataOutputView out) throws IOException {
    if (number != null) {
      out.writeByte(number);
    }
  }

  public static Integer readNumber(int bits, int field, DataInputView in) throws IOException {
    return has(bits, field) ? (Integer) (int) in.readByte() : null;
  }
}
