package dev.odyssey.streaming;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A password or the like. One in a file travels as the file's name, and is read where and when it
 * is used: the graph of a job, which clusters keep on disk, does not hold it, and a changed one
 * holds from the next connection on.
 */
public final class Secret implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String SHOWN = "******";

  private final String file;
  private final String value;

  private Secret(String file, String value) {
    this.file = file;
    this.value = value;
  }

  /** The first line of a file. */
  public static Secret inFile(String file) {
    return new Secret(file, null);
  }

  /** A secret that is known; it travels with whatever holds it. */
  public static Secret of(String value) {
    return new Secret(null, value);
  }

  /**
   * The secret itself.
   *
   * @throws IOException naming the file, if it cannot be read or its first line is empty
   */
  public String reveal() throws IOException {
    if (file == null) {
      return value;
    }
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      String first = lines.findFirst().orElse("");
      if (first.isEmpty()) {
        throw new IOException(file + ": the first line is empty");
      }
      return first;
    } catch (IOException e) {
      throw e;
    } catch (RuntimeException e) {
      // Not as text, say: the cause could quote what it could not read.
      throw new IOException(file + ": is no text that could be read: " + e.getClass().getName());
    }
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return file == null ? SHOWN : "in " + file;
  }
}
