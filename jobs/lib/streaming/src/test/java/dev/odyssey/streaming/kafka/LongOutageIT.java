package dev.odyssey.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.options.KafkaOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * A job that goes down when a checkpoint is complete and nothing of it is committed, and comes back
 * when the broker has given up its transactions.
 */
class LongOutageIT {

  private static final String TOPIC = "long-outage";
  private static final int PER_SECOND = 100;

  /** Commits of this number and later go down, until the next attempt; static as sinks travel. */
  private static final int DOWN_AT = 5;

  private static final AtomicInteger COMMITS = new AtomicInteger();

  /** What was not committed when it went down. */
  private static final Queue<String> LOST = new ConcurrentLinkedQueue<>();

  @Test
  void nothingIsMissingOnTheTopic() throws Exception {
    try (TestBroker broker = new TestBroker()) {
      broker.createTopics(3, TOPIC);
      JobClient job = job(broker).executeAsync("long outage");
      try {
        await().atMost(Duration.ofMinutes(1)).until(() -> !LOST.isEmpty());
        long written = numbers(broker).stream().mapToLong(Long::longValue).max().orElseThrow();
        List<Long> expected = LongStream.range(0, written + 10 * PER_SECOND).boxed().toList();
        await()
            .atMost(Duration.ofMinutes(3))
            .untilAsserted(
                () -> assertThat(numbers(broker).containsAll(expected)).as("all").isTrue());
      } finally {
        job.cancel().get();
      }
    }
  }

  private static Set<Long> numbers(TestBroker broker) {
    return broker.read(TOPIC).stream()
        .map(record -> Long.valueOf(new String(record.value(), UTF_8)))
        .collect(Collectors.toSet());
  }

  private static StreamExecutionEnvironment job(TestBroker broker) {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    var env = StreamExecutionEnvironment.createLocalEnvironment(2, cluster);
    KafkaOptions options =
        KafkaOptions.from(
            Configuration.fromMap(
                Map.of(
                    "kafka.bootstrap-servers",
                    broker.bootstrapServers(),
                    "kafka.transaction-timeout",
                    "PT3S")),
            "it");
    env.fromSource(
            new DataGeneratorSource<>(
                number -> number,
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(PER_SECOND),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .setParallelism(1)
        .rebalance()
        .sinkTo(new GoingDown(options));
    return env;
  }

  /** The sink, but for a failure before a commit. */
  private static final class GoingDown
      implements Sink<Long>,
          SupportsWriterState<Long, KafkaWriterState>,
          SupportsCommitter<KeptTransaction>,
          SupportsPostCommitTopology<KeptTransaction> {

    private final ExactlyOnceSink<Long> sink;
    private final String bootstrapServers;

    GoingDown(KafkaOptions options) {
      this.sink = new ExactlyOnceSink<>(options, TOPIC, new Numbers());
      this.bootstrapServers = options.bootstrapServers();
    }

    @Override
    public ExactlyOnceSink.Writer<Long> createWriter(WriterInitContext context) throws IOException {
      return sink.createWriter(context);
    }

    @Override
    public StatefulSinkWriter<Long, KafkaWriterState> restoreWriter(
        WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
      return sink.restoreWriter(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
      return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KeptTransaction> createCommitter(CommitterInitContext context) {
      Committer<KeptTransaction> committer = sink.createCommitter(context);
      boolean isBack = context.getTaskInfo().getAttemptNumber() > 0;
      return new Committer<>() {
        @Override
        public void commit(Collection<CommitRequest<KeptTransaction>> requests)
            throws IOException, InterruptedException {
          if (isBack) {
            LOST.forEach(GoingDown.this::awaitAbort);
          } else if (!requests.isEmpty() && COMMITS.incrementAndGet() >= DOWN_AT) {
            requests.forEach(
                request -> LOST.add(request.getCommittable().transaction().getTransactionalId()));
            throw new IOException("everything goes down");
          }
          committer.commit(requests);
        }

        @Override
        public void close() throws Exception {
          committer.close();
        }
      };
    }

    /** Or longer ago: then another transaction may be open under the id. */
    private void awaitAbort(String transactionalId) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    admin
                            .describeTransactions(List.of(transactionalId))
                            .description(transactionalId)
                            .get()
                            .state()
                        != TransactionState.ONGOING);
      }
      var unused = LOST.remove(transactionalId);
    }

    @Override
    public SimpleVersionedSerializer<KeptTransaction> getCommittableSerializer() {
      return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KeptTransaction>> committed) {
      sink.addPostCommitTopology(committed);
    }
  }

  private static final class Numbers
      implements KafkaRecordSerializationSchema<Long>, KafkaDatasetFacetProvider {

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Long number, KafkaSinkContext context, Long timestamp) {
      byte[] text = Long.toString(number).getBytes(UTF_8);
      return new ProducerRecord<>(TOPIC, text, text);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(
          new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(TOPIC))));
    }
  }
}
