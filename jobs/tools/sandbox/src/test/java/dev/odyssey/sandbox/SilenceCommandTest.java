package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SilenceCommandTest {

  @ParameterizedTest
  @CsvSource({
    "code=MISSED_WINDOW, code, EQUALS, MISSED_WINDOW",
    "region!=US-NY, region, NOT_EQUALS, US-NY",
    "code=~STALLED_.*, code, MATCHES, STALLED_.*",
    "summary!~a=b, summary, NOT_MATCHES, a=b",
    "providerId=, providerId, EQUALS, ''"
  })
  void conditionsAreReadAsTheyAreTyped(
      String text, String field, Comparison comparison, String value) {
    assertThat(SilenceCommand.matcher(text)).isEqualTo(new Matcher(field, comparison, value));
  }

  @Test
  void whatIsNoConditionIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SilenceCommand.matcher("MISSED_WINDOW"))
        .withMessageContaining("'MISSED_WINDOW'");
  }

  @Test
  void aMisspeltFieldIsRefused() {
    assertThat(said("silence", "regoin=US-NY")).contains("regoin");
  }

  @Test
  void everythingIsNotSilencedByMistake() {
    assertThat(said("silence")).contains("a MATCHER is missing");
    assertThat(said("silence", "code=X", "--for", "PT0S")).contains("--for PT0S");
    assertThat(said("silence", "code=X", "--end", "silence-1")).contains("--end takes no MATCHER");
  }

  private static String said(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine command = SandboxCli.commandLine().setErr(new PrintWriter(said, true));
    assertThat(command.execute(arguments)).isPositive();
    return said.toString();
  }
}
