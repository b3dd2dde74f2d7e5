package dev.odyssey.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import dev.odyssey.sandbox.SandboxOptions.Service;
import dev.odyssey.streaming.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how long it takes until others see what an event shows. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how long it takes from an event that shows a defect to the change of the",
      "defect that a reader of committed data is given: Kafka and Flink as",
      "processes of their own, the lifecycle-defects job from its jar, and for each",
      "interval between checkpoints a cluster of its own."
    })
public final class LatencyBenchmark implements Callable<Integer> {

  private static final String JOB = "lifecycle-defects";
  private static final String INTERVAL = "execution.checkpointing.interval";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(5);

  /** Over so many checkpoints events are spread at least. */
  private static final int CHECKPOINTS = 4;

  private static final Duration SHORTEST = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

  @Option(
      names = "--intervals",
      split = ",",
      paramLabel = "DURATION",
      defaultValue = "PT1S,PT5S,PT10S,PT30S",
      description = "Between checkpoints (default: ${DEFAULT-VALUE}).")
  private List<Duration> intervals;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "400",
      description = "Events for each interval (default: ${DEFAULT-VALUE}).")
  private int events;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    common.atLeast(1, "--events", events);
    PrintWriter out = spec.commandLine().getOut();
    new Report(out).machine();
    out.printf(
        "%n| checkpoint every | median s | 95 of 100 s | longest s |%n|---|---:|---:|---:|%n");
    for (Duration interval : intervals) {
      common.say("checkpoints every %s ...", interval);
      double[] seconds = measure(interval);
      Arrays.sort(seconds);
      out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f |%n",
          interval,
          seconds[seconds.length / 2],
          seconds[(int) (seconds.length * 0.95)],
          seconds[seconds.length - 1]);
      out.flush();
    }
    return 0;
  }

  private double[] measure(Duration interval) throws Exception {
    SandboxOptions options =
        SandboxOptions.forTest(Files.createTempDirectory("odyssey-latency-"))
            .withServices(Service.KAFKA, Service.FLINK);
    Map<String, String> configuration = new HashMap<>(options.flinkConfiguration());
    configuration.put(INTERVAL, interval.toMillis() + " ms");
    try (Sandbox sandbox = Sandbox.start(options.withFlinkConfiguration(configuration))) {
      String job =
          sandbox
              .flink()
              .submit(ProjectHome.locate().jobJar(JOB), Optional.empty(), sandbox.jobArguments());
      sandbox.flink().awaitRunning(job, PATIENCE);
      sandbox.flink().awaitCheckpoints(job, 1, PATIENCE);
      return measure(sandbox.kafka().bootstrapServers(), interval);
    }
  }

  private double[] measure(String bootstrapServers, Duration interval) throws IOException {
    Duration whole = interval.multipliedBy(CHECKPOINTS);
    long pause = Math.max(whole.toNanos(), SHORTEST.toNanos()) / events;
    Map<String, Long> sentAt = new HashMap<>();
    double[] seconds = new double[events];
    int seen = 0;
    try (var producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicNames.DEFECTS).stream()
              .map(info -> new TopicPartition(TopicNames.DEFECTS, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long begin = System.nanoTime();
      long end = begin + events * pause + PATIENCE.toNanos();
      while (seen < events) {
        if (sentAt.size() < events && System.nanoTime() - begin >= sentAt.size() * pause) {
          OrderEvent event = lowRating(sentAt.size());
          sentAt.put(event.eventId(), System.nanoTime());
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      TopicNames.ORDER_EVENTS,
                      event.orderId().getBytes(UTF_8),
                      new OrderEventAvro().encode(event)));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          DefectChange change = DefectChangeAvro.decode(record.value());
          long nanos = System.nanoTime() - sentAt.get(change.finding().anchorEventId());
          seconds[seen++] = nanos / 1e9;
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("of %d defects %d were seen".formatted(events, seen));
        }
      }
    }
    return seconds;
  }

  /** A defect by itself, whatever the time. */
  private static OrderEvent lowRating(int n) {
    long now = Clock.systemUTC().millis();
    return OrderEvent.builder()
        .eventId("rating-" + n)
        .type(OrderEventType.RATED)
        .occurredAt(now)
        .recordedAt(now)
        .orderId("order-" + n)
        .offeringId("tv-mount")
        .region("US-NY")
        .timeZone("America/New_York")
        .stars(1)
        .build();
  }
}
