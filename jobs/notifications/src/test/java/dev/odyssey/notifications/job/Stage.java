package dev.odyssey.notifications.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.streaming.options.JobArguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A real broker for the tests of one class; each test has topics of its own by a prefix. */
final class Stage implements AutoCloseable {

  private final TestBroker broker = new TestBroker();
  private final KafkaProducer<byte[], byte[]> producer;
  private String prefix = "";
  private Emitted<Alert> alerts;
  private Emitted<Outreach> outreach;
  private CompletableFuture<JobExecutionResult> result;

  Stage() {
    try {
      producer = broker.producer(Duration.ofMillis(5));
    } catch (RuntimeException | Error e) {
      broker.close();
      throw e;
    }
  }

  /** Creates the project's topics anew, with another prefix. */
  void prepare(String topicPrefix) throws Exception {
    prefix = topicPrefix;
    alerts = Emitted.alerts();
    outreach = Emitted.outreach();
    broker.createTopics(prefix);
  }

  /** The command line of a job on this stage, whose time begins soon. */
  String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "--kafka.topic-prefix",
                prefix,
                "--kafka.group-id",
                prefix + "group",
                "--kafka.transactional-id-prefix",
                prefix + "transactions"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--lag")) {
      arguments.addAll(List.of("--lag", "PT0.5S"));
    }
    if (!arguments.contains("--settle")) {
      arguments.addAll(List.of("--settle", "PT1S"));
    }
    return arguments.toArray(String[]::new);
  }

  /** The job as its command line makes it, on a cluster inside this JVM. */
  StreamExecutionEnvironment job(String... more) {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, cluster);
    NotificationJob.build(
        env, JobArguments.parse(arguments(more), NotificationJob.OPTIONS).values());
    return env;
  }

  JobClient start(String... more) throws Exception {
    JobClient job = job(more).executeAsync("notifications");
    result = job.getJobExecutionResult();
    return job;
  }

  /** Sends a record with text; null for none. */
  void send(String topic, String key, String value) {
    send(topic, key, value == null ? null : value.getBytes(UTF_8));
  }

  void send(String topic, String key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(prefix + topic, key.getBytes(UTF_8), value));
  }

  void send(DefectChange... changes) {
    for (DefectChange change : changes) {
      send(TopicNames.DEFECTS, change.defectId(), DefectChangeAvro.encode(change));
    }
  }

  /** Returns when all that was sent is on its topic. */
  void flush() {
    producer.flush();
  }

  List<Alert> alerts() {
    return alerts.of(records(TopicNames.ALERTS));
  }

  List<Outreach> outreach() {
    return outreach.of(records(TopicNames.OUTREACH));
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return broker.read(prefix + topic);
  }

  /**
   * Ends the job that was started last and waits until it has ended.
   *
   * @throws java.util.concurrent.ExecutionException with its cause, if it has failed before
   */
  void cancel(JobClient job) throws Exception {
    if (result.isDone()) {
      result.get();
    } else {
      job.cancel().get(1, TimeUnit.MINUTES);
    }
  }

  /** Waits until the job that was started last has ended by itself. */
  void awaitEnd() throws Exception {
    var unused = result.get(1, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    broker.close();
  }
}
