package dev.odyssey.mapping;

import java.io.Closeable;
import java.io.IOException;

/** The records of one input, one after the other. */
interface RecordReader extends Closeable {

  /**
   * The next record, null at the end. Its sequence counts within this input.
   *
   * @throws MappingException if the input is not of its form, with where
   */
  SourceRecord next() throws IOException;
}
