package dev.odyssey.notifications.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
class NotificationJobTest {

  @TempDir private Path directory;

  @Test
  void helpNamesTheJobAndEveryOption() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    NotificationJob.COMMAND.run(new String[] {"--help"}, new PrintStream(printed, true, UTF_8));

    assertThat(printed.toString(UTF_8))
        .contains(
            "notifications",
            "--help",
            "--print-plan",
            "--kafka.bootstrap-servers",
            "--notifications",
            "--settle",
            "--lag",
            "--incidents.retention");
  }

  @ParameterizedTest
  @CsvSource({
    "--settle, -PT5S",
    "--lag, soon",
    "--incidents.retention, PT0S",
    "--incidents.retention, 30 days",
    "--kafka.start-from, yesterday"
  })
  void whatIsWrongIsNamedWithItsKeyAndItsValue(String key, String value) {
    assertThatThrownBy(() -> run(key, value))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll(key, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "alerts: {holds: {CRITICAL: soon}}; alerts.holds.CRITICAL; soon",
        "alerts: {hold: {CRITICAL: PT1S}}; alerts.hold; PT1S",
        "outreach: {quietHours: {from: 21h, to: 08:00}}; outreach.quietHours.from; 21h",
        "feeds: {slot: PT7H}; feeds.slot; PT7H"
      })
  void wrongSettingsAreNamedWithFileKeyAndValue(String yaml, String key, String value)
      throws Exception {
    Path settings = Files.writeString(directory.resolve("mine.yaml"), yaml + "\n");

    assertThatThrownBy(() -> run("--notifications", settings.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(settings.toString(), key, value);
  }

  /** Never gets as far as to connect. */
  private static void run(String key, String value) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(key + "=" + value));
    arguments.add("--kafka.bootstrap-servers=nowhere.invalid:9092");
    NotificationJob.COMMAND.run(
        arguments.toArray(String[]::new),
        new PrintStream(PrintStream.nullOutputStream(), true, UTF_8));
  }
}
