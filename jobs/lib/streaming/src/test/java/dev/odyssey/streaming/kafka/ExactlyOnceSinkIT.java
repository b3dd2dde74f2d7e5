package dev.odyssey.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.options.KafkaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What readers of committed data see when a job goes down between a checkpoint and its commit. */
class ExactlyOnceSinkIT {

  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofMinutes(10);

  private static TestBroker broker;

  @BeforeAll
  static void start() {
    broker = new TestBroker();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void anOutageLongerThanTheTimeOutLosesNothing() throws Exception {
    broker.createTopics(3, "timed-out");
    Checkpoint checkpoint;
    try (Attempt job = new Attempt("timed-out", SHORT, null)) {
      job.write("a1", "b1", "c1");
      job.complete(job.checkpoint(1));
      job.write("a2", "b2", "c2");
      checkpoint = job.checkpoint(2);
      job.write("lost with the attempt, and written anew by the next");
    }
    awaitState(checkpoint.transactionalId(), TransactionState.COMPLETE_ABORT);
    assertThat(read("timed-out")).containsExactlyInAnyOrder("a1", "b1", "c1");

    try (Attempt job = new Attempt("timed-out", SHORT, checkpoint)) {
      assertThat(read("timed-out")).containsExactlyInAnyOrder("a1", "b1", "c1", "a2", "b2", "c2");
      job.write("a3");
      job.complete(job.checkpoint(3));
    }
    assertThat(read("timed-out"))
        .containsExactlyInAnyOrder("a1", "b1", "c1", "a2", "b2", "c2", "a3");
    assertThat(read("timed-out").stream().filter(value -> value.startsWith("a")))
        .as("the revisions of one key keep their order")
        .containsExactly("a1", "a2", "a3");
  }

  @Test
  void aTransactionThatIsStillOpenIsCommitted() throws Exception {
    broker.createTopics(1, "open");
    Checkpoint checkpoint;
    try (Attempt job = new Attempt("open", LONG, null)) {
      job.write("a1");
      checkpoint = job.checkpoint(1);
    }
    try (Attempt job = new Attempt("open", LONG, checkpoint)) {
      assertThat(read("open")).containsExactly("a1");
    }
  }

  @Test
  void whatWasCommittedIsNotWrittenAgainAndNothingIsLeftOpen() throws Exception {
    broker.createTopics(1, "superseded");
    Checkpoint checkpoint;
    try (Attempt job = new Attempt("superseded", LONG, null)) {
      job.write("a1");
      checkpoint = job.checkpoint(1);
      job.complete(checkpoint);
    }
    // The id was free again and has been used for what no checkpoint was completed of.
    try (var producer = producer(checkpoint.transactionalId())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("superseded", "a2".getBytes(UTF_8))).get();
      producer.flush();

      try (Attempt job = new Attempt("superseded", LONG, checkpoint)) {
        job.write("a2");
        job.complete(job.checkpoint(2));
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(read("superseded")).containsExactly("a1", "a2"));
      }
    }
  }

  @Test
  void aTransactionThatTimesOutWhileTheJobRunsIsWrittenAgain() throws Exception {
    broker.createTopics(1, "slow");
    try (Attempt job = new Attempt("slow", SHORT, null)) {
      job.write("a1");
      Checkpoint checkpoint = job.checkpoint(1);
      awaitState(checkpoint.transactionalId(), TransactionState.COMPLETE_ABORT);
      job.complete(checkpoint);
      assertThat(read("slow")).containsExactly("a1");
      job.write("a2");
      job.complete(job.checkpoint(2));
      assertThat(read("slow")).containsExactly("a1", "a2");
    }
  }

  private static List<String> read(String topic) {
    return broker.read(topic).stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  private static void awaitState(String transactionalId, TransactionState state) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  admin
                          .describeTransactions(List.of(transactionalId))
                          .description(transactionalId)
                          .get()
                          .state()
                      == state);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            transactionalId,
            "transaction.timeout.ms",
            (int) LONG.toMillis()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** What of the sink is in a completed checkpoint. */
  private record Checkpoint(
      long id,
      OperatorSubtaskState writer,
      OperatorSubtaskState committer,
      String transactionalId) {}

  /** The sink from a start to a failure, in which nothing is committed any more. */
  private static final class Attempt implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<
            CommittableMessage<KeptTransaction>, CommittableMessage<KeptTransaction>>
        committer;

    private final OneInputStreamOperatorTestHarness<String, CommittableMessage<KeptTransaction>>
        writer;

    Attempt(String topic, Duration transactionTimeout, Checkpoint restored) throws Exception {
      Map<String, String> values = new HashMap<>();
      values.put("kafka.bootstrap-servers", broker.bootstrapServers());
      values.put("kafka.transaction-timeout", transactionTimeout.toString());
      ExactlyOnceSink<String> sink =
          new ExactlyOnceSink<>(
              KafkaOptions.from(Configuration.fromMap(values), "it"), topic, new Texts(topic));
      committer =
          new OneInputStreamOperatorTestHarness<>(
              new CommitterOperatorFactory<>(sink, false, true));
      writer =
          new OneInputStreamOperatorTestHarness<>(
              new SinkWriterOperatorFactory<>(sink), StringSerializer.INSTANCE);
      if (restored != null) {
        committer.setRestoredCheckpointId(restored.id());
        writer.setRestoredCheckpointId(restored.id());
        committer.initializeState(restored.committer());
        writer.initializeState(restored.writer());
      }
      committer.open();
      writer.open();
    }

    void write(String... values) throws Exception {
      for (String value : values) {
        writer.processElement(value, 0);
      }
    }

    @SuppressWarnings("unchecked") // harnesses give what their operators give
    Checkpoint checkpoint(long id) throws Exception {
      writer.prepareSnapshotPreBarrier(id);
      List<String> ids = new ArrayList<>();
      while (!writer.getOutput().isEmpty()) {
        var record = (StreamRecord<CommittableMessage<KeptTransaction>>) writer.getOutput().poll();
        if (record.getValue() instanceof CommittableWithLineage<KeptTransaction> committable) {
          ids.add(committable.getCommittable().transaction().getTransactionalId());
        }
        committer.processElement(record);
      }
      OperatorSubtaskState writerState = writer.snapshot(id, id);
      OperatorSubtaskState committerState = committer.snapshot(id, id);
      return new Checkpoint(id, writerState, committerState, ids.isEmpty() ? null : ids.get(0));
    }

    void complete(Checkpoint checkpoint) throws Exception {
      writer.notifyOfCompletedCheckpoint(checkpoint.id());
      committer.notifyOfCompletedCheckpoint(checkpoint.id());
    }

    @Override
    public void close() throws Exception {
      writer.close();
      committer.close();
    }
  }

  /** Values of which the first character is the key. */
  private static final class Texts
      implements KafkaRecordSerializationSchema<String>, KafkaDatasetFacetProvider {

    private final String topic;

    Texts(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        String value, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic, value.substring(0, 1).getBytes(UTF_8), value.getBytes(UTF_8));
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(
          new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }
  }
}
