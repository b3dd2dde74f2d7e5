package dev.odyssey.streaming.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The records of one transaction, as they were handed to the producer and in that order: kept with
 * the checkpoint until the transaction is known to be committed, to be written again if it was not.
 *
 * <p>They are kept in one piece, since all that is ever done with them is to write it to a
 * checkpoint and to read it from one.
 *
 * @param count how many
 * @param bytes one after the other: topic, partition and timestamp (-1 where the record leaves them
 *     to the producer), key, value, headers
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
record KeptRecords(int count, byte[] bytes) {

  private static final int NONE = -1;

  /** What is done with each record. */
  @FunctionalInterface
  interface Action {
    void accept(ProducerRecord<byte[], byte[]> record);
  }

  /**
   * Goes through the records in their order.
   *
   * @throws IllegalStateException if the bytes are not that many records
   */
  void forEach(Action action) {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    try {
      for (int i = 0; i < count; i++) {
        action.accept(read(in));
      }
    } catch (IOException e) {
      throw new IllegalStateException("not " + count + " records: " + e, e);
    }
    if (in.available() > 0) {
      throw new IllegalStateException("more than " + count + " records");
    }
  }

  /** Without the bytes. */
  @Override
  public String toString() {
    return count + " records of " + bytes.length + " bytes";
  }

  private static void write(ProducerRecord<byte[], byte[]> record, DataOutputSerializer out)
      throws IOException {
    writeBytes(text(record.topic()), out);
    out.writeInt(record.partition() == null ? NONE : record.partition());
    out.writeLong(record.timestamp() == null ? NONE : record.timestamp());
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    Header[] headers = record.headers().toArray();
    out.writeInt(headers.length);
    for (Header header : headers) {
      writeBytes(text(header.key()), out);
      writeBytes(header.value(), out);
    }
  }

  private static ProducerRecord<byte[], byte[]> read(DataInputDeserializer in) throws IOException {
    String topic = text(readBytes(in));
    int partition = in.readInt();
    long timestamp = in.readLong();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            partition == NONE ? null : (Integer) partition,
            timestamp == NONE ? null : (Long) timestamp,
            readBytes(in),
            readBytes(in));
    int headers = in.readInt();
    for (int i = 0; i < headers; i++) {
      record.headers().add(text(readBytes(in)), readBytes(in));
    }
    return record;
  }

  private static void writeBytes(byte[] bytes, DataOutputSerializer out) throws IOException {
    out.writeInt(bytes == null ? NONE : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte[] readBytes(DataInputDeserializer in) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Gathers the records of the transaction that is open. For one thread. */
  static final class Keeper {

    private static final int FIRST_BYTES = 4 * 1024;

    private final int maxBytes;
    private DataOutputSerializer out = new DataOutputSerializer(FIRST_BYTES);
    private int count;
    private boolean full;

    /**
     * A keeper of no records yet.
     *
     * @param maxBytes of a transaction that comes to more than this nothing is kept
     */
    Keeper(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    /** A record is handed to the producer. */
    void keep(ProducerRecord<byte[], byte[]> record) {
      if (full) {
        return;
      }
      try {
        write(record, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      count++;
      if (out.length() > maxBytes) {
        full = true;
        out = new DataOutputSerializer(FIRST_BYTES);
      }
    }

    /** How many bytes are kept of the transaction that is open. */
    int bytes() {
      return full ? 0 : out.length();
    }

    /** The records of the transaction that ends here; null where they were too many to keep. */
    KeptRecords take() {
      KeptRecords records = full ? null : new KeptRecords(count, out.getCopyOfBuffer());
      out = new DataOutputSerializer(FIRST_BYTES);
      count = 0;
      full = false;
      return records;
    }
  }
}
