package dev.odyssey.detection.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.odyssey.avro.Pulse;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.codec.GenericRecords;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.SchemaVersions;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.sandbox.EmbeddedRegistry;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.RecordContract;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.options.InvalidOptionException;
import dev.odyssey.streaming.options.JobArguments;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.registry.RegisteredRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A job between topics in the format of a real schema registry, which goes away and comes back. */
class RegistryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPIC = "order-events";
  private static final Schema TODAY = SchemaVersions.latest("OrderEvent");
  private static final OrderEventAvro AVRO = new OrderEventAvro();
  private static final DetectionJob<?, ?, ?> JOB =
      new DetectionJob<>(LifecycleDefectsJob.DETECTION);

  private static Platform platform;
  private static EmbeddedRegistry registry;
  private static RegisteredRecords defects;

  @BeforeAll
  static void start() {
    CompletableFuture<EmbeddedRegistry> starting =
        CompletableFuture.supplyAsync(EmbeddedRegistry::start);
    platform = Platform.start();
    registry = starting.join();
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void eventsOfAnyVersionAreReadAndDefectsWrittenThroughAnOutage() throws Exception {
    String prefix = "it-";
    platform.prepare(prefix);
    String subject = prefix + TOPIC + "-value";
    Schema older = without(TODAY, "claimId");
    Schema newer = with(TODAY, "\"salesChannel\", \"type\": \"string\", \"default\": \"WEB\"");
    Schema newest = with(newer, "\"tip\", \"type\": \"long\", \"default\": 0");
    Schema incompatible = with(TODAY, "\"mandatory\", \"type\": \"string\"");
    int olderId = registry.register(subject, older.toString());
    int newerId = registry.register(subject, newer.toString());
    int rogueId = registry.register("rogue", without(TODAY, "orderId").toString());
    assertThatThrownBy(() -> registry.register(subject, incompatible.toString()))
        .hasMessageContaining("409");

    try (RunningJob job = RunningJob.start(JOB, "registry", platform, prefix, options())) {
      defects = RegisteredRecords.of(kafka(prefix), "defects");
      defects.open(new UnregisteredMetricsGroup());
      send(prefix, registered(olderId, older, lowRating("older")));
      send(prefix, registered(newerId, newer, lowRating("newer")));
      send(prefix, AVRO.encode(lowRating("single-object")));
      send(prefix, registered(rogueId, without(TODAY, "orderId"), lowRating("rogue")));
      send(prefix, registered(999, newer, lowRating("unknown")));
      send(prefix, new byte[] {0, 0, 0});

      awaitDefects(prefix, "newer", "older", "single-object");
      await().atMost(PATIENCE).until(() -> deadLetters(prefix).size() == 3);
      assertThat(deadLetters(prefix))
          .anyMatch(reason -> reason.matches(".*schema " + rogueId + ": .*orderId.*"))
          .anyMatch(reason -> reason.contains("the registry knows no schema of id 999"))
          .anyMatch(reason -> reason.contains("byte 00 and four bytes of an id"));
      assertThat(pulses(prefix)).as("heartbeats in the registry's format").isPositive();
      assertThat(registry.get("/subjects"))
          .contains(prefix + "defects-value", prefix + TOPIC + "-dev.odyssey.avro.Pulse");

      int newestId = registry.register(subject, newest.toString());
      RegisteredRecords shipped = RegisteredRecords.of(kafka(prefix), TOPIC);
      registry.stop();

      send(prefix, registered(newerId, newer, lowRating("during-the-outage")));
      awaitDefects(prefix, "during-the-outage", "newer", "older", "single-object");
      assertThat(readByItself(shipped, registered(newestId, newest, lowRating("shipped"))))
          .isEqualTo("shipped");
      assertThatThrownBy(() -> build("late-", options()))
          .isInstanceOf(InvalidOptionException.class)
          .hasMessageContaining("--schema-registry.url " + registry.url())
          .hasMessageContaining("ConnectException");
      send(prefix, registered(newestId, newest, lowRating("newest")));

      registry.restart();
      awaitDefects(prefix, "during-the-outage", "newer", "newest", "older", "single-object");
      assertThat(deadLetters(prefix)).as("still the rubbish only").hasSize(3);
      assertThat(job.status().isGloballyTerminalState()).isFalse();
    }

    registry.register("bad-defects-value", incompatibleDefect());
    platform.broker().createTopics("bad-");
    assertThatThrownBy(() -> build("bad-", options()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining(
            "dev.odyssey.avro.DefectChange is not compatible with what the registry")
        .hasMessageContaining("bad-defects-value");
  }

  private static String[] options() {
    return new String[] {
      "--schema-registry.url", registry.url(), "--schema-registry.write", "true"
    };
  }

  private static void build(String prefix, String... options) {
    String[] arguments = RunningJob.arguments(platform, prefix, options).toArray(String[]::new);
    JOB.build(
        RunningJob.environment(), JobArguments.parse(arguments, DetectionJob.OPTIONS).values());
  }

  private static KafkaOptions kafka(String prefix) {
    String[] arguments = RunningJob.arguments(platform, prefix, options()).toArray(String[]::new);
    return KafkaOptions.from(JobArguments.parse(arguments, DetectionJob.OPTIONS).values(), "job");
  }

  /** What a task reads that was sent its records' schemas and never reached the registry. */
  private static String readByItself(RegisteredRecords sent, byte[] bytes) throws Exception {
    RegisteredRecords records = InstantiationUtil.clone(sent);
    records.open(new UnregisteredMetricsGroup());
    assertThat(records.claims(bytes)).isTrue();
    Decoded<OrderEvent> decoded = records.read(bytes, AVRO::decode);
    return ((Decoded.Fact<OrderEvent>) decoded).event().eventId();
  }

  /** A defect by itself, LOW_RATING. */
  private static OrderEvent lowRating(String id) {
    long now = Clock.systemUTC().millis();
    return OrderEvent.builder()
        .eventId(id)
        .type(OrderEventType.RATED)
        .occurredAt(now)
        .recordedAt(now)
        .orderId("order-" + id)
        .offeringId("tv-mount")
        .region("east")
        .timeZone("America/New_York")
        .stars(1)
        .build();
  }

  private static void send(String prefix, byte[] value) throws Exception {
    platform.send(new ProducerRecord<>(prefix + TOPIC, 0, new byte[] {1}, value)).get();
  }

  /** Waits for the defects of these events, as a job that is told of the registry reads them. */
  private static void awaitDefects(String prefix, String... events) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(defects(prefix)).containsExactly(events));
  }

  private static TreeSet<String> defects(String prefix) {
    TreeSet<String> events = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> record : platform.broker().read(prefix + "defects")) {
      assertThat(defects.claims(record.value())).as("in the registry's format").isTrue();
      KafkaRecord read =
          new KafkaRecord(
              record.topic(), 0, record.offset(), 0, record.key(), record.value(), List.of());
      events.add(RecordContract.DEFECTS.read(read, defects).finding().anchorEventId());
    }
    return events;
  }

  private static long pulses(String prefix) {
    String subject = prefix + TOPIC + "-" + Pulse.getClassSchema().getFullName();
    String version = registry.get("/subjects/" + subject + "/versions/latest");
    int id = Integer.parseInt(version.replaceAll(".*\"id\":(\\d+).*", "$1"));
    return platform.broker().read(prefix + TOPIC).stream()
        .map(record -> ByteBuffer.wrap(record.value()))
        .filter(value -> value.remaining() > 5 && value.get() == 0 && value.getInt() == id)
        .count();
  }

  private static List<String> deadLetters(String prefix) {
    List<String> reasons = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter : platform.broker().read(prefix + "dead-letters")) {
      reasons.add(new String(letter.headers().lastHeader(Rejected.REASON).value(), UTF_8));
    }
    return reasons;
  }

  /** An event as a producer with the registry's client writes it. */
  private static byte[] registered(int id, Schema schema, OrderEvent event) throws IOException {
    IndexedRecord known = new GenericRecords("OrderEvent").read(AVRO.encode(event));
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Schema.Field same = known.getSchema().getField(field.name());
      record.put(
          field.pos(),
          same == null ? GenericData.get().getDefaultValue(field) : known.get(same.pos()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(record, encoder);
    return out.toByteArray();
  }

  private static Schema without(Schema schema, String field) {
    return copy(schema, field, null);
  }

  private static Schema with(Schema schema, String field) {
    return copy(
        schema,
        null,
        new Schema.Parser()
            .parse(
                "{\"type\": \"record\", \"name\": \"Any\", \"fields\": [{\"name\": %s}]}"
                    .formatted(field))
            .getFields()
            .get(0));
  }

  private static Schema copy(Schema schema, String without, Schema.Field with) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      if (!field.name().equals(without)) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    if (with != null) {
      fields.add(new Schema.Field(with, with.schema()));
    }
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  /** Records written in it lack what today's readers need. */
  private static String incompatibleDefect() {
    return "{\"type\": \"record\", \"name\": \"DefectChange\","
        + " \"namespace\": \"dev.odyssey.avro\", \"fields\": []}";
  }
}
