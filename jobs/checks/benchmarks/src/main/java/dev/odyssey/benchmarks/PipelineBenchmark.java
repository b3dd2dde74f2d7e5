package dev.odyssey.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how many events a second the jobs read from real topics when there is a backlog. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how long the jobs take to read a backlog: Kafka, PostgreSQL and Flink as",
      "processes of their own on this machine, the jobs from their jars, recent events from",
      "the simulator. A job has read a topic when it has committed its end, so times are",
      "as exact as the interval between checkpoints."
    })
public final class PipelineBenchmark implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 500;

  @Spec private CommandSpec spec;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Orders, of about 11 events each (default: ${DEFAULT-VALUE}).")
  private int orders;

  @Option(
      names = "--jobs",
      split = ",",
      paramLabel = "JOB",
      defaultValue = "lifecycle-defects,contact-defects,scorecards,notifications,tables",
      description = "Jobs that run at the same time (default: ${DEFAULT-VALUE}).")
  private List<String> jobs;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "PT15M",
      description = "For how long the jobs may read (default: ${DEFAULT-VALUE}).")
  private Duration patience;

  @Mixin private CommonOptions common;

  /** How far the jobs have come. */
  private record Reading(String job, long records, double seconds) {}

  @Override
  public Integer call() throws Exception {
    common.atLeast(1, "--orders", orders);
    PrintWriter out = spec.commandLine().getOut();
    new Report(out).machine();
    SandboxOptions options =
        SandboxOptions.forTest(Files.createTempDirectory("odyssey-pipeline-"))
            .withTaskManagers(1, jobs.size());
    try (Sandbox sandbox = Sandbox.start(options)) {
      common.say("writing %d orders ...", orders);
      long events = write(sandbox.kafka().bootstrapServers());
      List<Reading> readings = run(sandbox);
      out.printf(Locale.ROOT, "%n%,d events of %,d orders%n%n", events, orders);
      out.printf(
          "| job | records read | until it has read all, s | events/s |%n|---|---:|---:|---:|%n");
      for (Reading reading : readings) {
        out.printf(
            Locale.ROOT,
            "| %s | %,d | %.1f | %,.0f |%n",
            reading.job(),
            reading.records(),
            reading.seconds(),
            events / reading.seconds());
      }
      out.flush();
    }
    return 0;
  }

  private long write(String bootstrapServers) {
    // All of it is over, and nothing so old that it would be late.
    Instant start = Clock.systemUTC().instant().minus(30, ChronoUnit.DAYS);
    SimulationConfig config =
        SimulationConfig.of(7, orders).withStart(start).withOrdersPerDay(Math.max(1, orders / 14));
    OrderEventAvro ofOrders = new OrderEventAvro();
    ContactEventAvro ofContacts = new ContactEventAvro();
    boolean hasOrders = jobs.contains("lifecycle-defects");
    boolean hasContacts = jobs.contains("contact-defects");
    long events = 0;
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Iterator<Delivery> deliveries = new Simulator(config).stream().iterator();
      while (deliveries.hasNext()) {
        Delivery delivery = deliveries.next();
        ProducerRecord<byte[], byte[]> record = null;
        if (delivery instanceof Delivery.OfOrder order && hasOrders) {
          record = record(TopicNames.ORDER_EVENTS, delivery, ofOrders.encode(order.event()));
        } else if (delivery instanceof Delivery.OfContact contact && hasContacts) {
          record = record(TopicNames.CONTACT_EVENTS, delivery, ofContacts.encode(contact.event()));
        }
        if (record != null) {
          var unused = producer.send(record);
          events++;
        }
      }
    }
    return events;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Delivery delivery, byte[] value) {
    return new ProducerRecord<>(topic, delivery.event().subjectId().getBytes(UTF_8), value);
  }

  /** Runs the jobs until each has read all there is, and stays so. */
  private List<Reading> run(Sandbox sandbox) throws Exception {
    Map<String, Reading> readings = new LinkedHashMap<>();
    Map<String, String> ids = new HashMap<>();
    long begin = System.nanoTime();
    for (String job : jobs) {
      ids.put(
          job,
          sandbox
              .flink()
              .submit(
                  ProjectHome.locate().jobJar(job), Optional.empty(), sandbox.jobArguments(job)));
    }
    for (String id : ids.values()) {
      sandbox.flink().awaitRunning(id, PATIENCE);
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", sandbox.kafka().bootstrapServers()))) {
      int calm = 0;
      // Heartbeats come about once a second: read is what was there one interval ago.
      while (calm < 10) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (seconds > patience.toSeconds()) {
          throw new IllegalStateException("the jobs have not read all within " + patience);
        }
        boolean isAllRead = true;
        for (String job : jobs) {
          Map<TopicPartition, OffsetAndMetadata> read =
              admin
                  .listConsumerGroupOffsets("odyssey-" + job)
                  .partitionsToOffsetAndMetadata()
                  .get();
          long behind = behind(admin, read);
          if (read.isEmpty() || behind > 50L * read.size()) {
            long records = read.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
            readings.put(job, new Reading(job, records, seconds));
            isAllRead = false;
          }
        }
        calm = isAllRead ? calm + 1 : 0;
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
    return List.copyOf(readings.values());
  }

  private static long behind(Admin admin, Map<TopicPartition, OffsetAndMetadata> read)
      throws Exception {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    read.keySet().forEach(partition -> question.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(question).all().get();
    return ends.entrySet().stream()
        .mapToLong(end -> end.getValue().offset() - read.get(end.getKey()).offset())
        .sum();
  }
}
