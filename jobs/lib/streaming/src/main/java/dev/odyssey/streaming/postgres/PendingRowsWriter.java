package dev.odyssey.streaming.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/**
 * Gathers the rows of a checkpoint and hands them over, encoded, in pieces of bounded size. Of rows
 * with a key only the last is handed over.
 */
final class PendingRowsWriter<T> implements CommittingSinkWriter<T, PendingRows> {

  /** A single larger row is a piece of its own. */
  private static final int PIECE_BYTES = 256 * 1024;

  private final RowCodec<T> codec;
  private List<PendingRows> pieces = new ArrayList<>();
  private PendingRows.Builder piece = new PendingRows.Builder();

  /** The last row of each key; encoded no sooner than it is known to be the last. */
  private final Map<Object, T> last = new LinkedHashMap<>();

  PendingRowsWriter(RowCodec<T> codec) {
    this.codec = codec;
  }

  @Override
  public void write(T row, Context context) {
    Object key = codec.key(row);
    if (key == null) {
      add(row);
    } else {
      last.put(key, row);
    }
  }

  private void add(T row) {
    byte[] bytes = codec.encode(row);
    if (!piece.isEmpty() && piece.size() + bytes.length > PIECE_BYTES) {
      finishPiece();
    }
    piece.add(bytes);
  }

  private void finishPiece() {
    pieces.add(piece.build());
    piece = new PendingRows.Builder();
  }

  @Override
  public void flush(boolean endOfInput) {
    // Nothing may reach the table before the checkpoint is complete.
  }

  @Override
  public Collection<PendingRows> prepareCommit() {
    last.values().forEach(this::add);
    last.clear();
    if (!piece.isEmpty()) {
      finishPiece();
    }
    List<PendingRows> prepared = pieces;
    pieces = new ArrayList<>();
    return prepared;
  }

  @Override
  public void close() {}
}
