package dev.odyssey.backtest;

import dev.odyssey.mapping.MapReport;
import dev.odyssey.mapping.Mapper;
import dev.odyssey.mapping.Mapping;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Events that a mapping makes, as a file that a backtest reads. */
final class MappedEvents {

  private MappedEvents() {}

  /**
   * Writes the events that a mapping makes of some inputs, sorted by when they were recorded.
   *
   * @param events compressed
   * @param unmapped where records go of which nothing could be made, with the reason
   */
  static MapReport write(Mapping mapping, List<Path> inputs, Path events, Path unmapped)
      throws IOException {
    try (BufferedWriter lines =
            new BufferedWriter(
                new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(events)), StandardCharsets.UTF_8));
        BufferedWriter others = Files.newBufferedWriter(unmapped, StandardCharsets.UTF_8)) {
      return new Mapper(mapping, events.toAbsolutePath().getParent())
          .run(
              inputs,
              new Mapper.Output() {
                @Override
                public void event(String line) throws IOException {
                  write(lines, line);
                }

                @Override
                public void unmapped(String line) throws IOException {
                  write(others, line);
                }
              });
    }
  }

  private static void write(BufferedWriter out, String line) throws IOException {
    out.write(line);
    out.write('\n');
  }
}
