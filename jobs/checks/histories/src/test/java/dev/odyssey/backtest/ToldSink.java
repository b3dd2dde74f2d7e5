package dev.odyssey.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Appends lines to one file, those before the savepoint and no others: a job that is being stopped
 * goes on for a moment, and what it tells then it tells again when it is started from the
 * savepoint.
 */
record ToldSink(String file) implements Sink<String> {

  @Override
  public SinkWriter<String> createWriter(WriterInitContext context) {
    return new Writer(Path.of(file), new ArrayList<>());
  }

  private record Writer(Path file, List<String> lines) implements SinkWriter<String> {

    @Override
    public void write(String line, Context context) {
      lines.add(line);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      lines.clear();
    }

    @Override
    public void close() {
      // What is not flushed is not told.
    }
  }
}
