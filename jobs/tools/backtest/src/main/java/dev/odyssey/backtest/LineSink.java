package dev.odyssey.backtest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Appends lines to one file, for a job of parallelism 1 that starts from the beginning. */
record LineSink(String file) implements Sink<String> {

  @Override
  public SinkWriter<String> createWriter(WriterInitContext context) throws IOException {
    BufferedWriter lines =
        Files.newBufferedWriter(
            Path.of(file),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
    return new Writer(lines);
  }

  private record Writer(BufferedWriter lines) implements SinkWriter<String> {

    @Override
    public void write(String line, Context context) throws IOException {
      lines.write(line);
      lines.write('\n');
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      lines.flush();
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
