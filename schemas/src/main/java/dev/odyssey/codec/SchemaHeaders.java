package dev.odyssey.codec;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Other headers for records in single-object encoding: what stands before a record there and what a
 * schema registry's clients put before it say the same in other words, and the record behind both
 * is the same.
 */
public final class SchemaHeaders implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<Long, byte[]> byFingerprint = new HashMap<>();

  /** The header of each schema. */
  public SchemaHeaders(Map<Schema, byte[]> headers) {
    headers.forEach(
        (schema, header) ->
            byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), header.clone()));
  }

  /**
   * A record behind its other header.
   *
   * @param bytes in single-object encoding
   * @throws IllegalArgumentException if its schema has none
   */
  public byte[] replace(byte[] bytes) {
    long fingerprint =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(SingleObjectReader.MARKED);
    byte[] header = byFingerprint.get(fingerprint);
    if (header == null) {
      throw new IllegalArgumentException(
          "no header for the schema of fingerprint %016x".formatted(fingerprint));
    }
    int length = bytes.length - SingleObjectReader.HEADER_BYTES;
    byte[] replaced = new byte[header.length + length];
    System.arraycopy(header, 0, replaced, 0, header.length);
    System.arraycopy(bytes, SingleObjectReader.HEADER_BYTES, replaced, header.length, length);
    return replaced;
  }
}
