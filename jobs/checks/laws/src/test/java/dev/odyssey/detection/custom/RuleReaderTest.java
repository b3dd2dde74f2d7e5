package dev.odyssey.detection.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.detection.policy.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents of rules may say, and how what they may not say is refused. */
class RuleReaderTest {

  private static final Policies POLICIES =
      Policies.parse(
          "policies",
          "calendars: {office: {zone: UTC, open: {MON-FRI: ['08:00-18:00']}},"
              + " there: {zone: event, open: {MON-FRI: ['08:00-18:00']}}}");

  private static final String ABSENCE =
      "of: order, severity: HIGH, charge: PROVIDER, after: {types: [PROMISE]},"
          + " by: windowEnd + PT1H, unless: {types: [BOUNDARY]}, says: 'late at {due}'";
  private static final String COUNT =
      "of: order, severity: HIGH, charge: INITIATOR, when: {types: [RESCHEDULED]}, times: 2,"
          + " within: P2D, says: '{times} times in {within}'";
  private static final String SEQUENCE =
      "of: order, severity: HIGH, charge: PLATFORM, first: {types: [ARRIVED]},"
          + " then: {types: [CANCELLED]}, without: {types: [STARTED]}, within: PT6H, says: x";
  private static final String OF_CONTACT =
      "of: contact, severity: INFO, charge: CUSTOMER_SERVICE, after: {types: [CONNECTED]},"
          + " by: occurredAt + PT1H, unless: {types: [ENDED]}, says: x";

  private final List<String> warnings = new ArrayList<>();

  private List<CustomRule> read(String file) {
    return new RuleReader("rules.yaml", POLICIES, Duration.ofDays(400), warnings::add).file(file);
  }

  private static String rule(String document) {
    return "rules: {MY_RULE: {" + document + "}}";
  }

  @ParameterizedTest
  @ValueSource(strings = {ABSENCE, COUNT, SEQUENCE, OF_CONTACT})
  void takesEachForm(String document) {
    assertThat(read(rule(document)))
        .singleElement()
        .extracting(CustomRule::code, CustomRule::from, CustomRule::until, CustomRule::shadow)
        .containsExactly("MY_RULE", Long.MIN_VALUE, Long.MAX_VALUE, false);
    assertThat(warnings).isEmpty();
  }

  /** What is changed in a valid document, the key that is named, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "A | of: order             | of: orders                | of       | expected order, contact or issue",
        "A | of: order,            |                           | of       | missing",
        "A | severity: HIGH        | severity: high            | severity | expected INFO, WARNING, HIGH or CRITICAL",
        "A | charge: PROVIDER      | charge: CUSTOMER          | charge   | expected one of [PROVIDER, PLATFORM, INITIATOR]",
        "A | charge: PROVIDER      | charge: INITIATOR         | charge   | an absence has no initiator",
        "A | charge: PROVIDER      | charge: CUSTOMER_SERVICE  | charge   | expected one of",
        "K | CUSTOMER_SERVICE      | PROVIDER                  | charge   | expected one of [CUSTOMER_SERVICE, PLATFORM]",
        "A | after: {types: [PROMISE]} | afters: {}            | after    | exactly one of after",
        "A | says:                 | times: 2, says:           | times    | unknown key",
        "A | says:                 | when: {types: [RATED]}, says: | when | exactly one of after",
        "C | says:                 | unless: {types: [RATED]}, says: | unless | unknown key",
        "S | says:                 | by: windowEnd + PT1H, says: | by     | unknown key",
        "A | [PROMISE]             | [PROMISED]                | after.types | expected one of [PLACED",
        "A | [PROMISE]             | PROMISE                   | after.types | expected a list",
        "A | [PROMISE]             | []                        | after.types | expected a list",
        "A | {types: [PROMISE]}    | {type: [PROMISE]}         | after.type | unknown key; there are types, where",
        "A | {types: [PROMISE]}    | {where: {stars: 1}}       | after.types | missing",
        "A | {types: [BOUNDARY]}   | {}                        | unless   | expected values by name",
        "K | [CONNECTED]           | [PROMISE]                 | after.types | expected one of [INITIATED",
        "A | [PROMISE]}            | [PROMISE], where: {colour: red}} | after.where | unknown field; there are [eventId",
        "A | [PROMISE]}            | [PROMISE], where: {}}     | after.where | expected values by name",
        "A | [PROMISE]}            | [PROMISE], where: {region: []}} | after.where.region | expected a value",
        "A | [PROMISE]}            | [PROMISE], where: {region: }}   | after.where.region | expected a value",
        "A | [PROMISE]}            | [PROMISE], where: {region: [[a]]}} | after.where.region | expected a value",
        "A | [PROMISE]}            | [PROMISE], where: {region: {like: a}}} | after.where.region.like | unknown operator",
        "A | [PROMISE]}            | [PROMISE], where: {region: {not: a, present: true}}} | after.where.region | expected one operator",
        "A | [PROMISE]}            | [PROMISE], where: {region: {present: yes}}} | after.where.region.present | expected one of [true, false]",
        "A | [PROMISE]}            | [PROMISE], where: {region: {atMost: 2}}} | after.where.region.atMost | the field is no number",
        "A | [PROMISE]}            | [PROMISE], where: {stars: {atLeast: two}}} | after.where.stars.atLeast | expected a number",
        "A | [PROMISE]}            | [PROMISE], where: {region: {matches: '('}}} | after.where.region.matches | is no expression",
        "A | [PROMISE]}            | [PROMISE], where: {region: {matches: '(a)\\1'}}} | after.where.region.matches | is no expression",
        "A | [PROMISE]}            | [PROMISE], where: {region: {not: {not: {matches: '['}}}}} | after.where.region.not.not.matches | is no expression",
        "A | windowEnd + PT1H      | windowEnd                 | by       | expected occurredAt",
        "A | windowEnd + PT1H      | recordedAt + PT1H         | by       | expected occurredAt",
        "A | by: windowEnd + PT1H, |                           | by       | expected occurredAt",
        "A | windowEnd + PT1H      | windowEnd + soon          | by       | expected a duration of ISO-8601, or a setting",
        "A | windowEnd + PT1H      | windowEnd + maxReschedules | by      | expected a duration of ISO-8601, or a setting",
        "A | windowEnd + PT1H      | windowEnd + -PT1H         | by       | expected a duration of ISO-8601, or a setting",
        "A | windowEnd + PT1H      | occurredAt + PT0S         | by       | is not after the anchor",
        "A | windowEnd + PT1H      | occurredAt - PT1H         | by       | is not after the anchor",
        "A | windowEnd + PT1H      | windowStart - P401D       | by       | longer than the retention",
        "A | windowEnd + PT1H      | windowEnd + PT1H in shop  | by       | no calendar shop",
        "A | windowEnd + PT1H      | windowEnd + P3651D in office | by    | is longer than PT87600H",
        "A | windowEnd + PT1H      | windowEnd - PT1H in office | by      | counted forwards only",
        "A | windowEnd + PT1H      | windowEnd + scheduleWithin in office | by | a setting brings its calendar",
        "K | occurredAt + PT1H     | occurredAt + PT1H in there | by      | known of orders only",
        "K | occurredAt + PT1H     | windowEnd + PT1H          | by       | not every type in after is a promise",
        "A | types: [PROMISE]      | \"types: [PROMISE, PLACED]\" | by    | not every type in after is a promise",
        "A | says:                 | \"same: [colour], says:\"   | same     | unknown field",
        "A | says:                 | \"same: [], says:\"         | same     | expected a list",
        "C | times: 2              | times: 0                  | times    | expected a number from 1 to 100",
        "C | times: 2              | times: 101                | times    | expected a number from 1 to 100",
        "C | times: 2,             |                           | times    | expected a number from 1 to 100",
        "C | within: P2D,          |                           | within   | missing",
        "C | within: P2D           | within: P401D             | within   | longer than the retention",
        "C | within: P2D           | within: 2 days            | within   | expected a duration",
        "S | within: PT6H,         |                           | within   | missing",
        "S | \"then: {types: [CANCELLED]},\" |                  | then     | missing",
        "A | {due}                 | {times}                   | says     | nothing is known as {times}",
        "A | {due}                 | {within}                  | says     | nothing is known as {within}",
        "C | {within}              | {due}                     | says     | nothing is known as {due}",
        "A | {due}                 | {colour}                  | says     | nothing is known as {colour}",
        "A | says: 'late at {due}' | says: ''                  | says     | expected a text",
        "A | says:                 | \"mode: dry, says:\"        | mode     | expected one of [live, shadow]",
        "A | says:                 | \"from: 2026-04-01, says:\" | from     | expected an instant",
        "A | says:                 | \"from: '2026-04-01T00:00:00Z', until: '2026-04-01T00:00:00Z', says:\" | until | is not after from",
      })
  void refuses(String form, String part, String by, String key, String why) {
    String valid =
        switch (form) {
          case "A" -> ABSENCE;
          case "C" -> COUNT;
          case "S" -> SEQUENCE;
          default -> OF_CONTACT;
        };
    assertThat(valid).contains(part);
    String wrong = rule(valid.replace(part, by == null ? "" : by));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(wrong))
        .withMessageStartingWith("Rules file rules.yaml, rule MY_RULE, key " + key + ", value ")
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NO_SHOW      | is the code of a built-in rule",
        "REWORK       | is the code of a built-in rule",
        "no_eta       | capital letters",
        "AB           | capital letters",
        "1_ETA        | capital letters",
        "A23456789012345678901234567890123456789_1 | capital letters",
      })
  void refusesCodes(String code, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("rules: {" + code + ": {" + ABSENCE + "}}"))
        .withMessageContaining("Rules file rules.yaml, rule " + code)
        .withMessageContaining(why);
  }

  @Test
  void refusesTheWholeFileForOneBadRule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("rules: {GOOD: {" + ABSENCE + "}, BAD: {of: order}}"))
        .withMessageContaining("rule BAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rules: {}",
        "rules: []",
        "rule: {}",
        "rules: {A_A: x}",
        "rules: {A_A: {}}",
        "rules: {A_A: []}",
        "rules: {A_A: {of: order}, A_A: {of: order}}",
        "rules: {A_A: &a {of: *a}}",
        "rules: {A_A: {of: order, severity: HIGH, charge: PLATFORM, says: x, unless: {types: [RATED]},"
            + " by: occurredAt + PT1H, after: {types: [RATED], where: {region: &a {not: *a}}}}}",
        "- rules",
        "{{",
      })
  void refusesWhatIsNoFileOfRules(String file) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(file))
        .withMessageContaining("rules.yaml");
  }

  @Test
  void saysWhichFileCannotBeRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RuleReader.load(Path.of("no-such-file"), POLICIES, Duration.ofDays(1), w -> {}))
        .withMessageContaining("no-such-file");
  }

  @Test
  void aVersionEndsWhereTheNextBegins() {
    String april = "from: '2026-04-01T00:00:00Z', " + ABSENCE;
    String may = "from: '2026-05-01T00:00:00Z', " + ABSENCE;

    assertThat(read("rules: {MY_RULE: [{" + may + "}, {" + april + "}]}"))
        .extracting(CustomRule::from, CustomRule::until, CustomRule::shadow)
        .containsExactly(
            tuple(at("2026-04-01T00:00:00Z"), at("2026-05-01T00:00:00Z"), false),
            tuple(at("2026-05-01T00:00:00Z"), Long.MAX_VALUE, false));
  }

  /** What is tried ends nothing that is live; its trial ends with the next live version. */
  @Test
  void aVersionInTheShadowEndsNoLiveOne() {
    String april = "from: '2026-04-01T00:00:00Z', " + ABSENCE;
    String may = "from: '2026-05-01T00:00:00Z', mode: shadow, " + ABSENCE;
    String june = "from: '2026-06-01T00:00:00Z', " + ABSENCE;

    assertThat(read("rules: {MY_RULE: [{" + may + "}, {" + june + "}, {" + april + "}]}"))
        .extracting(CustomRule::from, CustomRule::until, CustomRule::shadow)
        .containsExactly(
            tuple(at("2026-04-01T00:00:00Z"), at("2026-06-01T00:00:00Z"), false),
            tuple(at("2026-05-01T00:00:00Z"), at("2026-06-01T00:00:00Z"), true),
            tuple(at("2026-06-01T00:00:00Z"), Long.MAX_VALUE, false));
    assertThat(RuleVersions.ifPromoted(read("rules: {MY_RULE: [{" + may + "}, {" + april + "}]}")))
        .extracting(CustomRule::from, CustomRule::until, CustomRule::shadow)
        .containsExactly(
            tuple(at("2026-04-01T00:00:00Z"), at("2026-05-01T00:00:00Z"), false),
            tuple(at("2026-05-01T00:00:00Z"), Long.MAX_VALUE, true));
  }

  @Test
  void aVersionMayEndBeforeTheNextBegins() {
    String april = "from: '2026-04-01T00:00:00Z', until: '2026-04-15T00:00:00Z', " + ABSENCE;
    String may = "from: '2026-05-01T00:00:00Z', " + ABSENCE;

    assertThat(read("rules: {MY_RULE: [{" + april + "}, {" + may + "}]}"))
        .extracting(CustomRule::until)
        .containsExactly(at("2026-04-15T00:00:00Z"), Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "from: '2026-04-01T00:00:00Z' | from: '2026-04-01T00:00:00Z' | versions overlap",
        "\"from: '2026-04-01T00:00:00Z', until: '2026-05-02T00:00:00Z'\" | from: '2026-05-01T00:00:00Z' | versions overlap",
        "mode: live | from: '2026-05-01T00:00:00Z' | says from when it holds",
      })
  void refusesVersionsThatOverlap(String one, String other, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                read(
                    "rules: {MY_RULE: [{%s, %s}, {%s, %s}]}"
                        .formatted(one, ABSENCE, other, ABSENCE)))
        .withMessageContaining("rule MY_RULE")
        .withMessageContaining(why);
  }

  @Test
  void warnsOfAFieldThatNoneOfTheTypesEverCarries() {
    read(rule(ABSENCE.replace("[PROMISE]}", "[PROMISE], where: {stars: 1}}")));

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("rules.yaml", "MY_RULE", "after.where.stars", "[PROMISE]", "can never fit");
  }

  @Test
  void warnsOfNothingWhereOneOfTheTypesCarriesIt() {
    read(rule(COUNT.replace("[RESCHEDULED]}", "[RESCHEDULED, RATED], where: {stars: 1}}")));

    assertThat(warnings).isEmpty();
  }

  @Test
  void takesADocumentOfTheControlTopic() {
    Map<String, Object> document =
        Map.of(
            "of", "order",
            "severity", "HIGH",
            "charge", "PLATFORM",
            "from", "2026-04-01T00:00:00.000Z",
            "when", Map.of("types", List.of("RATED")),
            "times", "1",
            "says", "x");

    assertThat(
            new RuleReader("topic rules", POLICIES, Duration.ofDays(1), warnings::add)
                .version("MY_RULE", document)
                .from())
        .isEqualTo(at("2026-04-01T00:00:00Z"));
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
