package dev.odyssey.detection.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactVocabulary;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderVocabulary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a matcher fits, and what a rule says. */
class RuleSemanticsTest {

  private static final long T0 = Histories.START;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** A rating of four stars by P1, without a claim or a reason. */
  private static final OrderEvent RATED =
      Orders.event("r", OrderEventType.RATED, T0)
          .providerId("P1")
          .stars(4)
          .initiator(Initiator.CUSTOMER)
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a value, or one of a list
        "providerId: P1                        | true",
        "providerId: P2                        | false",
        "providerId: [P2, P1]                  | true",
        "providerId: p1                        | false",
        "stars: 4                              | true",
        "stars: 4.0                            | true",
        "stars: four                           | false",
        "stars: [1, 2]                         | false",
        "initiator: CUSTOMER                   | true",
        "initiator: customer                   | false",
        "occurredAt: '2025-03-03T09:00:00Z'    | true",
        "occurredAt: '2025-03-03T09:00:00.001Z' | false",
        // what it is not
        "providerId: {not: P1}                 | false",
        "providerId: {not: P2}                 | true",
        "providerId: {not: [P2, P3]}           | true",
        "providerId: {not: {not: P1}}          | true",
        "stars: {not: {atMost: 3}}             | true",
        // that it is there
        "providerId: {present: true}           | true",
        "providerId: {present: false}          | false",
        // numbers, ends included
        "stars: {atMost: 4}                    | true",
        "stars: {atMost: 3}                    | false",
        "stars: {atMost: 3.9}                  | false",
        "stars: {atLeast: 4}                   | true",
        "stars: {atLeast: 4.1}                 | false",
        // the whole text
        "providerId: {matches: 'P[0-9]'}       | true",
        "providerId: {matches: '[0-9]'}        | false",
        "providerId: {matches: 'P'}            | false",
        "stars: {matches: '[45]'}              | true",
        "initiator: {matches: 'CUS.*'}         | true",
        // a field that the event has not
        "claimId: c                            | false",
        "claimId: {present: false}             | true",
        "claimId: {present: true}              | false",
        "claimId: {not: c}                     | true",
        "claimId: {not: {not: c}}              | false",
        "claimId: {not: {present: false}}      | false",
        "claimId: {matches: '.*'}              | false",
        "claimId: {not: {matches: '.*'}}       | true",
        // all of them
        "\"providerId: P1, stars: 4\"          | true",
        "\"providerId: P1, stars: 5\"          | false",
      },
      quoteCharacter = '"')
  void aMatcherFits(String where, boolean fits) {
    assertThat(
            find(
                "when: {types: [RATED], where: {%s}}, times: 1, charge: PLATFORM".formatted(where),
                List.of(RATED)))
        .hasSize(fits ? 1 : 0);
  }

  @Test
  void onlyOfItsTypes() {
    String rule = "when: {types: [PLACED, PROMISE]}, times: 1, charge: PLATFORM";

    assertThat(find(rule, List.of(RATED))).isEmpty();
    assertThat(find(rule, List.of(Orders.event("p", OrderEventType.PLACED, T0).build())))
        .hasSize(1);
    assertThat(find(rule, List.of(Orders.promise("p", T0, T0 - 2 * HOUR, Duration.ofHours(1)))))
        .as("a backdated one is a SCHEDULED and no PROMISE")
        .isEmpty();
  }

  /** The latest five within the time, and then anew. */
  @Test
  void countsInBlocks() {
    String rule = "when: {types: [RATED]}, times: 3, within: PT2H, charge: PLATFORM";
    List<OrderEvent> ratings =
        List.of(0, 1, 2, 3, 4, 5, 9, 11, 12).stream()
            .map(h -> Orders.event("r" + h, OrderEventType.RATED, T0 + h * HOUR).stars(3).build())
            .toList();

    assertThat(find(rule, ratings)).containsExactly("r2 at +2h", "r5 at +5h");
  }

  @ParameterizedTest
  @CsvSource({"P1, 0", ", 1", "P2, 1"})
  void sameMeansEqualOrBothWithout(String provider, int found) {
    String rule =
        "after: {types: [PLACED]}, by: occurredAt + PT1H, unless: {types: [CONFIRMED]},"
            + " same: [providerId], charge: PLATFORM";
    List<OrderEvent> events =
        List.of(
            Orders.event("placed", OrderEventType.PLACED, T0).providerId("P1").build(),
            Orders.event("c", OrderEventType.CONFIRMED, T0 + 1).providerId(provider).build());

    assertThat(find(rule, events)).hasSize(found);
  }

  @Test
  void noneIsAValue() {
    String rule =
        "after: {types: [PLACED]}, by: occurredAt + PT1H, unless: {types: [CONFIRMED]},"
            + " same: [claimId], charge: PLATFORM";
    List<OrderEvent> events =
        List.of(
            Orders.event("placed", OrderEventType.PLACED, T0).build(),
            Orders.event("c", OrderEventType.CONFIRMED, T0 + 1).build());

    assertThat(find(rule, events)).isEmpty();
  }

  @Test
  void workingTimeOfACalendarOfTheEventsZone() {
    String rule =
        "after: {types: [PLACED]}, by: occurredAt + PT1H in there, unless: {types: [BOUNDARY]},"
            + " charge: PLATFORM";

    assertThat(find(rule, List.of(Orders.event("p", OrderEventType.PLACED, T0).build())))
        .as("09:00 UTC is 01:00 there, which opens at 08:00")
        .containsExactly("p at +8h");
  }

  @Test
  void saysTheDueTimeOfTheAddressAndTheAnchorsFields() {
    Rule<OrderHistory> rule =
        rule(
            "after: {types: [PROMISE]}, by: windowEnd + PT1H, unless: {types: [BOUNDARY]},"
                + " charge: PROVIDER",
            "{due}: {offeringId} of {providerId} until {windowEnd}, claim {claimId}$1");
    OrderHistory history =
        history(List.of(Orders.promise("p", T0, T0 + HOUR, Duration.ofHours(1))));
    Found<OrderHistory> found =
        new RuleTable<>(List.of(rule)).judge(history, Long.MAX_VALUE).found().get(0);

    assertThat(rule.says(history, found))
        .isEqualTo("2025-03-03 04:00 PST: plumbing of P1 until 2025-03-03T11:00:00.000Z, claim $1");
    assertThat(rule.derivation(history, found))
        .isEqualTo("windowEnd 2025-03-03T11:00:00.000Z + PT1H");
  }

  @Test
  void saysHowOftenAndWithinWhat() {
    Rule<OrderHistory> rule =
        rule(
            "when: {types: [RATED]}, times: 1, within: P2D, charge: PLATFORM",
            "{times} in {within}, {stars} stars");
    OrderHistory history = history(List.of(RATED));
    Found<OrderHistory> found = new RuleTable<>(List.of(rule)).judge(history, T0).found().get(0);

    assertThat(rule.says(history, found)).isEqualTo("1 in PT48H, 4 stars");
  }

  /** Whatever the event itself says; without an INITIATED there is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channel: VOICE                | K1",
        "channel: CHAT                 | ",
        "direction: INBOUND            | K1",
        "reason: HELP                  | K1",
        "channel: {present: false}     | K2",
        "reason: {not: HELP}           | K2",
        "agentKind: BOT                | \"K1,K2\"",
      },
      quoteCharacter = '"')
  void fieldsOfAContactAreThoseOfItsFirstInitiated(String where, String contacts) {
    String file =
        "rules: {OWN: {of: contact, severity: INFO, charge: PLATFORM, says: x, times: 1,"
            + " when: {types: [CONNECTED], where: {"
            + where
            + "}}}}";
    CustomerHistory customer =
        new CustomerHistory(
            List.of(
                contact("i", "K1", ContactEventType.INITIATED, T0)
                    .channel(Channel.VOICE)
                    .direction(Direction.INBOUND)
                    .reason("HELP")
                    .build(),
                contact("c1", "K1", ContactEventType.CONNECTED, T0 + 1)
                    .channel(Channel.CHAT)
                    .agentKind(AgentKind.BOT)
                    .build(),
                contact("c2", "K2", ContactEventType.CONNECTED, T0 + 2)
                    .channel(Channel.CHAT)
                    .agentKind(AgentKind.BOT)
                    .build()),
            Policies.builtIn());

    assertThat(
            new RuleTable<>(OwnRules.compiled(file, Policies.builtIn(), new ContactVocabulary()))
                .judge(customer, Long.MAX_VALUE).found().stream()
                    .map(found -> customer.event(found.anchor()).contactId()))
        .containsExactly(contacts == null ? new String[0] : contacts.split(","));
  }

  private static ContactEvent.Builder contact(
      String id, String contactId, ContactEventType type, long at) {
    return ContactEvent.builder()
        .eventId(id)
        .type(type)
        .occurredAt(at)
        .recordedAt(at)
        .contactId(contactId)
        .customerId("C1");
  }

  private static final Policies POLICIES =
      Policies.parse(
          "policies", "calendars: {there: {zone: event, open: {MON-FRI: ['08:00-18:00']}}}");

  private static OrderHistory history(List<OrderEvent> events) {
    return new OrderHistory(events, POLICIES);
  }

  private static Rule<OrderHistory> rule(String form, String says) {
    return OwnRules.compiled(
            "rules: {OWN: {of: order, severity: INFO, %s, says: '%s'}}".formatted(form, says),
            POLICIES,
            new OrderVocabulary())
        .get(0);
  }

  private static List<String> find(String form, List<OrderEvent> events) {
    OrderHistory history = history(events);
    return new RuleTable<>(List.of(rule(form, "x")))
        .judge(history, Long.MAX_VALUE).found().stream()
            .map(
                found ->
                    history.event(found.anchor()).eventId()
                        + " at +"
                        + (found.raisedAt() - T0) / HOUR
                        + "h")
            .toList();
  }
}
