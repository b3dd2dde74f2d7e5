package dev.odyssey.streaming.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.TestEvents;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.kafka.KafkaInlet;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.PulseOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Time on a silent topic, and on one that cannot be reached; through a real broker. */
class PulseIT {

  private static final int PARTITIONS = 3;

  /** More than there are partitions, which must not hold time back. */
  private static final int PARALLELISM = 4;

  private static final OrderEventAvro AVRO = new OrderEventAvro();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Deadlines that were noticed; static because the operator travels by serialization. */
  private static final Queue<String> DUE = new ConcurrentLinkedQueue<>();

  @Test
  void aDeadlineIsNoticedOnASilentTopic() throws Exception {
    DUE.clear();
    try (TestBroker broker = new TestBroker()) {
      broker.createTopics(PARTITIONS, "order-events");
      OrderEvent event = TestEvents.placed("last", CLOCK.millis());
      broker.send(List.of(new ProducerRecord<>("order-events", AVRO.encode(event))));
      JobClient job = job(broker, Duration.ofSeconds(2)).executeAsync("silence");
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> DUE.contains("last"));
      } finally {
        job.cancel().get();
      }
      for (int partition = 0; partition < PARTITIONS; partition++) {
        assertThat(pulses(broker, partition)).as("pulses in %d", partition).isNotEmpty();
      }
    }
  }

  @Test
  void anOutageIsNotSilence() throws Exception {
    DUE.clear();
    Duration settle = Duration.ofSeconds(4);
    try (TestBroker broker = new TestBroker()) {
      broker.createTopics(PARTITIONS, "order-events");
      JobClient job = job(broker, settle).executeAsync("outage");
      try {
        long started = CLOCK.millis();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> claims(broker).anyMatch(c -> c > started));
        broker.stop();
        long down = CLOCK.millis();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        long up = CLOCK.millis();
        broker.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> claims(broker).anyMatch(c -> c > up));

        long last = up + settle.minus(PATIENCE).minus(INTERVAL).minus(INTERVAL).toMillis();
        assertThat(claims(broker)).noneMatch(claim -> claim > down && claim < last);
        assertThat(claims(broker).filter(c -> c == PulseClock.NOTHING))
            .as("what was written before the start had settled claims nothing")
            .isNotEmpty();
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      } finally {
        job.cancel().get();
      }
    }
  }

  private static Stream<Long> claims(TestBroker broker) {
    return Stream.of(0, 1, 2).flatMap(partition -> pulses(broker, partition).stream());
  }

  private static List<Long> pulses(TestBroker broker, int partition) {
    return broker.read("order-events").stream()
        .filter(record -> record.partition() == partition)
        .map(record -> AVRO.decode(record.value()))
        .filter(decoded -> decoded instanceof Decoded.Pulse)
        .map(decoded -> ((Decoded.Pulse<OrderEvent>) decoded).pulsedAt())
        .toList();
  }

  /** Never restarted: whatever fails the job fails the test. */
  private static StreamExecutionEnvironment job(TestBroker broker, Duration settle) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    var env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
    KafkaOptions kafka =
        KafkaOptions.from(
            Configuration.fromMap(Map.of("kafka.bootstrap-servers", broker.bootstrapServers())),
            "pulse");
    PulseOptions pulse = new PulseOptions(true, INTERVAL, settle, PATIENCE);
    Pulse.attach(env, kafka, pulse, EventContract.ORDERS, CLOCK);
    env.fromSource(
            KafkaInlet.source(kafka, EventContract.ORDERS, TestEvents.TYPE, CLOCK),
            EventWatermarks.<OrderEvent>live(Duration.ofSeconds(1)),
            "order events")
        .setParallelism(KafkaInlet.parallelism(kafka, EventContract.ORDERS, PARALLELISM))
        .process(new Triage<OrderEvent>())
        .returns(TestEvents.TYPE)
        .keyBy(OrderEvent::orderId)
        .process(new Deadline())
        .returns(Types.STRING)
        .sinkTo(new DiscardingSink<>());
    return env;
  }

  /** Something is due a second after each event. */
  private static final class Deadline extends KeyedProcessFunction<String, OrderEvent, String> {

    @Override
    public void processElement(OrderEvent event, Context context, Collector<String> out) {
      context.timerService().registerEventTimeTimer(event.occurredAt() + 1_000);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
      DUE.add(context.getCurrentKey().replace("order-", ""));
    }
  }
}
