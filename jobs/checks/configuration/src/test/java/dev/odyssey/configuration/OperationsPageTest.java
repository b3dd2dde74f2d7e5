package dev.odyssey.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.configuration.Monitoring.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page about operations has every metric as it is listed; {@code -Dodyssey.regenerate} writes
 * that part of it anew.
 */
class OperationsPageTest {

  private static final Path PAGE = FlinkConf.path("OPERATIONS.md");
  private static final String BEGIN = "<!-- metrics: from prometheus/metrics.yaml -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void hasEveryMetricAsItIsListed() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(end).isGreaterThanOrEqualTo(begin);

    String expected = page.substring(0, begin) + table() + page.substring(end);
    if (System.getProperty("odyssey.regenerate") != null) {
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE).content().isEqualTo(expected);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| name | type | labels | jobs | meaning |\n|---|---|---|---|---|\n");
    for (Listed metric : Monitoring.listed()) {
      table.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  metric.exposed().substring(Monitoring.OPERATOR.length()),
                  metric.type(),
                  String.join(", ", metric.labels()),
                  String.join(", ", metric.jobs()),
                  metric.meaning()));
    }
    return table.toString();
  }
}
