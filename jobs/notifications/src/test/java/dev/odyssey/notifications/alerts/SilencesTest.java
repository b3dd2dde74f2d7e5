package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.SilenceJson;
import org.junit.jupiter.api.Test;

class SilencesTest {

  @Test
  void whatASilenceMayNameIsWhatIsMatched() {
    assertThat(Silences.fields()).containsExactlyInAnyOrderElementsOf(SilenceJson.FIELDS);
  }
}
