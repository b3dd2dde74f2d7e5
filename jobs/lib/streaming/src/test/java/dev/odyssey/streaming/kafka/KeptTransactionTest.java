package dev.odyssey.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.streaming.kafka.KeptTransaction.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is kept of a transaction comes back as it was, through a checkpoint too. */
class KeptTransactionTest {

  private static final KafkaCommittable TRANSACTION =
      new KafkaCommittable(7, (short) 3, "job-sink-0-1", null);

  private final KeptTransactionSerializer serializer =
      new KeptTransactionSerializer(new Connectors());

  @Test
  void recordsComeBackAsTheyWereHandedOver() throws Exception {
    ProducerRecord<byte[], byte[]> whole =
        new ProducerRecord<>("t", 2, 1_000L, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
    whole.headers().add("a", "1".getBytes(UTF_8)).add("a", null);
    ProducerRecord<byte[], byte[]> bare = new ProducerRecord<>("ü", null);
    KeptRecords.Keeper keeper = new KeptRecords.Keeper(1_000);
    keeper.keep(whole);
    keeper.keep(bare);

    KeptTransaction kept = new KeptTransaction(TRANSACTION, new Place("t", 2, 9), keeper.take());
    KeptTransaction back = serializer.deserialize(2, serializer.serialize(kept));

    assertThat(back.transaction()).isEqualTo(TRANSACTION);
    assertThat(back.last()).isEqualTo(new Place("t", 2, 9));
    assertThat(texts(back.records())).containsExactly(text(whole), text(bare));
    assertThat(keeper.take().count()).as("of the next transaction").isZero();
  }

  @Test
  void whatIsNotKnownStaysUnknown() throws Exception {
    KeptTransaction kept = new KeptTransaction(TRANSACTION, null, null);
    assertThat(serializer.deserialize(2, serializer.serialize(kept))).isEqualTo(kept);
  }

  @Test
  void aCheckpointOfTheConnectorIsRead() throws Exception {
    assertThat(serializer.deserialize(1, new Connectors().serialize(TRANSACTION)))
        .isEqualTo(new KeptTransaction(TRANSACTION, null, null));
  }

  @Test
  void anUnknownVersionAndBytesTooManyAreRefused() throws Exception {
    byte[] bytes = serializer.serialize(new KeptTransaction(TRANSACTION, null, null));
    assertThatThrownBy(() -> serializer.deserialize(3, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version: 3");
    byte[] longer = ByteBuffer.allocate(bytes.length + 1).put(bytes).array();
    assertThatThrownBy(() -> serializer.deserialize(2, longer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 bytes are left over");
  }

  @Test
  void ofATransactionThatIsTooLargeNothingIsKept() {
    KeptRecords.Keeper keeper = new KeptRecords.Keeper(100);
    keeper.keep(new ProducerRecord<>("t", new byte[60]));
    assertThat(keeper.bytes()).isPositive();
    keeper.keep(new ProducerRecord<>("t", new byte[60]));
    keeper.keep(new ProducerRecord<>("t", new byte[1]));
    assertThat(keeper.bytes()).isZero();
    assertThat(keeper.take()).isNull();

    keeper.keep(new ProducerRecord<>("t", new byte[1]));
    assertThat(keeper.take().count()).as("the next is kept again").isEqualTo(1);
  }

  private static List<String> texts(KeptRecords kept) {
    List<String> texts = new ArrayList<>();
    kept.forEach(record -> texts.add(text(record)));
    return texts;
  }

  /** With what is in the arrays, which are equal only to themselves. */
  private static String text(ProducerRecord<byte[], byte[]> record) {
    List<String> headers = new ArrayList<>();
    record
        .headers()
        .forEach(header -> headers.add(header.key() + "=" + Arrays.toString(header.value())));
    return String.join(
        " ",
        record.topic(),
        String.valueOf(record.partition()),
        String.valueOf(record.timestamp()),
        Arrays.toString(record.key()),
        Arrays.toString(record.value()),
        headers.toString());
  }

  /** In the place of the connector's, which nobody else can make. */
  private static final class Connectors implements SimpleVersionedSerializer<KafkaCommittable> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(KafkaCommittable transaction) {
      byte[] id = transaction.getTransactionalId().getBytes(UTF_8);
      return ByteBuffer.allocate(10 + id.length)
          .putShort(transaction.getEpoch())
          .putLong(transaction.getProducerId())
          .put(id)
          .array();
    }

    @Override
    public KafkaCommittable deserialize(int version, byte[] serialized) {
      if (version != 1) {
        throw new UncheckedIOException(new IOException("version " + version));
      }
      ByteBuffer in = ByteBuffer.wrap(serialized);
      short epoch = in.getShort();
      long producerId = in.getLong();
      byte[] id = new byte[in.remaining()];
      in.get(id);
      return new KafkaCommittable(producerId, epoch, new String(id, UTF_8), null);
    }
  }
}
