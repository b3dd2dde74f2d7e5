package dev.odyssey.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoTest {

  @Test
  void theMostFrequentComeFirstAndSharesAddUp() {
    Pareto pareto =
        Pareto.of(
            List.of(
                new Pareto.Count("B", 30),
                new Pareto.Count("NONE", 0),
                new Pareto.Count("C", 20),
                new Pareto.Count("A", 50)));

    assertThat(pareto.bars())
        .containsExactly(
            new Pareto.Bar("A", 50, 0.5),
            new Pareto.Bar("B", 30, 0.8),
            new Pareto.Bar("C", 20, 1.0));
    assertThat(pareto.total()).isEqualTo(100);
    assertThat(pareto.vitalFew()).isEqualTo(2);
  }

  @Test
  void equalOnesAreInTheOrderOfTheirCodes() {
    assertThat(Pareto.of(List.of(new Pareto.Count("B", 1), new Pareto.Count("A", 1))).bars())
        .extracting(Pareto.Bar::code)
        .containsExactly("A", "B");
  }

  @Test
  void ofNothingIsEmpty() {
    Pareto pareto = Pareto.of(List.of(new Pareto.Count("A", 0)));

    assertThat(pareto.bars()).isEmpty();
    assertThat(pareto.vitalFew()).isZero();
  }
}
