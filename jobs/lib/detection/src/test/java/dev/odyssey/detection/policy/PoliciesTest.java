package dev.odyssey.detection.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
    "earlyLimit, PT6H",
    "secondThoughts, PT1H",
    "shortAbandon, PT5S",
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
  void nothingIsExemptOrOffAtFirst() {
    Policy policy = Policies.builtIn().at(0);
    assertThat(policy.written(Setting.EXEMPT_REASONS, Setting.EXEMPT_CHANNELS, Setting.OFF))
        .isEqualTo(Map.of("exemptReasons", "[]", "exemptChannels", "[]", "off", "[]"));
    assertThat(policy.exemptsReason("BILLING")).isFalse();
    assertThat(policy.exemptsChannel("VOICE")).isFalse();
    assertThat(policy.isOff("NO_SHOW")).isFalse();
  }

  @Test
  void theFileOfTheProjectNamesEverySettingWithItsBuiltInValue() throws IOException {
    Path file = Path.of("../../../flink-conf/policies.yaml");
    assertThat(Policies.load(file).defaults()).isEqualTo(Policies.builtIn().defaults());
    Map<?, ?> top = new StrictYaml("Policies file", "p").read(Files.readString(file));
    Map<?, ?> defaults = (Map<?, ?>) top.get("defaults");
    assertThat(defaults.keySet().stream().map(Object::toString))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Setting.values()).map(Setting::key).toList());
    defaults.forEach(
        (key, value) -> assertThat(value).hasToString(Setting.of(String.valueOf(key)).builtIn()));
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
        "defaults: {maxReschedules: 2 in office}|defaults.maxReschedules|2 in office",
        "defaults: {exemptReasons: BILLING}|defaults.exemptReasons|BILLING",
        "defaults: {exemptReasons: }|defaults.exemptReasons|null",
        "defaults: {exemptReasons: ['']}|defaults.exemptReasons|[]",
        "defaults: {exemptReasons: [{a: b}]}|defaults.exemptReasons|{a=b}",
        "defaults: {exemptChannels: [FAX]}|defaults.exemptChannels|FAX",
        "defaults: {exemptChannels: [voice]}|defaults.exemptChannels|voice",
        "defaults: {off: [NO-SHOW]}|defaults.off|NO-SHOW",
        "defaults: {off: [AB]}|defaults.off|AB",
        "defaults: {off: [no_show]}|defaults.off|no_show",
        // contact rules know no offerings
        "offerings: {a: {repeatContactWithin: PT1H}}|offerings.a.repeatContactWithin|PT1H",
        "offerings: {a: {reconnectWithin: PT1H}}|offerings.a.reconnectWithin|PT1H",
        "offerings: {a: {maxTransfers: 2}}|offerings.a.maxTransfers|2",
        "offerings: {a: {callbackWithin: PT1H}}|offerings.a.callbackWithin|PT1H",
        "offerings: {a: {resolveWithin: PT1H}}|offerings.a.resolveWithin|PT1H",
        "offerings: {a: {issueExpiry: P1D}}|offerings.a.issueExpiry|P1D",
        "offerings: {a: {shortAbandon: PT1S}}|offerings.a.shortAbandon|PT1S",
        "offerings: {a: {exemptReasons: []}}|offerings.a.exemptReasons|[]",
        "offerings: {a: {exemptChannels: [CHAT]}}|offerings.a.exemptChannels|[CHAT]",
        // a no-show before an arrival is late
        "defaults: {arrivalGrace: PT3H}|defaults.arrivalGrace|PT3H",
        "defaults: {arrivalGrace: PT1H, noShowAfter: PT59M}|defaults.noShowAfter|PT59M",
        "offerings: {a: {arrivalGrace: PT2H0.001S}}|offerings.a.arrivalGrace|PT2H0.001S",
        "{defaults: {arrivalGrace: PT1H}, offerings: {a: {noShowAfter: PT1M}}}|offerings.a.noShowAfter|PT1M",
        "versions: [{from: 2026-01-01T00:00:00Z, defaults: {arrivalGrace: PT3H}}]|versions[0].defaults.arrivalGrace|PT3H",
        // working time
        "defaults: {claimWithin: PT4H in nowhere}|defaults.claimWithin|PT4H in nowhere",
        "defaults: {claimWithin: soon in nowhere}|defaults.claimWithin|soon in nowhere",
        "defaults: {maxPause: PT4H in nowhere}|defaults.maxPause|cannot run in a calendar",
        // versions
        "versions: {from: 2026-01-01T00:00:00Z}|versions|from",
        "versions: [2026-01-01T00:00:00Z]|versions[0]|2026-01-01T00:00:00Z",
        "versions: [{defaults: {}}]|versions[0].from|null",
        "versions: [{from: 2026-01-01}]|versions[0].from|2026-01-01",
        "versions: [{from: 2026-01-01T00:00:00}]|versions[0].from|2026-01-01T00:00:00",
        "versions: [{from: 2026-01-01T00:00:00.0001Z}]|versions[0].from|00.0001Z",
        "versions: [{from: +999999999-01-01T00:00:00Z}]|versions[0].from|+999999999",
        "versions: [{from: 2026-01-01T00:00:00Z, until: x}]|versions[0].until|x",
        "versions: [{from: 2026-01-01T00:00:00Z, defaults: {x: y}}]|versions[0].defaults.x|y",
        "versions: [{from: 2026-01-01T00:00:00Z, offerings: {a: {maxTransfers: 1}}}]|versions[0].offerings.a.maxTransfers|1",
        "versions: [{from: 2026-01-01T00:00:00Z}, {from: 2026-01-01T00:00:00.000Z}]|versions[1].from|2026-01-01T00:00:00Z",
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

  /** Calendars, by what stands under {@code calendars: {c: ...}}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open all day|calendars.c|open all day",
        "{open: {MON: ['08:00-12:00']}}|calendars.c.zone|null",
        "{zone: Mars/Base, open: {MON: ['08:00-12:00']}}|calendars.c.zone|Mars/Base",
        "{zone: '+02:00', open: {MON: ['08:00-12:00']}}|calendars.c.zone|+02:00",
        "{zone: UTC}|calendars.c.open|null",
        "{zone: UTC, open: {}}|calendars.c.open|an hour a week",
        "{zone: UTC, open: [MON]}|calendars.c.open|[MON]",
        "{zone: UTC, open: {MON: ['08:00-12:00']}, shut: []}|calendars.c.shut|[]",
        "{zone: UTC, open: {MON: '08:00-12:00'}}|calendars.c.open.MON|08:00-12:00",
        "{zone: UTC, open: {MON: }}|calendars.c.open.MON|null",
        "{zone: UTC, open: {MONDAY: ['08:00-12:00']}}|calendars.c.open.MONDAY|08:00-12:00",
        "{zone: UTC, open: {mon: ['08:00-12:00']}}|calendars.c.open.mon|08:00-12:00",
        "{zone: UTC, open: {MON-: ['08:00-12:00']}}|calendars.c.open.MON-|08:00-12:00",
        "{zone: UTC, open: {MON-TUE-WED: ['08:00-12:00']}}|open.MON-TUE-WED|08:00-12:00",
        "{zone: UTC, open: {MON: ['8:00-12:00']}}|calendars.c.open.MON|8:00-12:00",
        "{zone: UTC, open: {MON: ['08:00-24:01']}}|calendars.c.open.MON|08:00-24:01",
        "{zone: UTC, open: {MON: ['24:00-24:00']}}|calendars.c.open.MON|24:00-24:00",
        "{zone: UTC, open: {MON: ['08:00-08:60']}}|calendars.c.open.MON|08:00-08:60",
        "{zone: UTC, open: {MON: ['08:00-08:00']}}|calendars.c.open.MON|08:00-08:00",
        "{zone: UTC, open: {MON: ['22:00-06:00']}}|calendars.c.open.MON|22:00-06:00",
        "{zone: UTC, open: {MON: ['08:00-12:00', '11:59-13:00']}}|calendars.c.open.MON|11:59-13:00",
        "{zone: UTC, open: {MON: ['08:00-12:00', '08:00-12:00']}}|calendars.c.open.MON|overlap",
        "{zone: UTC, open: {MON-FRI: ['08:00-12:00'], FRI: ['11:00-13:00']}}|open.FRI|overlap",
        "{zone: UTC, open: {SAT: ['08:00-08:59']}}|calendars.c.open|08:00-08:59",
        "{zone: UTC, open: {SAT: ['08:00-12:00']}, closed: 2026-12-25}|c.closed|2026-12-25",
        "{zone: UTC, open: {SAT: ['08:00-12:00']}, closed: [2026-02-29]}|c.closed|2026-02-29",
        "{zone: UTC, open: {SAT: ['08:00-12:00']}, closed: [25.12.2026]}|c.closed|25.12.2026",
      })
  void refusesAWrongCalendarByFileKeyAndValue(String calendar, String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.parse("conf/p.yaml", "calendars: {c: " + calendar + "}"))
        .withMessageContaining("conf/p.yaml")
        .withMessageContaining(key)
        .withMessageContaining(value);
  }

  private static final String CALENDARS =
      """
      calendars:
        office: {zone: America/New_York, open: {MON-FRI: ["08:00-12:00", "13:00-18:00"]}}
        site: {zone: event, open: {MON-SUN: ["07:00-19:00"]}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scheduleWithin",
        "reassignWithin",
        "confirmWithin",
        "claimWithin",
        "callbackWithin",
        "resolveWithin"
      })
  void someDurationsMayRunInACalendar(String key) {
    Policy policy =
        Policies.parse("p", CALENDARS + "defaults: {" + key + ": PT40H in office}").defaults();
    Setting setting = Setting.of(key);
    assertThat(policy.written(setting)).isEqualTo("PT40H in office");
    assertThat(policy.millis(setting)).isEqualTo(Duration.ofHours(40).toMillis());
    assertThat(policy.calendar(setting).orElseThrow().name()).isEqualTo("office");
    // Friday 17:30 in New York; 40 hours are four days and four hours.
    long anchor = at("2026-03-20T21:30:00Z");
    assertThat(policy.due(setting, anchor, null)).isEqualTo(at("2026-03-27T15:30:00Z"));
    assertThat(policy.closedSpans(setting, anchor, null))
        .startsWith(
            new Span(at("2026-03-20T22:00:00Z"), at("2026-03-23T12:00:00Z")),
            new Span(at("2026-03-23T16:00:00Z"), at("2026-03-23T17:00:00Z")))
        .endsWith(new Span(at("2026-03-26T22:00:00Z"), at("2026-03-27T12:00:00Z")))
        .hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "SCHEDULE_WITHIN",
        "REASSIGN_WITHIN",
        "CONFIRM_WITHIN",
        "CLAIM_WITHIN",
        "CALLBACK_WITHIN",
        "RESOLVE_WITHIN"
      })
  void noOtherSettingMay(Setting setting) {
    String yaml = CALENDARS + "defaults: {" + setting.key() + ": PT40H in office}";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.parse("conf/p.yaml", yaml))
        .withMessageContainingAll("conf/p.yaml", "defaults." + setting.key(), "PT40H in office");
  }

  @Test
  void theZoneOfTheEventIsForOrders() {
    Policy policy =
        Policies.parse("p", CALENDARS + "offerings: {a: {claimWithin: PT2H in site}}").of("a");
    long anchor = at("2026-01-05T03:00:00Z");
    assertThat(policy.due(Setting.CLAIM_WITHIN, anchor, "Europe/Berlin"))
        .isEqualTo(at("2026-01-05T08:00:00Z"));
    assertThat(policy.due(Setting.CLAIM_WITHIN, anchor, "America/New_York"))
        .isEqualTo(at("2026-01-05T14:00:00Z"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.due(Setting.CLAIM_WITHIN, anchor, null))
        .withMessageContaining("site");
    for (String key : List.of("callbackWithin", "resolveWithin")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> Policies.parse("p.yaml", CALENDARS + "defaults: {" + key + ": PT1H in site}"))
          .withMessageContainingAll("p.yaml", "defaults." + key, "PT1H in site", "zone");
    }
  }

  @Test
  void aPlainDurationRunsWithoutACalendar() {
    Policy policy = Policies.builtIn().defaults();
    assertThat(policy.due(Setting.CLAIM_WITHIN, 5, null))
        .isEqualTo(5 + Duration.ofDays(7).toMillis());
    assertThat(policy.closedSpans(Setting.CLAIM_WITHIN, 5, null)).isEmpty();
    assertThat(policy.calendar(Setting.CLAIM_WITHIN)).isEmpty();
  }

  private static final String VERSIONS =
      """
      defaults: {startWithin: PT1M, off: [SKIPPED_SCAN]}
      offerings: {a: {maxPause: PT1M}, b: {maxPause: PT2M}}
      versions:
      - {from: 2026-05-01T00:00:00.000Z, offerings: {a: {startWithin: PT3M, off: [OWN_1, REWORK]}}}
      - from: 2026-04-01T00:00:00Z
        defaults: {startWithin: PT2M, exemptReasons: [B, A, B], exemptChannels: [CHAT]}
      """;

  @ParameterizedTest
  @CsvSource({
    "2000-01-01T00:00:00Z, , PT1M, PT24H, ",
    "2026-03-31T23:59:59.999Z, , PT1M, PT24H, ",
    "2026-03-31T23:59:59.999Z, a, PT1M, PT1M, ",
    "2026-03-31T23:59:59.999Z, b, PT1M, PT2M, ",
    "2026-04-01T00:00:00Z, , PT2M, PT24H, 2026-04-01T00:00:00Z",
    "2026-04-01T00:00:00Z, a, PT2M, PT24H, 2026-04-01T00:00:00Z",
    "2026-04-30T23:59:59.999Z, , PT2M, PT24H, 2026-04-01T00:00:00Z",
    "2026-05-01T00:00:00Z, , PT30M, PT24H, 2026-05-01T00:00:00Z",
    "2026-05-01T00:00:00Z, a, PT3M, PT24H, 2026-05-01T00:00:00Z",
    "2026-05-01T00:00:00Z, b, PT30M, PT24H, 2026-05-01T00:00:00Z",
    "2099-01-01T00:00:00Z, , PT30M, PT24H, 2026-05-01T00:00:00Z",
  })
  void theLatestVersionAtOrBeforeAnInstantIsInForceAndWhole(
      Instant instant, String offering, String startWithin, String maxPause, Instant version) {
    Policy policy = Policies.parse("p", VERSIONS).at(instant.toEpochMilli(), offering);
    assertThat(policy.written(Setting.START_WITHIN)).isEqualTo(startWithin);
    assertThat(policy.written(Setting.MAX_PAUSE)).isEqualTo(maxPause);
    assertThat(policy.version()).isEqualTo(Optional.ofNullable(version));
  }

  @Test
  void codesAreOffAndContactsExemptByVersion() {
    Policies policies = Policies.parse("p", VERSIONS);
    assertThat(policies.at(0, "a").isOff("SKIPPED_SCAN")).isTrue();
    Policy april = policies.at(at("2026-04-01T00:00:00Z"));
    assertThat(april.isOff("SKIPPED_SCAN")).isFalse();
    assertThat(april.exemptsReason("A")).isTrue();
    assertThat(april.exemptsReason("C")).isFalse();
    assertThat(april.exemptsReason(null)).isFalse();
    assertThat(april.exemptsChannel("CHAT")).isTrue();
    assertThat(april.exemptsChannel("VOICE")).isFalse();
    assertThat(april.exemptsChannel(null)).isFalse();
    assertThat(april.written(Setting.EXEMPT_REASONS)).isEqualTo("[A, B]");
    Policy may = policies.at(at("2026-05-01T00:00:00Z"), "a");
    assertThat(may.isOff("OWN_1")).isTrue();
    assertThat(may.isOff("REWORK")).isTrue();
    assertThat(policies.at(at("2026-05-01T00:00:00Z"), "b").isOff("OWN_1")).isFalse();
  }

  @Test
  void aVersionMayComeInADocumentOfItsOwn() {
    Policies base = Policies.parse("p", CALENDARS + VERSIONS);
    Policies more =
        base.with(
            Version.of(
                "rules@7",
                Map.of(
                    "from",
                    "2026-04-15T00:00:00.000Z",
                    "defaults",
                    Map.of("maxTransfers", 5, "claimWithin", "PT1H in mine", "off", List.of("ABC")),
                    "offerings",
                    Map.of("a", Map.of("scheduleWithin", "PT1H in office")),
                    "calendars",
                    Map.of(
                        "mine",
                        Map.of("zone", "UTC", "open", Map.of("SUN", List.of("10:00-11:00")))))));
    Policy policy = more.at(at("2026-04-15T00:00:00Z"), "a");
    assertThat(policy.count(Setting.MAX_TRANSFERS)).isEqualTo(5);
    assertThat(policy.isOff("ABC")).isTrue();
    assertThat(policy.due(Setting.CLAIM_WITHIN, at("2026-04-15T00:00:00Z"), null))
        .isEqualTo(at("2026-04-19T11:00:00Z"));
    assertThat(policy.calendar(Setting.SCHEDULE_WITHIN)).isEqualTo(base.calendar("office"));
    assertThat(more.calendar("mine")).as("of the version alone").isEmpty();
    assertThat(more.at(at("2026-04-14T23:59:59.999Z")).written(Setting.START_WITHIN))
        .isEqualTo("PT2M");
    assertThat(more.at(at("2026-05-01T00:00:00Z"), "a"))
        .isEqualTo(base.at(at("2026-05-01T00:00:00Z"), "a"));
    assertThat(base.at(at("2026-04-15T00:00:00Z")).count(Setting.MAX_TRANSFERS)).isEqualTo(3);
  }

  @Test
  void versionsMayComeInAnyOrder() {
    List<Version> versions =
        List.of(
            Version.parse("1", "{\"from\": \"2026-01-01T00:00:00Z\"}"),
            Version.parse("2", "{from: 2026-02-01T00:00:00Z, defaults: {maxTransfers: 2}}"),
            Version.parse("3", "{from: 2026-03-01T00:00:00Z, offerings: {a: {maxPause: PT9H}}}"));
    Policies inOrder = Policies.builtIn();
    Policies backwards = Policies.builtIn();
    for (int i = 0; i < 3; i++) {
      inOrder = inOrder.with(versions.get(i));
      backwards = backwards.with(versions.get(2 - i));
    }
    assertThat(backwards).isEqualTo(inOrder).hasToString(inOrder.toString());
    assertThat(inOrder.at(at("2026-02-01T00:00:00Z")).count(Setting.MAX_TRANSFERS)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{from: 2026-04-01T00:00:00Z}|from|2026-04-01T00:00:00Z",
        "{from: 2026-06-01T00:00:00Z, versions: []}|versions|[]",
        "{from: 2026-06-01T00:00:00Z, defaults: {claimWithin: PT1H in x}}|defaults.claimWithin|in x",
        "{from: 2026-06-01T00:00:00Z, defaults: {maxTransfers: 1.5}}|defaults.maxTransfers|1.5",
        "{defaults: {}}|from|null",
      })
  void refusesAWrongVersionBySourceKeyAndValue(String document, String key, String value) {
    Policies policies = Policies.parse("p", VERSIONS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policies.with(Version.parse("rules@7", document)))
        .withMessageContaining("rules@7")
        .withMessageContaining(key)
        .withMessageContaining(value);
  }

  @Test
  void isAnotherTextForEachDifference() {
    assertThat(
            Stream.of(
                    "{}",
                    "versions: [{from: 2026-01-01T00:00:00Z}]",
                    "versions: [{from: 2026-01-02T00:00:00Z}]",
                    "versions: [{from: 2026-01-02T00:00:00Z, defaults: {maxPause: PT1H}}]",
                    "versions: [{from: 2026-01-02T00:00:00Z, offerings: {a: {maxPause: PT1H}}}]",
                    "defaults: {off: [ABC]}",
                    "defaults: {exemptReasons: [ABC]}",
                    "defaults: {exemptReasons: ['A, B']}",
                    "defaults: {exemptReasons: [A, B]}",
                    "offerings: {a: {}}",
                    "calendars: {c: {zone: UTC, open: {MON: ['00:00-24:00']}}}",
                    "calendars: {d: {zone: UTC, open: {MON: ['00:00-24:00']}}}",
                    "calendars: {c: {zone: event, open: {MON: ['00:00-24:00']}}}",
                    "calendars: {c: {zone: UTC, open: {MON: ['00:00-23:00']}}}",
                    "calendars: {c: {zone: UTC, open: {TUE: ['00:00-24:00']}}}",
                    "calendars: {c: {zone: UTC, open: {MON: ['00:00-24:00']}, closed: [2026-01-05]}}")
                .map(yaml -> Policies.parse("p", yaml).toString()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aVersionWithACalendarOfItsOwnIsAnotherText() {
    String template =
        "{from: 2026-01-01T00:00:00Z, defaults: {claimWithin: PT1H in c},"
            + " calendars: {c: {zone: UTC, open: {MON: ['00:00-%s']}}}}";
    assertThat(Policies.builtIn().with(Version.parse("1", template.formatted("24:00"))))
        .doesNotHaveToString(
            Policies.builtIn().with(Version.parse("1", template.formatted("23:00"))).toString());
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
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
        Policies.parse(
            "p.yaml",
            CALENDARS
                + VERSIONS
                + "- {from: 2026-06-01T00:00:00Z, defaults: {claimWithin: PT1H in office}}");
    Policies there = InstantiationUtil.clone(policies);
    assertThat(there).isEqualTo(policies).hasToString(policies.toString());
    long anchor = at("2026-06-06T00:00:00Z");
    assertThat(there.at(anchor).due(Setting.CLAIM_WITHIN, anchor, null))
        .isEqualTo(at("2026-06-08T13:00:00Z"));
  }
}
