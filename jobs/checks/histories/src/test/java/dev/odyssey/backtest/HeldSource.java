package dev.odyssey.backtest;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.core.io.InputStatus;

/**
 * Numbers from 0 up, one reader, that can be held before one of them: then nothing comes and
 * nothing ends, until the job is stopped with a savepoint. Restored, it goes on where it was held.
 */
final class HeldSource extends NumberSequenceSource {

  private static final long serialVersionUID = 1;

  /** Far beyond any end: where the sequence ends is not kept in savepoints. */
  private static final long NO_END = Integer.MAX_VALUE;

  /**
   * How far to read.
   *
   * @param hold the number before which to hold; {@link #end} to hold at the end, more for nowhere
   * @param end the number before which the input ends
   * @param held the file that is made when the source holds
   */
  record Bounds(long hold, long end, String held) implements Serializable {}

  private final Bounds bounds;

  HeldSource(Bounds bounds) {
    super(0, NO_END);
    this.bounds = bounds;
  }

  @Override
  public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader(bounds, context);
  }

  private static final class Reader implements SourceReader<Long, NumberSequenceSplit> {

    private final Bounds bounds;
    private final SourceReaderContext context;
    private final CompletableFuture<Void> assigned = new CompletableFuture<>();

    private NumberSequenceSplit split;
    private long next;
    private boolean held;

    Reader(Bounds bounds, SourceReaderContext context) {
      this.bounds = bounds;
      this.context = context;
    }

    @Override
    public void start() {
      if (split == null) {
        context.sendSplitRequest();
      }
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> splits) {
      split = splits.get(0);
      next = split.from();
      assigned.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
      // There is one, and it has no end of its own.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Long> output) throws IOException {
      if (split == null) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      if (next == bounds.hold) {
        if (!held) {
          held = true;
          Files.createFile(Path.of(bounds.held));
        }
        return InputStatus.NOTHING_AVAILABLE;
      }
      if (next >= bounds.end) {
        return InputStatus.END_OF_INPUT;
      }
      output.collect(next++);
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return held ? new CompletableFuture<>() : assigned;
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
      return split == null
          ? List.of()
          : List.of(new NumberSequenceSplit(split.splitId(), next, split.to()));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
