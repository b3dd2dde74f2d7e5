package dev.odyssey.scorecards.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {

  private static final String GOOD =
      """
      version: 2025-03-01
      sampleSize: 30
      targets:
        on_time_arrival: {atLeast: 0.9}
        star_rating: {atLeast: 4.7}
        provider_cancel: {atMost: 0.05}
      """;

  @Test
  void theFileThatComesAlongIsTheBuiltInValues() {
    assertThat(Targets.load(Path.of("../../flink-conf/targets.yaml"))).isEqualTo(Targets.builtIn());
  }

  @Test
  void aVersionIsAText() {
    Targets targets = Targets.parse("t", GOOD);

    assertThat(targets.version()).isEqualTo("2025-03-01");
    assertThat(targets.sampleSize()).isEqualTo(30);
    assertThat(targets.targets()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sampleSize: 30 | samplesize: 30 | key samplesize, value 30: no version, sampleSize or targets",
        "sampleSize: 30 | sampleSize: 0 | key sampleSize, value 0: expected a count of 1 or more",
        "sampleSize: 30 | sampleSize: ten | key sampleSize, value ten: expected a count of 1 or more",
        "version: 2025-03-01 | version: | key version, value null: expected a text",
        "version: 2025-03-01 | # | key version, value null: decisions must name",
        "on_time_arrival: | punctuality: | key targets.punctuality, value {atLeast=0.9}: no such metric",
        "on_time_arrival: | order_contact: | a target of on_time_arrival is missing",
        "star_rating: | csat: | key targets.csat, value {atLeast=4.7}: no target can be set for it",
        "atMost: 0.05 | atmost: 0.05 | key targets.provider_cancel.atmost, value 0.05: expected atLeast or atMost",
        "atMost: 0.05 | atMost: 5 | key targets.provider_cancel.atMost, value 5: expected a number from 0 to 1",
        "atMost: 0.05 | atMost: few | key targets.provider_cancel.atMost, value few: expected a number",
        "atMost: 0.05 | atMost: NaN | value NaN: expected a number",
        "{atMost: 0.05} | {} | key targets.provider_cancel, value {}: expected values by name",
        "star_rating: | on_time_arrival: | not YAML",
        "sampleSize: 30 | <<: {sampleSize: 30} | key <<, value {sampleSize=30}: no version",
      })
  void refusesNamingFileKeyAndValue(String good, String bad, String message) {
    assertThat(GOOD).contains(good);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.parse("my.yaml", GOOD.replace(good, bad)))
        .withMessageContaining("Targets file my.yaml")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"''", "'# nothing'"})
  void refusesAnEmptyFile(String yaml) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.parse("my.yaml", yaml))
        .withMessage("Targets file my.yaml is empty");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.load(Path.of("no-such.yaml")))
        .withMessageContaining("no-such.yaml");
  }
}
