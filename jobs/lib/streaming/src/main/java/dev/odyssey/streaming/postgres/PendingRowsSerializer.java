package dev.odyssey.streaming.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Pending rows in checkpoints. Version 1: the count as four bytes, then the rows. */
final class PendingRowsSerializer implements SimpleVersionedSerializer<PendingRows> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PendingRows rows) {
    return ByteBuffer.allocate(Integer.BYTES + rows.bytes().length)
        .putInt(rows.count())
        .put(rows.bytes())
        .array();
  }

  @Override
  public PendingRows deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "Pending rows of version " + version + " cannot be read, only version " + VERSION);
    }
    if (serialized.length < Integer.BYTES) {
      throw new IOException("Pending rows are damaged: only " + serialized.length + " bytes");
    }
    return new PendingRows(
        ByteBuffer.wrap(serialized).getInt(),
        Arrays.copyOfRange(serialized, Integer.BYTES, serialized.length));
  }
}
