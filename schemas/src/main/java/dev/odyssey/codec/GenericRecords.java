package dev.odyssey.codec;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/**
 * Reads records of any committed schema without its generated class, for tools that look at topics.
 * Logical types are left as Avro has them: an instant is its milliseconds.
 *
 * <p>Not thread-safe.
 */
public final class GenericRecords {

  private final Schema schema;
  private final SingleObjectReader<IndexedRecord> reader;

  /**
   * A reader of records in the newest version of a schema, whichever they were written in.
   *
   * @param name as in {@code schemas/versions}
   * @throws IllegalArgumentException if there is no such schema
   */
  public GenericRecords(String name) {
    schema = SchemaVersions.latest(name);
    reader = new SingleObjectReader<>(new GenericData(), schema, SchemaVersions.of(name));
  }

  public Schema schema() {
    return schema;
  }

  /**
   * Reads one record.
   *
   * @throws IOException if the bytes are anything but one record in this schema or a version of it
   */
  public IndexedRecord read(byte[] bytes) throws IOException {
    return reader.read(bytes);
  }
}
