package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.SilenceJson;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesTest {

  private static final long TO = 10;

  @Test
  void whatASilenceMayNameIsWhatIsMatched() {
    assertThat(Silences.fields()).containsExactlyInAnyOrderElementsOf(SilenceJson.FIELDS);
  }

  @Test
  void anExpressionIsMatchedAsEver() {
    assertThat(until("summary", Comparison.MATCHES, "a*", "aaa")).isEqualTo(TO);
    assertThat(until("summary", Comparison.MATCHES, "a(?=b).(c|d)+", "abccd")).isEqualTo(TO);
    assertThat(until("summary", Comparison.MATCHES, "a", "aaa")).isNull();
    assertThat(until("summary", Comparison.NOT_MATCHES, "a", "aaa")).isEqualTo(TO);
  }

  @ParameterizedTest
  @CsvSource({"(a|a)*, 200000", "(.*a){25}b, 2000"})
  void oneThatNeverEndsSilencesNothing(String endless, int length) {
    String text = "a".repeat(length) + "c";

    for (Comparison comparison : List.of(Comparison.MATCHES, Comparison.NOT_MATCHES)) {
      assertThat(until("summary", comparison, endless, text)).isNull();
    }
  }

  /** Until when an alert with this summary is silenced; null if it is not. */
  private static Long until(String field, Comparison comparison, String value, String summary) {
    Silence silence =
        new Silence("s1", List.of(new Matcher(field, comparison, value)), 0, TO, "test", "op-7");
    Alert alert =
        new Alert(
            "ALERT:NO_SHOW:e1",
            1,
            AlertStatus.FIRING,
            Severity.CRITICAL,
            "NO_SHOW",
            "title",
            summary,
            null,
            Alert.Members.NONE,
            1,
            null,
            1,
            true,
            null,
            "operations",
            null);
    return Silences.of(List.of(silence)).until(alert, null, 5);
  }
}
