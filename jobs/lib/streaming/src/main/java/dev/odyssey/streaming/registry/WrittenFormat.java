package dev.odyssey.streaming.registry;

import dev.odyssey.codec.SchemaHeaders;
import dev.odyssey.codec.SchemaVersions;
import dev.odyssey.streaming.RetryPolicy;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.RegistryOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.flink.metrics.SimpleCounter;

/**
 * In which format records are written: in single-object encoding, or where the job is told so, in
 * that of a schema registry. The schemas are registered where the job is submitted; their ids go
 * along with the job, so that writing needs no registry.
 */
public final class WrittenFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SchemaHeaders headers;

  private WrittenFormat(SchemaHeaders headers) {
    this.headers = headers;
  }

  /** Single-object encoding, whatever registry there is: for records between jobs of the suite. */
  public static WrittenFormat singleObject() {
    return new WrittenFormat(null);
  }

  /**
   * The format of a topic that has one kind of record; its subject is {@code TOPIC-value}.
   *
   * @param topic its full name
   * @param schema the schema's name, as in {@code schemas/versions}
   * @throws dev.odyssey.streaming.options.InvalidOptionException if the registry does not answer,
   *     or finds the schema incompatible with others of its subject
   */
  public static WrittenFormat only(KafkaOptions kafka, String topic, String schema) {
    return of(kafka, List.of(schema), any -> Subjects.only(topic));
  }

  /**
   * The format of some of the kinds of record that a topic has; their subjects are {@code
   * TOPIC-FULLNAME}.
   *
   * @param topic its full name
   * @param schemas their names, as in {@code schemas/versions}
   * @throws dev.odyssey.streaming.options.InvalidOptionException if the registry does not answer,
   *     or finds a schema incompatible with others of its subject
   */
  public static WrittenFormat among(KafkaOptions kafka, String topic, String... schemas) {
    return of(kafka, List.of(schemas), schema -> Subjects.among(topic, schema));
  }

  private static WrittenFormat of(
      KafkaOptions kafka, List<String> names, Function<Schema, String> subject) {
    RegistryOptions options = kafka.registry();
    if (options == null || !options.write()) {
      return new WrittenFormat(null);
    }
    SchemaRegistry registry = new SchemaRegistry(options);
    RegistrySchemaCoder coder =
        new RegistrySchemaCoder(
            registry::schema,
            schema -> registry.register(subject.apply(schema), schema),
            Map.of(),
            RetryPolicy.DEFAULT,
            new SimpleCounter(),
            System::nanoTime,
            pause -> {});
    Map<Schema, byte[]> headers = new LinkedHashMap<>();
    for (String name : names) {
      Schema schema = SchemaVersions.latest(name);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      try {
        coder.writeSchema(schema, header);
      } catch (IOException e) {
        throw options.refused(e);
      }
      headers.put(schema, header.toByteArray());
    }
    return new WrittenFormat(new SchemaHeaders(headers));
  }

  /** A record in this format. */
  public byte[] of(byte[] singleObject) {
    return headers == null ? singleObject : headers.replace(singleObject);
  }
}
