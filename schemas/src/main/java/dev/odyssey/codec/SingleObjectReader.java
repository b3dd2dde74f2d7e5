package dev.odyssey.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumReader;

/**
 * Reads Avro records in single-object encoding: two marker bytes, the fingerprint of the writer's
 * schema, the record and nothing after it.
 *
 * @param <R> what a record is read as, such as the generated class of today's schema
 */
final class SingleObjectReader<R> {

  /** The marker, then the fingerprint. */
  static final int HEADER_BYTES = 10;

  /** Where the fingerprint stands. */
  static final int MARKED = Short.BYTES;

  private static final short MARKER = (short) 0xC301;

  private final GenericData model;
  private final Schema schema;
  private final Map<Long, DatumReader<R>> readers = new HashMap<>();
  private final Map<Schema, DatumReader<R>> others = new ConcurrentHashMap<>();

  /** A reader of records in a schema, whichever of its versions they were written in. */
  @SuppressWarnings("unchecked")
  SingleObjectReader(GenericData model, Schema schema, List<Schema> versions) {
    this.model = model;
    this.schema = schema;
    for (Schema version : versions) {
      readers.put(fingerprint(version), model.createDatumReader(version, schema));
    }
    readers.put(fingerprint(schema), model.createDatumReader(schema, schema));
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** Whether the bytes say that they are a record in this schema or a version of it. */
  boolean claims(byte[] bytes) {
    return hasHeader(bytes) && readers.containsKey(writer(bytes));
  }

  /**
   * Reads one record.
   *
   * @throws IOException if the bytes are anything but one record in this schema or a version of it
   */
  R read(byte[] bytes) throws IOException {
    if (!hasHeader(bytes)) {
      throw new IOException("no Avro in single-object encoding, which begins with C3 01");
    }
    DatumReader<R> reader = readers.get(writer(bytes));
    if (reader == null) {
      throw new IOException("unknown schema, fingerprint %016x".formatted(writer(bytes)));
    }
    return read(reader, bytes, HEADER_BYTES);
  }

  /**
   * Reads one record behind a header that somebody else has read.
   *
   * @param writer the schema that it was written in; what it takes to resolve it to ours is kept
   * @throws IOException if the bytes are not one record in that schema, or it cannot be resolved
   */
  @SuppressWarnings("unchecked")
  R read(Schema writer, byte[] bytes, int from) throws IOException {
    DatumReader<R> reader =
        others.computeIfAbsent(writer, other -> model.createDatumReader(other, schema));
    return read(reader, bytes, from);
  }

  private R read(DatumReader<R> reader, byte[] bytes, int from) throws IOException {
    ByteArrayDecoder in = new ByteArrayDecoder(bytes, from);
    R record;
    try {
      record = reader.read(null, in);
    } catch (RuntimeException | StackOverflowError e) {
      // Avro trusts what it reads: an index beyond a union or an enum fails where it is used, and
      // a type within itself is followed as deep as the bytes say.
      throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
    if (in.remaining() > 0) {
      throw new IOException(in.remaining() + " bytes are left over after the record");
    }
    return record;
  }

  private static boolean hasHeader(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && ByteBuffer.wrap(bytes).getShort() == MARKER;
  }

  private static long writer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKED);
  }
}
