package dev.odyssey.tables;

import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.RetryPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches of rows, each in one transaction. While the database is away, or its tables are
 * not what they should be, it tries again with growing pauses, without end: rows wait for the
 * database, and nothing else waits for rows. A row that the database refuses for what it says is
 * found by halving the batch, and returned.
 */
final class BatchWriter<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final int VALID_SECONDS = 5;
  private static final int LATENCY_WINDOW = 500;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * Classes of SQLSTATE that blame a value: data, constraint, too large. All others, such as a
   * missing table or a missing permission, are no fault of the row's and go away when somebody
   * mends them.
   */
  private static final Set<String> BLAMES_VALUE = Set.of("22", "23", "54");

  private static final int CLASS_LENGTH = 2;

  /** Opens connections to the database. */
  @FunctionalInterface
  interface Connector {
    Connection open() throws SQLException;
  }

  private final Connector connector;
  private final List<TableWriter<T>> tables;
  private final RetryPolicy pauses;
  private final RetryPolicy.Pause pause;
  private final Months months = new Months();

  private final Counter rowsWritten;
  private final Counter batchesWritten;
  private final Counter writeRetries;
  private final Histogram writeMillis;

  private volatile Connection connection;
  private volatile boolean closed;

  /**
   * A writer that connects when it first has something to write.
   *
   * @param pauses between attempts; it never gives up
   * @param metrics gets {@code rowsWritten}, {@code batchesWritten}, {@code writeRetries} and
   *     {@code writeMillis}, which includes the wait for a database that was away
   */
  BatchWriter(
      Connector connector,
      List<TableWriter<T>> tables,
      RetryPolicy pauses,
      RetryPolicy.Pause pause,
      MetricGroup metrics) {
    this.connector = connector;
    this.tables = tables;
    this.pauses = pauses;
    this.pause = pause;
    this.rowsWritten = metrics.counter("rowsWritten");
    this.batchesWritten = metrics.counter("batchesWritten");
    this.writeRetries = metrics.counter("writeRetries");
    this.writeMillis =
        metrics.histogram("writeMillis", new DescriptiveStatisticsHistogram(LATENCY_WINDOW));
  }

  /**
   * Writes rows; returns when all are in the tables, but for those that are returned.
   *
   * @return the rows that the database refuses, with its reason
   * @throws InterruptedException if it is interrupted while it waits, or closed
   */
  List<DeadLetter> write(List<Row<T>> rows) throws InterruptedException {
    long start = System.nanoTime();
    List<DeadLetter> refused = new ArrayList<>();
    write(rows, refused);
    batchesWritten.inc();
    writeMillis.update((System.nanoTime() - start) / NANOS_PER_MILLI);
    return refused;
  }

  private void write(List<Row<T>> rows, List<DeadLetter> refused) throws InterruptedException {
    SQLException refusal = writeWhenPossible(rows);
    if (refusal == null) {
      rowsWritten.inc(rows.size());
    } else if (rows.size() == 1) {
      refused.add(rows.get(0).record().deadLetter("refused by PostgreSQL: " + said(refusal)));
    } else {
      int half = rows.size() / 2;
      write(rows.subList(0, half), refused);
      write(rows.subList(half, rows.size()), refused);
    }
  }

  /** Why the database refuses the rows; null if it took them. */
  private SQLException writeWhenPossible(List<Row<T>> rows) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        writeInOneTransaction(rows.stream().map(Row::said).toList());
        return null;
      } catch (SQLException e) {
        if (closed) {
          throw new InterruptedException("closed while rows were written");
        }
        disconnect();
        if (blamesValue(e)) {
          return e;
        }
        Duration wait = pauses.pauseAfter(failures);
        LOG.warn(
            "Attempt {} to write {} rows to {} failed, the next in {}: {}",
            failures,
            rows.size(),
            tables.get(0).table(),
            wait,
            said(e));
        writeRetries.inc();
        pause.of(wait);
      }
    }
  }

  private void writeInOneTransaction(List<T> rows) throws SQLException {
    Connection open = connected();
    months.keep(open, tables, rows);
    for (TableWriter<T> table : tables) {
      table.write(open, rows);
    }
    open.commit();
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open != null && !open.isValid(VALID_SECONDS)) {
      disconnect();
      open = null;
    }
    if (open == null) {
      open = connector.open();
      open.setAutoCommit(false);
      connection = open;
    }
    return open;
  }

  /** The transaction that may be open goes with the connection. */
  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("A lost connection could not be closed", e);
      }
    }
  }

  static boolean blamesValue(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && state.length() >= CLASS_LENGTH
        && BLAMES_VALUE.contains(state.substring(0, CLASS_LENGTH));
  }

  private static String said(SQLException failure) {
    return "[" + failure.getSQLState() + "] " + failure.getMessage();
  }

  /** Ends the connection under a write that goes on, which fails. */
  @Override
  public void close() {
    closed = true;
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("A connection could not be ended", e);
      }
    }
  }
}
