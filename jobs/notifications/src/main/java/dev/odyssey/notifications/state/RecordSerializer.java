package dev.odyssey.notifications.state;

import dev.odyssey.streaming.ValueSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A serializer of values with fields that may be absent. */
public abstract class RecordSerializer<T> extends ValueSerializer<T> {

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

  /** By its name, so that constants may change places. */
  protected static void writeSymbol(Enum<?> symbol, DataOutputView out) throws IOException {
    writeOptional(symbol == null ? null : symbol.name(), out);
  }

  protected static <E extends Enum<E>> E readSymbol(Class<E> type, DataInputView in)
      throws IOException {
    String name = readOptionalText(in);
    return name == null ? null : Enum.valueOf(type, name);
  }
}
