package dev.odyssey.testdata;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A new file of lines in UTF-8, compressed if its name ends in {@code .gz}. */
public final class JsonLinesFile implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final Writer out;
  private long lines;

  private JsonLinesFile(Writer out) {
    this.out = out;
  }

  /**
   * Makes the file, and the folders above it, or empties the one that is there.
   *
   * @throws IOException if that cannot be done
   */
  public static JsonLinesFile create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    OutputStream bytes = Files.newOutputStream(file);
    if (file.toString().endsWith(".gz")) {
      bytes = new GZIPOutputStream(bytes, BUFFER);
    }
    return new JsonLinesFile(
        new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), BUFFER));
  }

  public void write(String line) throws IOException {
    out.write(line);
    out.write('\n');
    lines++;
  }

  /** How many lines were written. */
  public long lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
