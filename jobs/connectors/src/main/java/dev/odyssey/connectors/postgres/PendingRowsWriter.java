package dev.odyssey.connectors.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/** Gathers the rows of a checkpoint, encoded, and hands them over in pieces of bounded size. */
final class PendingRowsWriter<T> implements CommittingSinkWriter<T, PendingRows> {

  /** A single larger row is a piece of its own. */
  private static final int PIECE_BYTES = 256 * 1024;

  private final RowCodec<T> codec;
  private List<PendingRows> pieces = new ArrayList<>();
  private PendingRows.Builder piece = new PendingRows.Builder();

  PendingRowsWriter(RowCodec<T> codec) {
    this.codec = codec;
  }

  @Override
  public void write(T row, Context context) {
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
