package dev.odyssey.detection.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.streaming.options.InvalidOptionException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line, as far as it needs nobody else. */
class DetectionJobTest {

  @TempDir Path directory;

  @Test
  void helpNamesTheJobAndEveryOption() throws Exception {
    for (Detection<?, ?, ?> detection :
        List.of(LifecycleDefectsJob.DETECTION, ContactDefectsJob.DETECTION)) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();

      new DetectionJob<>(detection)
          .run(new String[] {"--help"}, new PrintStream(printed, true, UTF_8));

      assertThat(printed.toString(UTF_8))
          .contains(
              detection.job(),
              "--help",
              "--print-plan",
              "--kafka.bootstrap-servers",
              "--policies",
              "--retention",
              "--timeline.max-events",
              "--watermark.disorder",
              "--pulse.settle");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--retention, 30 days",
    "--retention, PT0S",
    "--timeline.max-events, none",
    "--timeline.max-events, 0",
    "--watermark.disorder, -PT5S",
    "--pulse.interval, PT0S",
    "--pulse.enabled, perhaps",
    "--kafka.start-from, yesterday",
    "--kafka.transaction-timeout, P25D",
    "--kafka.consumer.group.id, another",
    "--kafka.producer.acks, 0",
    "--parallelism, 4"
  })
  void whatIsWrongIsNamedWithItsKeyAndItsValue(String key, String value) {
    assertThatThrownBy(() -> run(key, value))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining(key);
    if (!key.matches("--parallelism|--kafka.(consumer|producer).*")) {
      assertThatThrownBy(() -> run(key, value)).hasMessageContaining(value);
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(
            () -> new DetectionJob<>(LifecycleDefectsJob.DETECTION).run(new String[0], nowhere()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("--kafka.bootstrap-servers is missing");
  }

  @Test
  void wrongPoliciesAreNamedWithFileKeyAndValue() throws Exception {
    Path policies = directory.resolve("mine.yaml");
    Files.writeString(policies, "defaults: {arrivalGrace: soon}\n");

    assertThatThrownBy(() -> run("--policies", policies.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(policies.toString(), "arrivalGrace", "soon");
  }

  /** Never gets as far as to connect. */
  private static void run(String key, String value) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(key + "=" + value));
    arguments.add("--kafka.bootstrap-servers=nowhere.invalid:9092");
    new DetectionJob<>(LifecycleDefectsJob.DETECTION)
        .run(arguments.toArray(String[]::new), nowhere());
  }

  private static PrintStream nowhere() {
    return new PrintStream(PrintStream.nullOutputStream(), true, UTF_8);
  }
}
