package dev.odyssey.streaming.files;

import java.io.Serializable;

/**
 * Told how far a file was read: every some thousand lines, and at its end. It travels with the
 * source to where it runs, so it should hold no state of its own.
 */
@FunctionalInterface
public interface ReadProgress extends Serializable {

  /** Tells nobody. */
  ReadProgress SILENT = (file, lines, bytes, atEnd) -> {};

  /**
   * The file was read this far.
   *
   * @param lines lines read
   * @param bytes bytes read; of a compressed file, after decompression
   * @param atEnd whether that was all of it
   */
  void read(String file, long lines, long bytes, boolean atEnd);
}
