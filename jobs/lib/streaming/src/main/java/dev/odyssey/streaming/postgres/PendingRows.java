package dev.odyssey.streaming.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoded rows that wait for their checkpoint to be complete: each its length and its bytes.
 *
 * @param count how many rows
 * @param bytes the rows, one after the other; not to be changed
 */
record PendingRows(int count, byte[] bytes) {

  /**
   * The rows, decoded.
   *
   * @throws IOException if the bytes are not the rows they claim to be
   */
  <T> List<T> decode(RowCodec<T> codec) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<T> rows = new ArrayList<>();
    while (in.remaining() >= Integer.BYTES) {
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new IOException(
            "Pending rows are damaged: a row of "
                + length
                + " bytes where "
                + in.remaining()
                + " are left");
      }
      byte[] row = new byte[length];
      in.get(row);
      rows.add(codec.decode(row));
    }
    if (in.hasRemaining() || rows.size() != count) {
      throw new IOException(
          "Pending rows are damaged: " + rows.size() + " of " + count + " rows could be read");
    }
    return rows;
  }

  /** For the log: rows belong to customers. */
  @Override
  public String toString() {
    return "PendingRows[" + count + " rows, " + bytes.length + " bytes]";
  }

  /** Gathers encoded rows. */
  static final class Builder {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int count;

    void add(byte[] row) {
      try {
        out.writeInt(row.length);
        out.write(row);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      count++;
    }

    int size() {
      return bytes.size();
    }

    boolean isEmpty() {
      return count == 0;
    }

    PendingRows build() {
      return new PendingRows(count, bytes.toByteArray());
    }
  }
}
