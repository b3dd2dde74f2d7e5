package dev.odyssey.detection.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchTest {

  private final Match<String> match =
      new Match<>(Map.of("promise", List.of("p1"), "moves", List.of("m1", "m2")));

  @Test
  void givesTheSignalsOfAStage() {
    assertThat(match.one("promise")).isEqualTo("p1");
    assertThat(match.all("moves")).containsExactly("m1", "m2");
    assertThat(match.all("kept")).isEmpty();
  }

  @Test
  void refusesToGiveTheOneSignalOfAStageThatHasNotOne() {
    assertThatThrownBy(() -> match.one("moves"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'moves' holds 2 signals");
    assertThatThrownBy(() -> match.one("kept"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'kept' holds 0 signals");
  }

  @Test
  void doesNotChangeWithWhatItWasMadeOf() {
    List<String> promises = new ArrayList<>(List.of("p1"));
    Match<String> made = new Match<>(Map.of("promise", promises));
    promises.add("p2");
    assertThat(made.all("promise")).containsExactly("p1");
    assertThatThrownBy(() -> made.all("promise").add("p3"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> made.stages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
