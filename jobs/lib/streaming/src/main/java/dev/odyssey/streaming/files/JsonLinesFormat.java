package dev.odyssey.streaming.files;

import dev.odyssey.codec.EventJson;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.Ingested;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/** Makes of each line that is not empty exactly one event or dead letter, and fails at none. */
final class JsonLinesFormat<E extends Event> extends SimpleStreamFormat<Ingested<E>> {

  private static final long serialVersionUID = 1L;

  /** Longer than any event; what is longer is kept up to here, as a dead letter. */
  static final int MAX_LINE_BYTES = 1 << 20;

  private final String file;
  private final EventContract<E> contract;
  private final TypeInformation<E> eventType;
  private final ReadProgress progress;

  JsonLinesFormat(
      String file, EventContract<E> contract, TypeInformation<E> eventType, ReadProgress progress) {
    this.file = file;
    this.contract = contract;
    this.eventType = eventType;
    this.progress = progress;
  }

  @Override
  public StreamFormat.Reader<Ingested<E>> createReader(
      Configuration config, FSDataInputStream stream) {
    return reader(stream);
  }

  Reader<E> reader(InputStream stream) {
    return new Reader<>(file, new LineReader(stream, MAX_LINE_BYTES), contract.newJson(), progress);
  }

  @Override
  public TypeInformation<Ingested<E>> getProducedType() {
    return Ingested.typeOf(eventType);
  }

  static final class Reader<E extends Event> implements StreamFormat.Reader<Ingested<E>> {

    private static final int LINES_BETWEEN_REPORTS = 10_000;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final char REPLACEMENT = '\uFFFD';

    private final String file;
    private final LineReader lines;
    private final EventJson<E> json;
    private final ReadProgress progress;

    Reader(String file, LineReader lines, EventJson<E> json, ReadProgress progress) {
      this.file = file;
      this.lines = lines;
      this.json = json;
      this.progress = progress;
    }

    @Override
    public Ingested<E> read() throws IOException {
      while (next()) {
        int start = startsWithMark() ? BYTE_ORDER_MARK.length : 0;
        Ingested<E> ingested = ingest(start);
        if (lines.number() % LINES_BETWEEN_REPORTS == 0) {
          progress.read(file, lines.number(), lines.bytesRead(), false);
        }
        if (ingested != null) {
          return ingested;
        }
      }
      progress.read(file, lines.number(), lines.bytesRead(), true);
      return null;
    }

    private boolean next() throws IOException {
      try {
        return lines.next();
      } catch (IOException e) {
        throw new IOException(file + " cannot be read after line " + lines.number(), e);
      }
    }

    /** The event or dead letter on the line; null where it is empty. */
    private Ingested<E> ingest(int start) {
      if (lines.isCut()) {
        return dead("the line is longer than " + MAX_LINE_BYTES + " bytes; its beginning is kept");
      }
      String text =
          new String(lines.bytes(), start, lines.length() - start, StandardCharsets.UTF_8);
      if (text.isBlank()) {
        return null;
      }
      // Only a line that was damaged, or tells of one that was, holds this character.
      if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8()) {
        return dead("not UTF-8");
      }
      try {
        return new Ingested.Fact<>(json.read(text));
      } catch (InvalidEventException e) {
        return dead(e.getMessage());
      } catch (RuntimeException e) {
        // A codec that fails in a way of its own must not stop the replay at this line.
        return dead("not readable: " + e);
      }
    }

    private boolean startsWithMark() {
      return lines.number() == 1
          && lines.length() >= BYTE_ORDER_MARK.length
          && Arrays.equals(
              lines.bytes(), 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private boolean isUtf8() {
      try {
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(lines.bytes(), 0, lines.length()));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }

    private Ingested<E> dead(String reason) {
      byte[] bytes = Arrays.copyOf(lines.bytes(), lines.length());
      return new Ingested.Dead<>(DeadLetter.ofLine(file, lines.number(), bytes, reason));
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
