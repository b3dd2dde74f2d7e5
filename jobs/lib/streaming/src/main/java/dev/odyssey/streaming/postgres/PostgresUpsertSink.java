package dev.odyssey.streaming.postgres;

import dev.odyssey.streaming.RetryPolicy;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes rows to PostgreSQL once the checkpoint they belong to is complete, each effectively once.
 *
 * <pre>
 *   rows -> writer: encodes, gathers -> checkpoint complete -> committer: one transaction of upserts
 * </pre>
 *
 * <p>Why not at once: a job that goes back to a checkpoint may come to other rows than the attempt
 * that died, since a late event can arrive on the other side of the watermark. What that attempt
 * had written would be rows that the restored job knows nothing of, and their revisions would keep
 * the right ones out. After a complete checkpoint there is no going back behind it.
 *
 * <p>Rows appear one checkpoint interval late at most. They are held in memory, encoded, until
 * then, and a job without checkpoints writes them when its input ends. Rows are written at least
 * once, so the {@link TableWriter} must be idempotent; nothing is lost while the database is away,
 * see {@link RetryPolicy}.
 */
public final class PostgresUpsertSink<T> implements Sink<T>, SupportsCommitter<PendingRows> {

  private static final long serialVersionUID = 1L;
  private static final String APPLICATION_NAME = "odyssey";
  private static final String DRIVER = "odyssey PostgreSQL driver";

  private final PostgresConnection database;
  private final TableWriter<T> tables;
  private final RowCodec<T> codec;
  private final RetryPolicy retries;

  public PostgresUpsertSink(PostgresConnection database, TableWriter<T> tables, RowCodec<T> codec) {
    this(database, tables, codec, RetryPolicy.DEFAULT);
  }

  public PostgresUpsertSink(
      PostgresConnection database, TableWriter<T> tables, RowCodec<T> codec, RetryPolicy retries) {
    this.database = Objects.requireNonNull(database, "database");
    this.tables = Objects.requireNonNull(tables, "tables");
    this.codec = Objects.requireNonNull(codec, "codec");
    this.retries = Objects.requireNonNull(retries, "retries");
  }

  @Override
  public CommittingSinkWriter<T, PendingRows> createWriter(WriterInitContext context) {
    ClassLoader ofJob = context.getUserCodeClassLoader().asClassLoader();
    context
        .getUserCodeClassLoader()
        .registerReleaseHookIfAbsent(DRIVER, () -> PostgresConnection.releaseDriver(ofJob));
    return new PendingRowsWriter<>(codec);
  }

  @Override
  public Committer<PendingRows> createCommitter(CommitterInitContext context) {
    return new PostgresCommitter<>(
        () -> database.open(APPLICATION_NAME),
        tables,
        codec,
        retries,
        context.metricGroup(),
        System::nanoTime,
        pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()));
  }

  @Override
  public SimpleVersionedSerializer<PendingRows> getCommittableSerializer() {
    return new PendingRowsSerializer();
  }
}
