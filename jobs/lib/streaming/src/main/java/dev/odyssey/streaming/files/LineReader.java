package dev.odyssey.streaming.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into lines and counts them. Memory is bounded: of a line that is too long only the
 * beginning is kept.
 */
final class LineReader implements Closeable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private byte[] line = new byte[1024];
  private int length;
  private boolean cut;
  private long number;
  private long bytesRead;

  /**
   * A reader of lines.
   *
   * @param maxBytes most bytes kept of a line
   */
  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * Goes to the next line. It ends with a line feed, which is no part of it, nor is a carriage
   * return before that; or with the input, if there is anything before that.
   *
   * @return whether there is one
   */
  boolean next() throws IOException {
    length = 0;
    cut = false;
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      keep(end);
      if (end < limit) {
        position = end + 1;
        break;
      }
      position = end;
    }
    if (any) {
      number++;
      if (!cut && length > 0 && line[length - 1] == '\r') {
        length--;
      }
    }
    return any;
  }

  private void keep(int end) {
    int wanted = end - position;
    int kept = Math.min(wanted, maxBytes - length);
    if (length + kept > line.length) {
      line = Arrays.copyOf(line, Math.min(maxBytes, Math.max(length + kept, 2 * line.length)));
    }
    System.arraycopy(buffer, position, line, length, kept);
    length += kept;
    cut |= kept < wanted;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    bytesRead += limit;
    return limit > 0;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /** The bytes of the line, or their beginning; overwritten by the next. */
  byte[] bytes() {
    return line;
  }

  /** How many of {@link #bytes()} are the line's. */
  int length() {
    return length;
  }

  /** Whether the line is longer than what was kept. */
  boolean isCut() {
    return cut;
  }

  /** How far the input was read, in bytes. */
  long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
