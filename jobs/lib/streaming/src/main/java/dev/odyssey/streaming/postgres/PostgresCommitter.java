package dev.odyssey.streaming.postgres;

import dev.odyssey.streaming.RetryPolicy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of a complete checkpoint in one transaction.
 *
 * <p>While the database is away it tries again with growing pauses, then throws, so that the job
 * restarts; Flink keeps what was not committed in the job's state and hands it over again. It does
 * not ask Flink to retry: Flink would do so at once, without a pause, and give up after a number of
 * attempts.
 */
final class PostgresCommitter<T> implements Committer<PendingRows> {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCommitter.class);
  private static final int VALID_SECONDS = 5;
  private static final int LATENCY_WINDOW = 500;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * Classes of SQLSTATE that say that the same statement fails the same way again: not supported,
   * cardinality, data, constraint, password, database, schema, access or missing table, limits.
   */
  private static final Set<String> LASTING =
      Set.of("0A", "21", "22", "23", "28", "3D", "3F", "42", "54");

  /** Opens connections to the database. */
  @FunctionalInterface
  interface Connector {
    Connection open() throws SQLException;
  }

  private final Connector connector;
  private final TableWriter<T> tables;
  private final RowCodec<T> codec;
  private final RetryPolicy retries;
  private final LongSupplier nanoTime;
  private final RetryPolicy.Pause pause;

  private final Counter rowsWritten;
  private final Counter commitRetries;
  private final Histogram commitMillis;

  private Connection connection;

  /**
   * A committer that connects when it first has something to write.
   *
   * @param metrics gets {@code rowsWritten}, {@code commitRetries} and {@code commitMillis}, which
   *     includes the wait for a database that was away
   */
  PostgresCommitter(
      Connector connector,
      TableWriter<T> tables,
      RowCodec<T> codec,
      RetryPolicy retries,
      MetricGroup metrics,
      LongSupplier nanoTime,
      RetryPolicy.Pause pause) {
    this.connector = connector;
    this.tables = tables;
    this.codec = codec;
    this.retries = retries;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.rowsWritten = metrics.counter("rowsWritten");
    this.commitRetries = metrics.counter("commitRetries");
    this.commitMillis =
        metrics.histogram("commitMillis", new DescriptiveStatisticsHistogram(LATENCY_WINDOW));
  }

  @Override
  public void commit(Collection<CommitRequest<PendingRows>> requests)
      throws IOException, InterruptedException {
    if (requests.isEmpty()) {
      return;
    }
    long start = nanoTime.getAsLong();
    for (int failures = 0; ; ) {
      try {
        rowsWritten.inc(writeInOneTransaction(requests));
        commitMillis.update((nanoTime.getAsLong() - start) / NANOS_PER_MILLI);
        return;
      } catch (SQLException e) {
        SQLException cause = serverError(e);
        disconnect(cause);
        failures++;
        Duration wait = retries.pauseAfter(failures);
        Duration waited = Duration.ofNanos(nanoTime.getAsLong() - start);
        if (!mayPass(cause)) {
          throw new IOException("PostgreSQL refuses the rows: " + cause.getMessage(), cause);
        }
        if (waited.plus(wait).compareTo(retries.giveUpAfter()) > 0) {
          throw new IOException(
              "PostgreSQL took no rows in %s and %d attempts: %s"
                  .formatted(waited, failures, cause.getMessage()),
              cause);
        }
        LOG.warn(
            "Attempt {} to write to PostgreSQL failed, the next in {}: {}",
            failures,
            wait,
            cause.getMessage());
        commitRetries.inc();
        pause.of(wait);
      }
    }
  }

  private long writeInOneTransaction(Collection<CommitRequest<PendingRows>> requests)
      throws SQLException, IOException {
    connect();
    long rows = 0;
    for (CommitRequest<PendingRows> request : requests) {
      PendingRows pending = request.getCommittable();
      tables.writeIdempotently(connection, pending.decode(codec));
      rows += pending.count();
    }
    connection.commit();
    return rows;
  }

  private void connect() throws SQLException {
    if (connection != null && !connection.isValid(VALID_SECONDS)) {
      disconnect(null);
    }
    if (connection == null) {
      connection = connector.open();
      connection.setAutoCommit(false);
    }
  }

  /** The transaction that may be open goes with the connection. */
  private void disconnect(SQLException reason) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      if (reason != null) {
        reason.addSuppressed(e);
      }
      LOG.debug("Closing a lost connection failed", e);
    }
    connection = null;
  }

  /** Whether trying again may help, as far as the database's answer says. */
  static boolean mayPass(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.length() < 2 || !LASTING.contains(state.substring(0, 2));
  }

  /** What the server said; the driver wraps it in an exception that repeats the whole batch. */
  private static SQLException serverError(SQLException e) {
    SQLException next = e.getNextException();
    return next == null ? e : next;
  }

  @Override
  public void close() {
    disconnect(null);
  }
}
