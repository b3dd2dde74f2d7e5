package dev.odyssey.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The committed versions of each schema: everything that a record on a topic may be written in. */
public final class SchemaVersions {

  private static final String RESOURCE = "/dev/odyssey/versions/%s/%d.avsc";

  /**
   * All committed versions of a schema, the first one first and today's last.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static List<Schema> of(String name) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; ; version++) {
      try (InputStream in =
          SchemaVersions.class.getResourceAsStream(RESOURCE.formatted(name, version))) {
        if (in == null) {
          break;
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("No version of a schema is committed as " + name);
    }
    return versions;
  }

  /**
   * Today's version of a schema.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Schema latest(String name) {
    List<Schema> versions = of(name);
    return versions.get(versions.size() - 1);
  }

  private SchemaVersions() {}
}
