package dev.odyssey.detection.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

  @ParameterizedTest
  @CsvSource({
    "scheduleWithin, PT24H",
    "claimWithin, P7D",
    "reassignWithin, PT2H",
    "confirmLead, PT24H",
    "confirmWithin, PT1H",
    "departureLead, PT45M",
    "arrivalGrace, PT0S",
    "noShowAfter, PT2H",
    "startWithin, PT30M",
    "expectedDuration, PT2H",
    "completionGrace, PT30M",
    "completionAllowance, PT2H",
    "maxPause, PT24H",
    "lateCancelLead, PT24H",
    "reopenWithin, P30D",
    "repeatContactWithin, PT24H",
    "reconnectWithin, PT10M",
    "callbackWithin, PT30M",
    "resolveWithin, PT72H",
    "issueExpiry, P14D"
  })
  void hasBuiltInDurations(String key, Duration duration) {
    assertThat(Policies.builtIn().defaults().millis(Setting.of(key)))
        .isEqualTo(duration.toMillis());
  }

  @ParameterizedTest
  @CsvSource({"maxReschedules, 2", "maxTransfers, 3"})
  void hasBuiltInCounts(String key, int count) {
    assertThat(Policies.builtIn().defaults().count(Setting.of(key))).isEqualTo(count);
  }

  @Test
  void knowsTwentyTwoSettings() {
    assertThat(Setting.values()).hasSize(22);
  }

  @Test
  void whatAFileLeavesOutKeepsItsValue() {
    Policies policies =
        Policies.parse(
            "p.yaml",
            """
            defaults: {arrivalGrace: PT10M, maxReschedules: 3}
            offerings:
              tv-mount: {expectedDuration: PT1H, maxReschedules: 1}
            """);

    Policy mount = policies.of("tv-mount");
    assertThat(mount.millis(Setting.EXPECTED_DURATION)).isEqualTo(3_600_000);
    assertThat(mount.count(Setting.MAX_RESCHEDULES)).isEqualTo(1);
    assertThat(mount.millis(Setting.ARRIVAL_GRACE)).as("of the defaults").isEqualTo(600_000);
    assertThat(mount.millis(Setting.NO_SHOW_AFTER)).as("built in").isEqualTo(7_200_000);
    Policy other = policies.of("plumbing");
    assertThat(other).isEqualTo(policies.defaults());
    assertThat(other.millis(Setting.EXPECTED_DURATION)).isEqualTo(7_200_000);
    assertThat(other.count(Setting.MAX_RESCHEDULES)).isEqualTo(3);
  }

  @Test
  void offeringsMayComeBeforeDefaultsAndEitherMayBeMissing() {
    Policies offeringsFirst =
        Policies.parse(
            "p.yaml", "{offerings: {a: {maxPause: PT1H}}, defaults: {startWithin: PT5M}}");
    assertThat(offeringsFirst.of("a").millis(Setting.START_WITHIN)).isEqualTo(300_000);
    assertThat(Policies.parse("p.yaml", "offerings: {a: {maxPause: PT1H}}").defaults())
        .isEqualTo(Policies.builtIn().defaults());
    assertThat(
            Policies.parse("p.yaml", "defaults: {maxPause: PT1H}")
                .of("a")
                .millis(Setting.MAX_PAUSE))
        .isEqualTo(3_600_000);
  }

  @Test
  void recordsValuesAsTheyAreWritten() {
    Policy policy = Policies.parse("p.yaml", "defaults: {maxPause: PT36H}").defaults();
    assertThat(policy.written(Setting.MAX_PAUSE, Setting.MAX_TRANSFERS))
        .isEqualTo(Map.of("maxPause", "PT36H", "maxTransfers", "3"));
  }

  @Test
  void anOfferingMayTakeInTheSettingsOfAnother() {
    Policies policies =
        Policies.parse(
            "p.yaml",
            """
            offerings:
              plumbing: &slow {maxPause: PT48H, startWithin: PT1H}
              roofing: {<<: *slow, startWithin: PT2H}
            """);
    assertThat(policies.of("roofing").millis(Setting.MAX_PAUSE)).isEqualTo(172_800_000);
    assertThat(policies.of("roofing").millis(Setting.START_WITHIN)).isEqualTo(7_200_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"007", "1e3", "no", "null", "0x10", "2024-01-01", "1_000", "12:30"})
  void anOfferingIsCalledAsItIsWritten(String offering) {
    Policies policies =
        Policies.parse("p.yaml", "offerings: {" + offering + ": {startWithin: PT5M}}");
    assertThat(policies.of(offering).millis(Setting.START_WITHIN)).isEqualTo(300_000);
  }

  @Test
  void anIdInQuotesIsTheSame() {
    assertThat(Policies.parse("p.yaml", "offerings: {'007': {startWithin: PT5M}}"))
        .isEqualTo(Policies.parse("p.yaml", "offerings: {007: {startWithin: PT5M}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // an unknown key
        "defaults: {arrivalGrac: PT10M}|defaults.arrivalGrac|PT10M",
        "offerings: {tv-mount: {grace: PT1M}}|offerings.tv-mount.grace|PT1M",
        "default: {arrivalGrace: PT10M}|default|PT10M",
        "{defaults: {}, extra: 7}|extra|7",
        "arrivalGrace: PT10M|arrivalGrace|PT10M",
        "defaults: {ARRIVALGRACE: PT10M}|defaults.ARRIVALGRACE|PT10M",
        // a bad value
        "defaults: {arrivalGrace: 10}|defaults.arrivalGrace|10",
        "defaults: {arrivalGrace: 10 minutes}|defaults.arrivalGrace|10 minutes",
        "defaults: {arrivalGrace: -PT10M}|defaults.arrivalGrace|-PT10M",
        "defaults: {arrivalGrace: P1M}|defaults.arrivalGrace|P1M",
        "defaults: {arrivalGrace: P4000D}|defaults.arrivalGrace|P4000D",
        "defaults: {arrivalGrace: P99999999999999999D}|defaults.arrivalGrace|P99999999999999999D",
        "defaults: {arrivalGrace: [PT1M]}|defaults.arrivalGrace|[PT1M]",
        "defaults: {arrivalGrace: }|defaults.arrivalGrace|value",
        "defaults: {maxReschedules: 0}|defaults.maxReschedules|0",
        "defaults: {maxReschedules: -1}|defaults.maxReschedules|-1",
        "defaults: {maxReschedules: 2.5}|defaults.maxReschedules|2.5",
        "defaults: {maxReschedules: PT1H}|defaults.maxReschedules|PT1H",
        "defaults: {maxReschedules: 99999999999}|defaults.maxReschedules|99999999999",
        "offerings: {tv-mount: {maxPause: soon}}|offerings.tv-mount.maxPause|soon",
        // not settings by name
        "defaults: PT10M|defaults|PT10M",
        "defaults: [arrivalGrace]|defaults|arrivalGrace",
        "offerings: tv-mount|offerings|tv-mount",
        "offerings: {tv-mount: PT1H}|offerings.tv-mount|PT1H",
        "just text|the file|just text",
        "[1, 2]|the file|[1, 2]",
      })
  void refusesAWrongFileByFileKeyAndValue(String yaml, String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.parse("conf/p.yaml", yaml))
        .withMessageContaining("conf/p.yaml")
        .withMessageContaining(key)
        .withMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a remark\n", "---\n"})
  void refusesAnEmptyFile(String yaml) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.parse("conf/p.yaml", yaml))
        .withMessageContaining("conf/p.yaml")
        .withMessageContaining("empty");
  }

  @Test
  void refusesTwoValuesForOneKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Policies.parse("conf/p.yaml", "defaults: {maxPause: PT1H, maxPause: PT2H}"))
        .withMessageContaining("conf/p.yaml")
        .withMessageContaining("maxPause");
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults: {", "a: b: c", "%", "defaults: !!java.net.URL [x]"})
  void refusesWhatIsNoYaml(String yaml) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.parse("conf/p.yaml", yaml))
        .withMessageContaining("conf/p.yaml");
  }

  @Test
  void loadsAFileAndNamesOneThatIsNotThere(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), "defaults: {maxPause: PT1H}");
    assertThat(Policies.load(file).defaults().millis(Setting.MAX_PAUSE)).isEqualTo(3_600_000);

    Path missing = folder.resolve("missing.yaml");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.load(missing))
        .withMessageContaining(missing.toString());
  }

  @Test
  void travelsToWhereTheOperatorRuns() throws IOException, ClassNotFoundException {
    Policies policies =
        Policies.parse("p.yaml", "{defaults: {maxPause: PT1H}, offerings: {a: {maxPause: PT2H}}}");
    assertThat(InstantiationUtil.clone(policies)).isEqualTo(policies);
  }
}
