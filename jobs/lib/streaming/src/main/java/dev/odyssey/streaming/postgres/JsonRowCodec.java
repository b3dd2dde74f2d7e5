package dev.odyssey.streaming.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.events.InvalidEventException;
import java.io.IOException;
import java.io.Serializable;

/** Keeps rows in the form of their topic, JSON: later versions can read it. */
record JsonRowCodec<T>(Writer<T> writer, Reader<T> reader) implements RowCodec<T> {

  /** Writes a row as a JSON document. */
  interface Writer<T> extends Serializable {
    String write(T row);
  }

  /** Reads what was written. */
  interface Reader<T> extends Serializable {
    T read(String json) throws InvalidEventException;
  }

  @Override
  public byte[] encode(T row) {
    return writer.write(row).getBytes(UTF_8);
  }

  @Override
  public T decode(byte[] bytes) throws IOException {
    try {
      return reader.read(new String(bytes, UTF_8));
    } catch (InvalidEventException e) {
      throw new IOException("not a row of the table: " + e.getMessage(), e);
    }
  }
}
