package dev.odyssey.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a mapping over a text, and keeps what came of it. */
record Mapped(List<String> events, List<String> unmapped, MapReport report) {

  static Mapped run(Path folder, String mapping, String name, String text) {
    try {
      return run(
          Mapping.parse("m.yaml", folder, mapping),
          folder,
          1 << 20,
          Files.writeString(folder.resolve(name), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Mapped run(Mapping mapping, Path folder, long budget, Path... inputs) throws IOException {
    List<String> events = new ArrayList<>();
    List<String> unmapped = new ArrayList<>();
    MapReport report =
        new Mapper(mapping, folder, budget)
            .run(
                List.of(inputs),
                new Mapper.Output() {
                  @Override
                  public void event(String line) {
                    events.add(line);
                  }

                  @Override
                  public void unmapped(String line) {
                    unmapped.add(line);
                  }
                });
    return new Mapped(events, unmapped, report);
  }

  /** The values of fields of each event, with a space between, where there are any. */
  List<String> fields(String... names) {
    return events.stream()
        .map(
            line -> {
              List<String> values = new ArrayList<>();
              for (String name : names) {
                String value = field(line, name);
                if (value != null) {
                  values.add(value);
                }
              }
              return String.join(" ", values);
            })
        .toList();
  }

  private static String field(String line, String name) {
    int at = line.indexOf("\"" + name + "\":");
    if (at < 0) {
      return null;
    }
    String rest = line.substring(at + name.length() + 3);
    return rest.startsWith("\"")
        ? rest.substring(1, rest.indexOf('"', 1))
        : rest.split("[,}]", 2)[0];
  }
}
