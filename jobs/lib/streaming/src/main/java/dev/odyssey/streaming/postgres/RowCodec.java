package dev.odyssey.streaming.postgres;

import java.io.IOException;
import java.io.Serializable;

/**
 * How a row is kept between the checkpoint it belongs to and the table: in the state of the job, so
 * a later version of the job must be able to read what an earlier one kept.
 */
public interface RowCodec<T> extends Serializable {

  byte[] encode(T row);

  /**
   * What tells rows apart of which only the last one counts: of those that wait for the same
   * checkpoint under an equal key, the others are not written.
   *
   * @return null where every row counts
   */
  default Object key(T row) {
    return null;
  }

  /**
   * The row that was encoded.
   *
   * @throws IOException if the bytes are none
   */
  T decode(byte[] bytes) throws IOException;
}
