package dev.odyssey.streaming.kafka;

import static dev.odyssey.streaming.TestNotifications.alert;
import static dev.odyssey.streaming.TestNotifications.requested;
import static dev.odyssey.streaming.TestNotifications.silence;
import static dev.odyssey.streaming.TestNotifications.withdrawn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.SilenceJson;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.streaming.Control;
import dev.odyssey.streaming.RecordContract;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.options.KafkaOptions;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and messages out, control topics in, through a real broker. */
class NotificationTopicsIT {

  private static final String TIME_IS_FREE = "time is free";

  /** What came to the end of the job, in order; static because the operator is serialized. */
  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

  private static TestBroker broker;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    broker = new TestBroker();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  // Out.

  @Test
  void alertsAreCloudEvents() throws Exception {
    broker.createTopics(2, "out-alerts");
    Alert firing = alert("e1", 1, AlertStatus.FIRING);
    Alert cleared = alert("e1", 2, AlertStatus.CLEARED);
    StreamExecutionEnvironment env = environment(new Configuration());
    env.fromData(TypeInformation.of(Alert.class), firing, cleared)
        .sinkTo(KafkaOutlet.alerts(options("out-")))
        .setParallelism(1);
    env.execute();

    List<ConsumerRecord<String, CloudEvent>> records = events("out-alerts");

    assertThat(records).extracting(ConsumerRecord::key).containsOnly("CASES:operations:e1");
    assertThat(records)
        .extracting(ConsumerRecord::value)
        .extracting(CloudEvent::getId)
        .containsExactly("CASES:operations:e1/1", "CASES:operations:e1/2");
    CloudEvent event = records.get(0).value();
    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getType()).isEqualTo("dev.odyssey.alert.firing");
    assertThat(records.get(1).value().getType()).isEqualTo("dev.odyssey.alert.cleared");
    assertThat(event.getSource()).isEqualTo(URI.create("/odyssey/out-alerts"));
    assertThat(event.getSubject()).isEqualTo("CASES:operations:e1");
    assertThat(event.getTime().toInstant()).isEqualTo(Instant.ofEpochMilli(firing.detectedAt()));
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getDataSchema()).isEqualTo(URI.create("urn:odyssey:schema:alert"));
    assertThat(AlertJson.read(new String(event.getData().toBytes(), UTF_8))).isEqualTo(firing);
  }

  @Test
  void messagesAreCloudEventsOfTheirRecipient() throws Exception {
    broker.createTopics(1, "out-outreach");
    Outreach requested = requested("e1", 1);
    Outreach optedOut =
        withdrawn("e2", 1, requested("e1", 1).recipient(), WithdrawalReason.OPTED_OUT);
    StreamExecutionEnvironment env = environment(new Configuration());
    env.fromData(TypeInformation.of(Outreach.class), requested, optedOut)
        .sinkTo(KafkaOutlet.outreach(options("out-")))
        .setParallelism(1);
    env.execute();

    List<ConsumerRecord<String, CloudEvent>> records = events("out-outreach");

    assertThat(records)
        .extracting(ConsumerRecord::key)
        .containsExactly("CUSTOMER:c1", "CUSTOMER:c1");
    assertThat(records)
        .extracting(record -> record.value().getType())
        .containsExactly("dev.odyssey.outreach.requested", "dev.odyssey.outreach.withdrawn");
    assertThat(records.get(0).value().getId()).isEqualTo("CUSTOMER:c1/no-show/NO_SHOW:e1/1");
    assertThat(records)
        .extracting(
            record -> OutreachJson.read(new String(record.value().getData().toBytes(), UTF_8)))
        .containsExactly(requested, optedOut);
  }

  // In.

  @Test
  void nothingIsDecidedBeforeAControlTopicIsRead() throws Exception {
    broker.createTopics(3, "in-silences");
    broker.createTopics(1, "in-dead-letters");
    List<ProducerRecord<byte[], byte[]>> silences = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      silences.add(record("in-silences", "s" + i, SilenceJson.write(silence("s" + i))));
    }
    silences.add(record("in-silences", "s7", null));
    silences.add(record("in-silences", "s8", "hello"));
    broker.send(silences);
    inTransaction("in-silences", "s300", true);
    inTransaction("in-silences", "s301", false);
    SEEN.clear();
    JobClient job = control("in-", new Configuration());
    String savepoint;
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> SEEN.contains(TIME_IS_FREE));
      List<String> seen = List.copyOf(SEEN);
      assertThat(seen).hasSize(303).endsWith(TIME_IS_FREE).contains("s300", "s7 taken back");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> broker.read("in-dead-letters").size() == 1);
      assertThat(
              broker.read("in-dead-letters").get(0).headers().lastHeader(Rejected.REASON).value())
          .asString(UTF_8)
          .startsWith("not JSON: ");
      savepoint =
          job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
    } catch (Exception | Error e) {
      job.cancel();
      throw e;
    }

    broker.send(List.of(record("in-silences", "s9", null)));
    SEEN.clear();
    Configuration restored = new Configuration();
    restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    job = control("in-", restored);
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> SEEN.contains(TIME_IS_FREE));
      assertThat(SEEN).containsExactly("s9 taken back", TIME_IS_FREE);
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void anEmptyControlTopicHoldsNothingUp() throws Exception {
    broker.createTopics(2, "empty-silences");
    broker.createTopics(1, "empty-dead-letters");
    SEEN.clear();
    JobClient job = control("empty-", new Configuration());
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> SEEN.contains(TIME_IS_FREE));
      assertThat(SEEN).containsExactly(TIME_IS_FREE);
    } finally {
      job.cancel().get();
    }
  }

  // Where topics end.

  @Test
  void theEndIsTheLastRecordThatAReaderIsGiven() throws Exception {
    broker.createTopics(6, "end-silences");
    broker.send(List.of(at("end-silences", 0), at("end-silences", 0)));
    broker.send(List.of(at("end-silences", 1)));
    inTransaction(at("end-silences", 1), true);
    broker.send(List.of(at("end-silences", 2), at("end-silences", 2)));
    for (int i = 0; i < 20; i++) {
      inTransaction(at("end-silences", 2), false);
    }
    inTransaction(at("end-silences", 3), false);
    broker.send(List.of(at("end-silences", 4), at("end-silences", 4)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition("end-silences", 4), RecordsToDelete.beforeOffset(2)))
          .all()
          .get();
    }

    assertThat(ends(broker.bootstrapServers(), "end-").lastOffsets())
        .as("plain; before a marker; before 20 aborted ones; none but aborted; deleted; empty")
        .isEqualTo(Map.of(0, 1L, 1, 1L, 2, 1L));
  }

  @Test
  void aTopicThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> ends(broker.bootstrapServers(), "no-").lastOffsets())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic no-silences cannot be read to its end from 127.0.0.1:");
    assertThatThrownBy(() -> ends("127.0.0.1:1", "end-").lastOffsets())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic end-silences cannot be read to its end from 127.0.0.1:1: ");
  }

  private static KafkaEnds ends(String bootstrapServers, String prefix) {
    return new KafkaEnds(
        options(bootstrapServers, prefix), RecordContract.SILENCES.topic(), Duration.ofSeconds(3));
  }

  private static JobClient control(String prefix, Configuration configuration) throws Exception {
    StreamExecutionEnvironment env = environment(configuration);
    KafkaOptions options = options(prefix);
    var silences = KafkaInlet.control(env, options, RecordContract.SILENCES, "silences");
    silences
        .transform("watch", TypeInformation.of(String.class), new Watch())
        .uid("watch")
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .uid("end");
    silences
        .getSideOutput(Triage.DEAD_LETTERS)
        .map(Rejected::of)
        .returns(Rejected.TYPE)
        .uid("letters")
        .sinkTo(KafkaOutlet.rejected(options, List.of()))
        .uid("rejected");
    return env.executeAsync();
  }

  private static StreamExecutionEnvironment environment(Configuration configuration) {
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
  }

  private static KafkaOptions options(String prefix) {
    return options(broker.bootstrapServers(), prefix);
  }

  private static KafkaOptions options(String bootstrapServers, String prefix) {
    return KafkaOptions.from(
        Configuration.fromMap(
            Map.of("kafka.bootstrap-servers", bootstrapServers, "kafka.topic-prefix", prefix)),
        "notifications");
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(
        topic, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }

  private static ProducerRecord<byte[], byte[]> at(String topic, int partition) {
    return new ProducerRecord<>(topic, partition, "k".getBytes(UTF_8), "v".getBytes(UTF_8));
  }

  private static void inTransaction(String topic, String id, boolean commit) {
    inTransaction(record(topic, id, SilenceJson.write(silence(id))), commit);
  }

  private static void inTransaction(ProducerRecord<byte[], byte[]> record, boolean commit) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record);
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** Read by the SDK, as a reader of committed data would. */
  private static List<ConsumerRecord<String, CloudEvent>> events(String topic) {
    List<ConsumerRecord<String, CloudEvent>> events = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new CloudEventDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(events::add);
                return events.size() >= 2;
              });
    }
    return events;
  }

  /** Notes what is said, and when time may go on. */
  private static final class Watch extends AbstractStreamOperator<String>
      implements OneInputStreamOperator<Control<Silence>, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<Control<Silence>> element) {
      Control<Silence> said = element.getValue();
      SEEN.add(said.isTakenBack() ? said.key() + " taken back" : said.key());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      super.processWatermark(mark);
      SEEN.add(mark.equals(Watermark.MAX_WATERMARK) ? TIME_IS_FREE : mark.toString());
    }
  }
}
