package dev.odyssey.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.Pulses;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.RejectedEvents;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.TestEvents;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.options.InvalidOptionException;
import dev.odyssey.streaming.options.KafkaOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Through a real broker: what comes in, what goes out, and a failure in between. */
class KafkaIT {

  private static final OutputTag<Rejected> REJECTED = new OutputTag<>("rejected", Rejected.TYPE);
  private static final OrderEventAvro AVRO = new OrderEventAvro();
  private static final long NOW = Clock.systemUTC().millis();
  private static final int EVENTS = 200;

  @Test
  void everyRecordComesOutOnceAndWhereItBelongs() throws Exception {
    FailOnce.failed.set(false);
    try (TestBroker broker = new TestBroker()) {
      broker.createTopics(2, "t-order-events", "t-defects");
      broker.createTopics(1, "t-dead-letters", "t-late-order-events", "t-overflow-order-events");
      broker.send(events(0, EVENTS / 2));
      broker.send(rubbish());

      Set<Thread> before = adminClients();
      JobClient job = job(broker).executeAsync("round trip");
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> count(broker, "defects") > 0);
        broker.send(List.of(event(FailOnce.ID)));
        broker.send(events(EVENTS / 2, EVENTS));
        broker.send(List.of(event("late"), event("overflow")));
        await()
            .atMost(Duration.ofSeconds(120))
            .until(
                () ->
                    count(broker, "defects") >= EVENTS + 1
                        && count(broker, "dead-letters") >= rubbish().size() - 1
                        && count(broker, "late-order-events") >= 1
                        && count(broker, "overflow-order-events") >= 1);
      } finally {
        job.cancel().get();
      }
      assertThat(FailOnce.failed).as("it failed in the middle").isTrue();
      defectsAreThereOnce(broker);
      rubbishIsThereOnce(broker);
      lateAndOverflowingEventsAreThereOnce(broker);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(before).containsAll(adminClients()));
    }
  }

  /** What keeps the classes of a job in a TaskManager when it is left behind. */
  private static Set<Thread> adminClients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
        .collect(Collectors.toSet());
  }

  @Test
  void aTopicThatIsNotThereIsNamed() throws Exception {
    try (TestBroker broker = new TestBroker()) {
      assertThatThrownBy(() -> KafkaInlet.parallelism(options(broker), EventContract.ORDERS, 4))
          .isInstanceOf(InvalidOptionException.class)
          .hasMessageContaining("topic t-order-events cannot be had from 127.0.0.1:");
    }
  }

  private static void defectsAreThereOnce(TestBroker broker) throws Exception {
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.read("t-defects")) {
      String id = DefectChangeAvro.decode(record.value()).defectId();
      assertThat(record.key()).asString(UTF_8).isEqualTo(id);
      ids.add(id);
    }
    assertThat(ids).hasSize(EVENTS + 1).doesNotHaveDuplicates();
  }

  private static void rubbishIsThereOnce(TestBroker broker) {
    List<ConsumerRecord<byte[], byte[]>> letters = broker.read("t-dead-letters");
    assertThat(letters)
        .extracting(record -> header(record, Rejected.REASON))
        .satisfiesExactlyInAnyOrder(
            reason -> assertThat(reason).contains("no Avro in single-object encoding"),
            reason -> assertThat(reason).contains("no Avro in single-object encoding"),
            reason -> assertThat(reason).contains("no value"),
            reason -> assertThat(reason).contains("a length of"),
            reason -> assertThat(reason).contains("recordedAt"));
    ConsumerRecord<byte[], byte[]> text =
        letters.stream()
            .filter(letter -> letter.value() != null && letter.value().length == 5)
            .findFirst()
            .orElseThrow();
    assertThat(text.value()).asString(UTF_8).isEqualTo("hello");
    assertThat(text.key()).asString(UTF_8).isEqualTo("key");
    assertThat(header(text, "trace")).isEqualTo("abc");
    assertThat(header(text, Rejected.TOPIC)).isEqualTo("t-order-events");
    assertThat(header(text, Rejected.PARTITION)).isEqualTo("1");
    assertThat(header(text, Rejected.TIMESTAMP)).isEqualTo(Long.toString(NOW));
    assertThat(letters)
        .filteredOn(letter -> letter.headers().lastHeader(Rejected.TRUNCATED) != null)
        .singleElement()
        .satisfies(huge -> assertThat(huge.value()).hasSizeGreaterThan(900_000));
  }

  private static void lateAndOverflowingEventsAreThereOnce(TestBroker broker) {
    assertThat(broker.read("t-late-order-events"))
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.value()).isEqualTo(event("late").value());
              assertThat(header(late, Rejected.REASON)).isEqualTo("too old");
            });
    assertThat(broker.read("t-overflow-order-events")).hasSize(1);
  }

  private static int count(TestBroker broker, String topic) {
    return broker.read("t-" + topic).size();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static List<ProducerRecord<byte[], byte[]>> events(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event("e" + i));
    }
    return events;
  }

  private static ProducerRecord<byte[], byte[]> event(String id) {
    byte[] key = ("order-" + id).getBytes(UTF_8);
    return new ProducerRecord<>("t-order-events", key, AVRO.encode(TestEvents.placed(id, NOW)));
  }

  /** The last of them is none: a heartbeat, which goes nowhere. */
  private static List<ProducerRecord<byte[], byte[]>> rubbish() {
    byte[] event = AVRO.encode(TestEvents.placed("e", NOW));
    ProducerRecord<byte[], byte[]> text =
        new ProducerRecord<>(
            "t-order-events", 1, NOW, "key".getBytes(UTF_8), "hello".getBytes(UTF_8));
    text.headers().add("trace", "abc".getBytes(UTF_8));
    return List.of(
        text,
        new ProducerRecord<>("t-order-events", "key".getBytes(UTF_8), null),
        new ProducerRecord<>("t-order-events", Arrays.copyOf(event, event.length - 9)),
        new ProducerRecord<>("t-order-events", new byte[1_000_000]),
        new ProducerRecord<>(
            "t-order-events", AVRO.encode(TestEvents.placed("e", NOW, NOW + 3_600_000))),
        new ProducerRecord<>("t-order-events", Pulses.encode(NOW)));
  }

  private static StreamExecutionEnvironment job(TestBroker broker) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    var env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    KafkaOptions options = options(broker);
    var events =
        env.fromSource(
                KafkaInlet.source(
                    options, EventContract.ORDERS, TestEvents.TYPE, Clock.systemUTC()),
                EventWatermarks.<OrderEvent>live(Duration.ofSeconds(5)),
                "order events")
            .process(new Triage<OrderEvent>())
            .returns(TestEvents.TYPE);
    var taken = events.process(new FailOnce()).returns(TestEvents.TYPE);
    taken
        .map(TestEvents::change)
        .returns(TestEvents.CHANGE_TYPE)
        .sinkTo(KafkaOutlet.defects(options))
        .name("defects");
    events
        .getSideOutput(Triage.DEAD_LETTERS)
        .map(Rejected::of)
        .returns(Rejected.TYPE)
        .union(taken.getSideOutput(REJECTED))
        .sinkTo(KafkaOutlet.rejected(options, List.of(EventContract.ORDERS)))
        .name("rejected");
    return env;
  }

  private static KafkaOptions options(TestBroker broker) {
    Map<String, String> given = new HashMap<>();
    given.put("kafka.bootstrap-servers", broker.bootstrapServers());
    given.put("kafka.topic-prefix", "t-");
    return KafkaOptions.from(Configuration.fromMap(given), "round-trip");
  }

  /** Fails the job at one event, the first time, and turns two others away. */
  private static final class FailOnce extends ProcessFunction<OrderEvent, OrderEvent> {

    static final String ID = "poison";
    static final AtomicBoolean failed = new AtomicBoolean();

    private final RejectedEvents<OrderEvent> rejected = new RejectedEvents<>(EventContract.ORDERS);

    @Override
    public void processElement(OrderEvent event, Context context, Collector<OrderEvent> out) {
      switch (event.eventId()) {
        case "late" -> context.output(REJECTED, rejected.late(event, "too old"));
        case "overflow" -> context.output(REJECTED, rejected.overflow(event, "too many"));
        default -> {
          if (event.eventId().equals(ID) && failed.compareAndSet(false, true)) {
            throw new IllegalStateException("a failure that the job must recover from");
          }
          out.collect(event);
        }
      }
    }
  }
}
