package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.kafka.KeptTransaction.Place;
import java.io.IOException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Transactions in checkpoints. Version 1 is the connector's own, of checkpoints that are older than
 * this class: nothing was kept with them.
 */
final class KeptTransactionSerializer implements SimpleVersionedSerializer<KeptTransaction> {

  private static final int CONNECTORS = 1;
  private static final int VERSION = 2;

  private final SimpleVersionedSerializer<KafkaCommittable> transactions;

  KeptTransactionSerializer(SimpleVersionedSerializer<KafkaCommittable> transactions) {
    this.transactions = transactions;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(KeptTransaction kept) throws IOException {
    byte[] transaction = transactions.serialize(kept.transaction());
    KeptRecords records = kept.records();
    DataOutputSerializer out =
        new DataOutputSerializer(
            transaction.length + (records == null ? 0 : records.bytes().length) + 256);
    out.writeInt(transactions.getVersion());
    out.writeInt(transaction.length);
    out.write(transaction);
    out.writeBoolean(kept.last() != null);
    if (kept.last() != null) {
      out.writeUTF(kept.last().topic());
      out.writeInt(kept.last().partition());
      out.writeLong(kept.last().offset());
    }
    out.writeBoolean(records != null);
    if (records != null) {
      out.writeInt(records.count());
      out.writeInt(records.bytes().length);
      out.write(records.bytes());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public KeptTransaction deserialize(int version, byte[] serialized) throws IOException {
    if (version == CONNECTORS) {
      return new KeptTransaction(transactions.deserialize(version, serialized), null, null);
    }
    if (version != VERSION) {
      throw new IOException("a transaction of an unknown version: " + version);
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    int connectors = in.readInt();
    KafkaCommittable transaction = transactions.deserialize(connectors, bytes(in));
    Place last = in.readBoolean() ? new Place(in.readUTF(), in.readInt(), in.readLong()) : null;
    KeptRecords records = in.readBoolean() ? new KeptRecords(in.readInt(), bytes(in)) : null;
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes are left over after the transaction");
    }
    return new KeptTransaction(transaction, last, records);
  }

  private static byte[] bytes(DataInputDeserializer in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
