package dev.odyssey.streaming.registry;

import dev.odyssey.streaming.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.flink.formats.avro.SchemaCoder;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The header of Confluent's clients: byte 0, the id of the schema in four bytes, then the record.
 *
 * <p>A schema never changes under its id, so each is asked for once. While the registry is away
 * that is tried again with growing pauses, until the patience is over; what is known already needs
 * no registry. An id that the registry does not know is asked for again after a while: a replica
 * may be behind.
 *
 * <p>Not thread-safe.
 */
final class RegistrySchemaCoder implements SchemaCoder {

  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 1 + Integer.BYTES;

  private static final Logger LOG = LoggerFactory.getLogger(RegistrySchemaCoder.class);
  private static final long UNKNOWN_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int MAX_UNKNOWN = 1_000;

  /** Where schemas come from that are not known yet. */
  @FunctionalInterface
  interface Source {
    Schema schema(int id) throws IOException;
  }

  /** Where schemas go that are written in; returns their ids. */
  @FunctionalInterface
  interface Target {
    int register(Schema schema) throws IOException;
  }

  private final Source source;
  private final Target target;
  private final RetryPolicy retries;
  private final Counter retried;
  private final LongSupplier nanoTime;
  private final RetryPolicy.Pause pause;
  private final Map<Integer, Schema> schemas;
  private final Map<Integer, Long> unknown =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MAX_UNKNOWN;
        }
      };

  /**
   * A coder.
   *
   * @param known schemas by id, with which it begins
   * @param retried counts what had to be asked again
   */
  RegistrySchemaCoder(
      Source source,
      Target target,
      Map<Integer, Schema> known,
      RetryPolicy retries,
      Counter retried,
      LongSupplier nanoTime,
      RetryPolicy.Pause pause) {
    this.source = source;
    this.target = target;
    this.schemas = new HashMap<>(known);
    this.retries = retries;
    this.retried = retried;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Reads the header, and finds the schema that it names.
   *
   * @throws UnknownSchemaException if there is no header, or no such schema
   * @throws IOException if the registry does not say
   */
  @Override
  public Schema readSchema(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length < HEADER_BYTES || header[0] != MAGIC) {
      throw new UnknownSchemaException(
          "no header of a schema registry, which is byte 00 and four bytes of an id");
    }
    return schema(id(header));
  }

  /** The id in a header. */
  static int id(byte[] header) {
    return ByteBuffer.wrap(header).getInt(1);
  }

  /** Registers the schema and writes its header. */
  @Override
  public void writeSchema(Schema schema, OutputStream out) throws IOException {
    out.write(ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(target.register(schema)).array());
  }

  private Schema schema(int id) throws IOException {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Long since = unknown.get(id);
    if (since != null && nanoTime.getAsLong() - since < UNKNOWN_NANOS) {
      throw new UnknownSchemaException("the registry knew no schema of id " + id + " just now");
    }
    try {
      Schema schema = ask(id);
      schemas.put(id, schema);
      unknown.remove(id);
      return schema;
    } catch (UnknownSchemaException e) {
      unknown.put(id, nanoTime.getAsLong());
      throw e;
    }
  }

  private Schema ask(int id) throws IOException {
    long start = nanoTime.getAsLong();
    for (int failures = 1; ; failures++) {
      try {
        return source.schema(id);
      } catch (RegistryException e) {
        Duration wait = retries.pauseAfter(failures);
        Duration waited = Duration.ofNanos(nanoTime.getAsLong() - start);
        if (!e.mayPass()) {
          throw e;
        }
        if (waited.plus(wait).compareTo(retries.giveUpAfter()) > 0) {
          throw new RegistryException(
              "the registry did not tell schema %d in %s and %d attempts: %s"
                  .formatted(id, waited, failures, e.getMessage()),
              true,
              e);
        }
        LOG.warn(
            "Attempt {} to have schema {} from the registry failed, the next in {}: {}",
            failures,
            id,
            wait,
            e.getMessage());
        retried.inc();
        sleep(wait);
      }
    }
  }

  private void sleep(Duration wait) throws InterruptedIOException {
    try {
      pause.of(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException)
          new InterruptedIOException("interrupted while waiting for the registry").initCause(e);
    }
  }
}
