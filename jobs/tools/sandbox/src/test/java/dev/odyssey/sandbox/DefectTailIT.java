package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.schemas.Topics;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DefectTailIT {

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    kafka.createTopics(Topics.bundled());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void showsEachCommittedChangeThatComesAndNoOther() throws Exception {
    StringWriter said = new StringWriter();
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "demo"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        TopicReader late = write(producer)) {
      assertThat(
              new DefectTail(line -> said.append(line).append('\n'), false)
                  .follow(late, 0, () -> said.toString().lines().count() < 2))
          .isEqualTo(2);
    }
    assertThat(said.toString().lines().map(line -> line.substring(21, 30).strip()))
        .containsExactlyInAnyOrder("RETRACTED", "CLEARED");

    List<String> all = new ArrayList<>();
    RecordText text = new RecordText();
    try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), "defects", true)) {
      reader.toEnd(record -> all.add(text.line(record)));
    }
    assertThat(all)
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"defectId\":\"MISSED_WINDOW:o-1:e-1\""));
  }

  /** One change before the reader comes, one that is taken back, and two that count. */
  private static TopicReader write(KafkaProducer<byte[], byte[]> producer) throws Exception {
    producer.initTransactions();
    send(producer, DefectStatus.RAISED);
    producer.commitTransaction();
    TopicReader reader = new TopicReader(kafka.bootstrapServers(), "defects", false);
    send(producer, DefectStatus.RAISED);
    producer.abortTransaction();
    send(producer, DefectStatus.CLEARED);
    producer.commitTransaction();
    send(producer, DefectStatus.RETRACTED);
    producer.commitTransaction();
    return reader;
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, DefectStatus status)
      throws Exception {
    producer.beginTransaction();
    DefectChange change = DefectLineTest.change(status, "2025-03-01T17:25:30Z");
    byte[] key = change.defectId().getBytes(StandardCharsets.UTF_8);
    producer
        .send(new ProducerRecord<>("defects", key, DefectChangeAvro.encode(change)))
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void aTopicThatDoesNotExistIsNamedWithThoseThatDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicReader(kafka.bootstrapServers(), "defetcs", true).close())
        .withMessageContaining("defetcs")
        .withMessageContaining("defects");
  }
}
