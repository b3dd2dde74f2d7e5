package dev.odyssey.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.mapping.MapReport;
import dev.odyssey.mapping.Mapper;
import dev.odyssey.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each mapping that ships, on an invented extract in the form of its publisher: the events are
 * those in the file beside the extract, and all but the ones meant to be are valid.
 *
 * <p>{@code -Dodyssey.mappings.write=true} writes the expected files anew, to be read before they
 * are committed.
 */
class MappingsTest {

  private static final Path MAPPINGS = Path.of("mappings");
  private static final Path SAMPLES = MAPPINGS.resolve("samples");

  /** Extracts that serve two mappings. */
  private static final Map<String, String> SHARED =
      Map.of("bpic2013-orders", "bpic2013.xes", "bpic2013-contacts", "bpic2013.xes");

  /** What is meant not to be mapped, and to be an invalid event. */
  private static final Map<String, Long> UNMAPPED =
      Map.of("bpic2013-orders", 1L, "bpic2013-contacts", 1L, "debezium-appointments", 1L);

  private static final Map<String, Long> DEAD = Map.of("boston311", 1L);

  @TempDir private Path folder;

  static Stream<String> mappings() throws IOException {
    try (Stream<Path> files = Files.list(MAPPINGS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  private record Run(List<String> events, List<String> unmapped, MapReport report) {}

  private Run run(String name, Path input) throws IOException {
    List<String> events = new ArrayList<>();
    List<String> unmapped = new ArrayList<>();
    Mapping mapping = Mapping.load(MAPPINGS.resolve(name + ".yaml"));
    MapReport report =
        new Mapper(mapping, folder)
            .run(
                List.of(input),
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
    return new Run(events, unmapped, report);
  }

  private static Path sample(String name) {
    return Stream.of(SHARED.getOrDefault(name, name + ".csv"), name + ".json", name + ".xes")
        .map(SAMPLES::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no extract for " + name));
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void makesTheEventsThatAreExpected(String name) throws IOException {
    Run run = run(name, sample(name));
    Path expected = SAMPLES.resolve(name + ".expected.jsonl");
    if (Boolean.getBoolean("odyssey.mappings.write")) {
      Files.write(expected, run.events);
    }
    assertThat(run.events).containsExactlyElementsOf(Files.readAllLines(expected));
    assertThat(run.report.unmapped())
        .as(run.unmapped.toString())
        .isEqualTo(UNMAPPED.getOrDefault(name, 0L));
    assertThat(run.report.dead()).as(run.report.text()).isEqualTo(DEAD.getOrDefault(name, 0L));
  }

  /** The cases of the log know their order by time, whatever the order of the file. */
  @Test
  void theOrderOfRowsDoesNotMatterWhereTheMappingSaysAnother() throws IOException {
    List<String> rows = new ArrayList<>(Files.readAllLines(sample("receipt")));
    String header = rows.remove(0);
    List<String> inOrder = run("receipt", sample("receipt")).events;
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(rows, new Random(seed));
      List<String> shuffled = new ArrayList<>(List.of(header));
      shuffled.addAll(rows);
      Path file = Files.write(folder.resolve("shuffled.csv"), shuffled);
      assertThat(run("receipt", file).events).containsExactlyInAnyOrderElementsOf(inOrder);
    }
  }
}
