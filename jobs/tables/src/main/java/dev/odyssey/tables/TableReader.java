package dev.odyssey.tables;

import dev.odyssey.events.InvalidEventException;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.KafkaRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;

/**
 * Reads a topic and writes its tables, batch by batch.
 *
 * <pre>
 *   read a batch -> write it, in a thread of its own -> read the next
 * </pre>
 *
 * <p>What a checkpoint keeps is the position of what has been written: while a batch is read or
 * written, that is where it began. So a checkpoint never waits for the database, a job holds no
 * rows but one batch, and what was not written is read again after a restart. While a batch is
 * written nothing is read, so an outage of the database leaves everything on the topic.
 *
 * <p>A batch ends when it is full, or a moment after its first row. What piles up while one is
 * written makes the next one larger.
 *
 * @param <T> what a record says
 * @param <S> the splits of the source that is read
 */
final class TableReader<T, S extends SourceSplit> implements SourceReader<DeadLetter, S> {

  static final int MAX_ROWS = 5_000;
  static final long MAX_BYTES = 8L << 20;

  /** How long a batch that is not full waits for more. */
  static final Duration LINGER = Duration.ofMillis(100);

  /** How many records are read in one go, before the task looks for what else there is to do. */
  private static final int GO = 500;

  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  /** What a record says; null where it says nothing that a table holds. */
  @FunctionalInterface
  interface Reading<T> {
    T read(KafkaRecord record);
  }

  private final SourceReader<KafkaRecord, S> records;
  private final Reading<T> reading;
  private final boolean putsAside;
  private final BatchWriter<T> writer;
  private final ExecutorService thread;
  private final Behind behind;
  private final Counter deadLetters;
  private final Gathering gathering = new Gathering();

  private List<Row<T>> rows = new ArrayList<>();
  private List<DeadLetter> letters = new ArrayList<>();
  private long bytes;
  private boolean ended;
  private boolean assigned;

  /** Completes when the batch is to be written, however small it is; null while it is empty. */
  private CompletableFuture<Void> due;

  /** The rows that the database refuses; null while nothing is written. */
  private CompletableFuture<List<DeadLetter>> writing;

  /** Where the batch began; null while nothing is read that is not written. */
  private List<S> position;

  // The reader of records numbers positions as it would checkpoints; by these numbers it commits
  // offsets to the brokers.
  private long nextNumber;
  private long numberOfPosition;
  private final NavigableMap<Long, Long> numberOfCheckpoint = new TreeMap<>();

  TableReader(
      SourceReader<KafkaRecord, S> records,
      Reading<T> reading,
      boolean putsAside,
      BatchWriter<T> writer,
      ExecutorService thread,
      Behind behind,
      Counter deadLetters) {
    this.records = records;
    this.reading = reading;
    this.putsAside = putsAside;
    this.writer = writer;
    this.thread = thread;
    this.behind = behind;
    this.deadLetters = deadLetters;
  }

  @Override
  public void start() {
    records.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<DeadLetter> output) throws Exception {
    if (writing != null) {
      if (!writing.isDone()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      finish(output);
    }
    InputStatus status = ended ? InputStatus.END_OF_INPUT : gather();
    ended = status == InputStatus.END_OF_INPUT;
    if (isEmpty()) {
      position = null;
      return status;
    }
    if (ended || isFull() || due.isDone()) {
      List<Row<T>> batch = rows;
      writing = CompletableFuture.supplyAsync(() -> written(batch), thread);
      return InputStatus.NOTHING_AVAILABLE;
    }
    return status;
  }

  private InputStatus gather() throws Exception {
    if (position == null) {
      position = here();
    }
    InputStatus status = InputStatus.MORE_AVAILABLE;
    for (int i = 0; i < GO && !isFull() && status == InputStatus.MORE_AVAILABLE; i++) {
      status = records.pollNext(gathering);
    }
    return status;
  }

  private void take(KafkaRecord record) {
    T said;
    try {
      said = reading.read(record);
    } catch (InvalidEventException e) {
      if (!putsAside) {
        return;
      }
      letters.add(record.deadLetter(e.getMessage()));
      begin();
      return;
    }
    if (said == null) {
      return;
    }
    rows.add(new Row<>(record, said));
    bytes += length(record.key()) + length(record.value());
    behind.waits(record.timestamp());
    begin();
  }

  private void begin() {
    if (due == null) {
      due =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static int length(byte[] value) {
    return value == null ? 0 : value.length;
  }

  private boolean isEmpty() {
    return rows.isEmpty() && letters.isEmpty();
  }

  private boolean isFull() {
    return rows.size() + letters.size() >= MAX_ROWS || bytes >= MAX_BYTES;
  }

  private List<DeadLetter> written(List<Row<T>> batch) {
    try {
      return batch.isEmpty() ? List.of() : writer.write(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private void finish(ReaderOutput<DeadLetter> output)
      throws InterruptedException, ExecutionException {
    letters.addAll(writing.get());
    letters.forEach(output::collect);
    deadLetters.inc(letters.size());
    writing = null;
    due = null;
    position = null;
    bytes = 0;
    rows = new ArrayList<>();
    letters = new ArrayList<>();
    behind.nothing();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (writing != null) {
      return writing.handle((refused, failure) -> null);
    }
    if (ended) {
      return NOW;
    }
    return due == null ? records.isAvailable() : any(records.isAvailable(), due);
  }

  private static CompletableFuture<Void> any(
      CompletableFuture<Void> one, CompletableFuture<Void> other) {
    return CompletableFuture.anyOf(one, other).thenApply(done -> null);
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    List<S> written = position == null ? here() : position;
    numberOfCheckpoint.put(checkpointId, numberOfPosition);
    nextNumber++;
    return written;
  }

  private List<S> here() {
    numberOfPosition = nextNumber;
    // Of a number that it has seen without splits Kafka's reader takes no offsets later.
    return assigned ? new ArrayList<>(records.snapshotState(numberOfPosition)) : new ArrayList<>();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    Long number = numberOfCheckpoint.get(checkpointId);
    if (number != null) {
      numberOfCheckpoint.headMap(checkpointId, true).clear();
      records.notifyCheckpointComplete(number);
    }
  }

  @Override
  public void addSplits(List<S> splits) {
    if (position != null) {
      position.addAll(splits);
    }
    assigned |= !splits.isEmpty();
    records.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    records.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    records.handleSourceEvents(event);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    records.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    writer.close();
    thread.shutdownNow();
    records.close();
  }

  /** Takes records into the batch. Time is of no concern here. */
  private final class Gathering implements ReaderOutput<KafkaRecord> {

    @Override
    public void collect(KafkaRecord record) {
      take(record);
    }

    @Override
    public void collect(KafkaRecord record, long timestamp) {
      take(record);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<KafkaRecord> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}
  }
}
