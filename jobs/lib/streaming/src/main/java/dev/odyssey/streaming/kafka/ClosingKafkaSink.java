package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.options.KafkaOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
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
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
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
 * An exactly-once Kafka sink that closes what it opens.
 *
 * <p>The connector's writer looks for open transactions of earlier attempts with an admin client,
 * and never closes it: with every start of a task a thread and its connections stay behind in the
 * TaskManager, and through the thread the class loader of the job, until after some restarts or
 * upgrades there is no metaspace left. Here the client is closed with the writer. Where the broker
 * cannot be reached the writer is not made at all, since then nobody would have it to close.
 */
final class ClosingKafkaSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ClosingKafkaSink.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaSink<T> sink;
  private final KafkaOptions options;

  ClosingKafkaSink(KafkaSink<T> sink, KafkaOptions options) {
    this.sink = sink;
    this.options = options;
  }

  @Override
  public ClosingWriter<T> createWriter(WriterInitContext context) throws IOException {
    awaitBroker();
    return new ClosingWriter<>(sink.createWriter(context));
  }

  @Override
  public ClosingWriter<T> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
    awaitBroker();
    return new ClosingWriter<>(sink.restoreWriter(context, state));
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
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return sink.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }

  /** The connector's writer, but for its end. */
  static final class ClosingWriter<T>
      implements StatefulSinkWriter<T, KafkaWriterState>,
          CommittingSinkWriter<T, KafkaCommittable> {

    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;

    ClosingWriter(PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
      this.writer = writer;
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
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
      return writer.prepareCommit();
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
