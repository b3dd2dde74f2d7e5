package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.kafka.KeptTransaction.Place;
import dev.odyssey.streaming.options.KafkaOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's exactly-once Kafka sink, but for three things.
 *
 * <p>It loses nothing, however long an outage is. A transaction that is complete with a checkpoint,
 * and not committed when everything goes down, is given up by the broker after its time-out; the
 * checkpoint says that its records have been written, and so nobody writes them again. Here they
 * are kept with the checkpoint until they are known to be committed, see {@link LostTransactions}.
 * That costs memory and checkpoints as many bytes as are written between two checkpoints; of a
 * transaction of more than {@link #MAX_KEPT_BYTES} nothing is kept.
 *
 * <p>It leaves no transaction of an earlier attempt open. The connector uses the ids of
 * transactions again, and aborts none whose id a checkpoint names; where an id had been used again
 * before the attempt that was restored from that checkpoint, the later transaction stayed open, and
 * readers of committed data saw nothing until its time was over. Here an id that a checkpoint names
 * is taken over where its transaction cannot be committed.
 *
 * <p>It closes what it opens. The connector's writer looks for open transactions of earlier
 * attempts with an admin client, and never closes it: with every start of a task a thread and its
 * connections stay behind in the TaskManager, and through the thread the class loader of the job,
 * until after some restarts or upgrades there is no metaspace left. Here the client is closed with
 * the writer. Where the broker cannot be reached the writer is not made at all, since then nobody
 * would have it to close.
 */
final class ExactlyOnceSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<KeptTransaction>,
        SupportsPostCommitTopology<KeptTransaction>,
        LineageVertexProvider {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnceSink.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long another's open transaction may hide whether one was committed. */
  private static final Duration HIDDEN = Duration.ofSeconds(20);

  /** Largest transaction of one subtask that is kept; Flink's checkpoints take no piece of 2 GB. */
  static final int MAX_KEPT_BYTES = 256 << 20;

  private final KafkaOptions options;
  private final String name;
  private final KafkaRecordSerializationSchema<T> serialization;
  private final KafkaSink<T> sink;

  /**
   * A sink of a job.
   *
   * @param name tells it from others of the job
   */
  ExactlyOnceSink(
      KafkaOptions options, String name, KafkaRecordSerializationSchema<T> serialization) {
    this.options = options;
    this.name = name;
    this.serialization = serialization;
    this.sink = sink(serialization);
  }

  private KafkaSink<T> sink(KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(options.producerProperties())
        .setBootstrapServers(options.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        // Names are used again, so a job that runs for years leaves no trail of them on the
        // broker.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setTransactionalIdPrefix(options.transactionalIdPrefix() + "-" + name)
        .setRecordSerializer(serializer)
        .build();
  }

  @Override
  public Writer<T> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public Writer<T> restoreWriter(WriterInitContext context, Collection<KafkaWriterState> state)
      throws IOException {
    awaitBroker();
    KeptRecords.Keeper keeper = new KeptRecords.Keeper(MAX_KEPT_BYTES);
    WrittenPlaces places = new WrittenPlaces(context);
    KafkaSink<T> keeping = sink(new KeepingSerialization<>(serialization, keeper));
    return new Writer<>(keeping.restoreWriter(places, state), keeper, places);
  }

  private void awaitBroker() throws IOException {
    try (Admin admin = Admin.create(options.adminProperties())) {
      admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not answer at " + options.bootstrapServers(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public Committer<KeptTransaction> createCommitter(CommitterInitContext context) {
    return new KeepingCommitter(
        sink.createCommitter(context),
        new LostTransactions(options, HIDDEN)::makeGood,
        context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<KeptTransaction> getCommittableSerializer() {
    return new KeptTransactionSerializer(sink.getCommittableSerializer());
  }

  /** What the connector adds is the same whatever is committed: writer and committer together. */
  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public void addPostCommitTopology(DataStream<CommittableMessage<KeptTransaction>> committed) {
    sink.addPostCommitTopology((DataStream) committed);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }

  /** The connector's writer, but for what is kept, and for its end. */
  static final class Writer<T>
      implements StatefulSinkWriter<T, KafkaWriterState>, CommittingSinkWriter<T, KeptTransaction> {

    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;
    private final KeptRecords.Keeper keeper;
    private final WrittenPlaces places;

    Writer(
        PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer,
        KeptRecords.Keeper keeper,
        WrittenPlaces places) {
      this.writer = writer;
      this.keeper = keeper;
      this.places = places;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      writer.flush(endOfInput);
    }

    @Override
    public Collection<KeptTransaction> prepareCommit() throws IOException, InterruptedException {
      // All have been flushed, so the last is the last of this transaction.
      Place last = places.take();
      KeptRecords records = keeper.take();
      List<KeptTransaction> kept = new ArrayList<>();
      for (KafkaCommittable transaction : writer.prepareCommit()) {
        kept.add(new KeptTransaction(transaction, last, records));
      }
      return kept;
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
      return writer.snapshotState(checkpointId);
    }

    /**
     * Closes writer and client. Flink ends the whole TaskManager if this fails, and it does while
     * the broker is away, since the writer takes back what it has not committed. That is done by
     * the next attempt, or by the broker when the transaction's time is over.
     */
    @Override
    public void close() throws Exception {
      try (AutoCloseable admin = adminOf(writer)) {
        writer.close();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        LOG.warn("What was not committed is not taken back yet: the writer does not close", e);
      }
    }

    /** Null where the writer has not needed one, or is of a kind that is not known here. */
    private static AutoCloseable adminOf(Object writer) {
      try {
        Field field = writer.getClass().getDeclaredField("adminClient");
        field.setAccessible(true);
        // At once: nothing is asked of it any more.
        return field.get(writer) instanceof Admin admin ? () -> admin.close(Duration.ZERO) : null;
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.warn("The admin client of {} is not found, and stays open", writer.getClass(), e);
        return null;
      }
    }
  }
}
