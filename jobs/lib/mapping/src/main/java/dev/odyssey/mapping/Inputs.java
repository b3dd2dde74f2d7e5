package dev.odyssey.mapping;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** How input files are opened. */
public final class Inputs {

  private static final int BUFFER = 1 << 16;

  /** The bytes of a file, uncompressed if its name ends in {@code .gz}. */
  public static InputStream open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    if (!file.toString().endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, BUFFER);
    } catch (IOException e) {
      bytes.close();
      throw new IOException(file + " is not compressed by gzip: " + e.getMessage(), e);
    }
  }

  private Inputs() {}
}
