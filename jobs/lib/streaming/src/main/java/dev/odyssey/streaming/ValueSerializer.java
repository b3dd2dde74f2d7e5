package dev.odyssey.streaming;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes values that nobody changes: a copy is the value itself. */
public abstract class ValueSerializer<T> extends TypeSerializerSingleton<T> {

  private static final int NULL = -1;

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final T createInstance() {
    return null;
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  protected static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
    if (bytes == null) {
      out.writeInt(NULL);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  protected static byte[] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NULL) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  protected static void writeText(String text, DataOutputView out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  protected static String readText(DataInputView in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  static void writeHeaders(List<Header> headers, DataOutputView out) throws IOException {
    out.writeInt(headers.size());
    for (Header header : headers) {
      writeText(header.key(), out);
      writeBytes(header.value(), out);
    }
  }

  static List<Header> readHeaders(DataInputView in) throws IOException {
    int size = in.readInt();
    List<Header> headers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      headers.add(new Header(readText(in), readBytes(in)));
    }
    return headers;
  }
}
