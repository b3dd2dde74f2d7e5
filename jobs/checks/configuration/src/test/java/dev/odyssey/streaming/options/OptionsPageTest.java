package dev.odyssey.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.job.DetectionOptions;
import dev.odyssey.notifications.job.NotificationOptions;
import dev.odyssey.scorecards.job.ScorecardOptions;
import dev.odyssey.tables.PostgresOptions;
import dev.odyssey.tables.TablesOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of options is what the code says; {@code -Dodyssey.regenerate} writes it anew. */
class OptionsPageTest {

  private static final Path PAGE = Path.of("../../OPTIONS.md");

  private static final String INTRODUCTION =
      """
      What the jobs can be told, as `--key value` or `--key=value`; `--help` prints the same, `--print-plan`
      prints the graph of the job instead of running it. An unknown key, a missing or a wrong value stops the
      start and is named. Durations are ISO-8601 (`PT5S`, `PT10M`, `P30D`). What belongs to the cluster
      (checkpoints, state backend, restarts) is no option of a job; it is in Flink's configuration.

      This page is generated from the code and checked by a test. To write it anew after a change:

          mvn -pl jobs/checks/configuration -am test -Dtest=OptionsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dodyssey.regenerate
      """;

  @Test
  void isUpToDate() throws IOException {
    String page =
        OptionsText.markdown(
            INTRODUCTION.strip(),
            List.of(
                KafkaOptions.GROUP,
                PulseOptions.GROUP,
                DetectionOptions.GROUP,
                ScorecardOptions.GROUP,
                NotificationOptions.GROUP,
                TablesOptions.GROUP,
                PostgresOptions.GROUP));
    if (System.getProperty("odyssey.regenerate") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).content().isEqualTo(page);
  }
}
