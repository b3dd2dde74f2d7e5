package dev.odyssey.notifications.incidents;

import dev.odyssey.connectors.ValueSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A serializer of values with fields that may be absent. */
public abstract class RecordSerializer<T> extends ValueSerializer<T> {

  private static final byte ABSENT = -1;

  protected static void writeOptional(String text, DataOutputView out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(text, out);
    }
  }

  protected static String readOptionalText(DataInputView in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }

  protected static void writeOptional(Long number, DataOutputView out) throws IOException {
    out.writeBoolean(number != null);
    if (number != null) {
      out.writeLong(number);
    }
  }

  protected static Long readOptionalLong(DataInputView in) throws IOException {
    return in.readBoolean() ? (Long) in.readLong() : null;
  }

  /** Writes which constant it is: constants may be added at the end of their enum, not before. */
  protected static void writeSymbol(Enum<?> symbol, DataOutputView out) throws IOException {
    out.writeByte(symbol == null ? ABSENT : symbol.ordinal());
  }

  protected static <E extends Enum<E>> E readSymbol(Class<E> type, DataInputView in)
      throws IOException {
    byte ordinal = in.readByte();
    return ordinal == ABSENT ? null : type.getEnumConstants()[ordinal];
  }
}
