package dev.odyssey.streaming.registry;

import dev.odyssey.events.InvalidEventException;
import dev.odyssey.streaming.Metrics;
import dev.odyssey.streaming.RetryPolicy;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.RegistryOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.flink.formats.avro.SchemaCoder;
import org.apache.flink.metrics.MetricGroup;

/**
 * Reads those records of a topic that are in the format of a schema registry. It belongs to one
 * task, which opens it.
 *
 * <p>What the registry has for the topic's subject, {@code TOPIC-value}, is asked for where the job
 * is submitted and goes along with the job: a task that is restarted while the registry is away
 * reads on. Other schemas are asked for when a record first names them.
 */
public final class RegisteredRecords implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final RegisteredRecords NONE = new RegisteredRecords(null, new HashMap<>());

  /** Reads a record behind its header. */
  @FunctionalInterface
  public interface Body<T> {

    /**
     * Reads a record that begins at an index and takes the bytes to their end.
     *
     * @throws IOException if it is none
     * @throws InvalidEventException if it is none
     */
    T read(Schema writer, byte[] bytes, int from) throws IOException;
  }

  private final RegistryOptions options;
  private final HashMap<Integer, String> known;
  private transient SchemaCoder coder;

  private RegisteredRecords(RegistryOptions options, HashMap<Integer, String> known) {
    this.options = options;
    this.known = known;
  }

  /** Where there is no registry: no record is in its format. */
  public static RegisteredRecords none() {
    return NONE;
  }

  /**
   * The records of a topic.
   *
   * @param name the topic's, before the prefix of the installation
   * @throws dev.odyssey.streaming.options.InvalidOptionException if the registry does not answer
   */
  public static RegisteredRecords of(KafkaOptions kafka, String name) {
    RegistryOptions options = kafka.registry();
    if (options == null) {
      return NONE;
    }
    HashMap<Integer, String> known = new HashMap<>();
    try {
      new SchemaRegistry(options)
          .registered(Subjects.only(kafka.topic(name)))
          .forEach(registered -> known.put(registered.id(), registered.schema().toString()));
    } catch (IOException e) {
      throw options.refused(e);
    }
    return new RegisteredRecords(options, known);
  }

  /**
   * Gets ready to read.
   *
   * @param metrics gets the counter {@link Metrics#REGISTRY_RETRIES}
   */
  public void open(MetricGroup metrics) {
    if (options == null) {
      return;
    }
    Map<Integer, Schema> schemas = new HashMap<>();
    known.forEach((id, schema) -> schemas.put(id, new Schema.Parser().parse(schema)));
    coder =
        new RegistrySchemaCoder(
            new SchemaRegistry(options)::schema,
            schema -> {
              throw new IOException("a reader registers nothing: " + schema.getFullName());
            },
            schemas,
            RetryPolicy.DEFAULT,
            metrics.counter(Metrics.REGISTRY_RETRIES),
            System::nanoTime,
            pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()));
  }

  /** Whether a record says that it is in the registry's format. */
  public boolean claims(byte[] bytes) {
    return options != null && bytes.length > 0 && bytes[0] == RegistrySchemaCoder.MAGIC;
  }

  /**
   * Reads a record in the registry's format.
   *
   * @throws InvalidEventException if it cannot be read, naming the id of its schema
   * @throws SchemaUnavailableException if the registry does not say whether it can
   */
  public <T> T read(byte[] bytes, Body<T> body) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    Schema writer;
    try {
      writer = coder.readSchema(in);
    } catch (UnknownSchemaException e) {
      throw new InvalidEventException("not decodable: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new SchemaUnavailableException(
          "a record waits for schema " + RegistrySchemaCoder.id(bytes) + ": " + e.getMessage(), e);
    }
    try {
      return body.read(writer, bytes, bytes.length - in.available());
    } catch (IOException | InvalidEventException e) {
      throw new InvalidEventException(
          "as %s of schema %d: %s"
              .formatted(writer.getFullName(), RegistrySchemaCoder.id(bytes), e.getMessage()),
          e);
    }
  }
}
