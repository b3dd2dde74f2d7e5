package dev.odyssey.detection.custom;

import dev.odyssey.contactdefects.rules.ContactVocabulary;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderVocabulary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules of one's own at random: valid documents, and what they compile to. */
public final class OwnRules {

  private static final Duration RETENTION = Duration.ofDays(400);

  private static final String[] PROMISES = {"PROMISE", "SCHEDULED", "RESCHEDULED"};
  private static final String[] ORDER_TYPES = {
    "PROMISE",
    "BOUNDARY",
    "PLACED",
    "ARRIVED",
    "STARTED",
    "PAUSED",
    "DECLINED",
    "ASSIGNED",
    "CONFIRMED",
    "CUSTOMER_ABSENT",
    "COMPLETED",
    "CANCELLED",
    "RESCHEDULED",
    "CLAIM_FILED"
  };
  private static final String[] CONTACT_TYPES = {
    "INITIATED", "QUEUED", "CONNECTED", "TRANSFERRED", "ENDED", "SURVEYED"
  };
  private static final String[] ORDER_FIELDS = {
    "providerId: P1",
    "providerId: [P1, P2]",
    "providerId: {present: false}",
    "providerId: {not: {matches: 'P[12]'}}",
    "offeringId: {not: tv-mount}",
    "initiator: {not: [PROVIDER, PLATFORM]}",
    "stars: {atMost: 2}",
    "stars: {atLeast: 2}",
    "claimId: {matches: '.*-1'}",
    "windowStart: {present: true}"
  };
  private static final String[] CONTACT_FIELDS = {
    "channel: VOICE",
    "channel: {not: [VOICE, EMAIL]}",
    "direction: INBOUND",
    "reason: {matches: 'B.*'}",
    "orderId: {present: false}",
    "agentKind: BOT",
    "endedBy: [CUSTOMER, SYSTEM]",
    "resolved: {not: true}",
    "solved: false"
  };

  /** A file with one rule about orders. */
  public static String ofOrders(Random random, boolean calendars) {
    String charge = of(random, "PROVIDER", "PLATFORM");
    String rule =
        switch (random.nextInt(4)) {
          case 0 ->
              "after: %s, by: '%s', unless: %s%s"
                  .formatted(
                      matcher(random, PROMISES, ORDER_FIELDS),
                      of(
                          random,
                          "windowStart - PT2H",
                          "windowEnd + arrivalGrace",
                          "windowEnd + PT30M",
                          "windowStart - confirmLead",
                          "occurredAt + PT15M"),
                      matcher(random, ORDER_TYPES, ORDER_FIELDS),
                      of(random, "", ", same: [providerId]"));
          case 1 ->
              "after: %s, by: 'occurredAt + %s', unless: %s%s"
                  .formatted(
                      matcher(random, ORDER_TYPES, ORDER_FIELDS),
                      due(random, calendars, "scheduleWithin", " in there"),
                      matcher(random, ORDER_TYPES, ORDER_FIELDS),
                      of(random, "", ", same: [claimId]", ", same: [providerId, offeringId]"));
          case 2 -> count(random, ORDER_TYPES, ORDER_FIELDS);
          default -> sequence(random, ORDER_TYPES, ORDER_FIELDS);
        };
    boolean absence = rule.startsWith("after");
    return file("order", absence ? charge : of(random, charge, "INITIATOR"), rule, random);
  }

  /** A file with one rule about contacts or issues. */
  public static String ofContacts(Random random, boolean calendars) {
    String rule =
        switch (random.nextInt(3)) {
          case 0 ->
              "after: %s, by: 'occurredAt + %s', unless: %s%s"
                  .formatted(
                      matcher(random, CONTACT_TYPES, CONTACT_FIELDS),
                      due(random, calendars, "callbackWithin", " in office"),
                      matcher(random, CONTACT_TYPES, CONTACT_FIELDS),
                      of(random, "", ", same: [agentId]", ", same: [contactId]"));
          case 1 -> count(random, CONTACT_TYPES, CONTACT_FIELDS);
          default -> sequence(random, CONTACT_TYPES, CONTACT_FIELDS);
        };
    return file(
        of(random, "contact", "issue"), of(random, "CUSTOMER_SERVICE", "PLATFORM"), rule, random);
  }

  /** Some compiled rules about orders. */
  public static List<Rule<OrderHistory>> rulesOfOrders(Random random, Policies policies, int most) {
    List<Rule<OrderHistory>> rules = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      rules.addAll(
          compiled(ofOrders(random, hasCalendars(policies)), policies, new OrderVocabulary()));
    }
    return rules;
  }

  /** Some rules about orders, as a file has them. */
  public static List<CustomRule> readOfOrders(Random random, Policies policies, int most) {
    List<CustomRule> rules = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      rules.addAll(read(ofOrders(random, hasCalendars(policies)), policies));
    }
    return rules;
  }

  /** Some compiled rules about contacts. */
  public static List<Rule<CustomerHistory>> rulesOfContacts(
      Random random, Policies policies, int most) {
    List<Rule<CustomerHistory>> rules = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      rules.addAll(
          compiled(ofContacts(random, hasCalendars(policies)), policies, new ContactVocabulary()));
    }
    return rules;
  }

  /** The rules of a file. */
  public static <H extends History<?>> List<Rule<H>> compiled(
      String file, Policies policies, Vocabulary<H> vocabulary) {
    RuleCompiler<H> compiler = new RuleCompiler<>(vocabulary, policies);
    return read(file, policies).stream().map(compiler::compile).toList();
  }

  private static List<CustomRule> read(String file, Policies policies) {
    return new RuleReader("test", policies, RETENTION, warning -> {}).file(file);
  }

  private static boolean hasCalendars(Policies policies) {
    return policies.calendar("office").isPresent();
  }

  private static String due(Random random, boolean calendars, String setting, String calendar) {
    return switch (random.nextInt(calendars ? 3 : 2)) {
      case 0 -> setting;
      case 1 -> of(random, "PT15M", "PT1H", "PT24H", "P14D");
      default -> of(random, "PT1H", "PT4H", "PT24H") + calendar;
    };
  }

  private static String count(Random random, String[] types, String[] fields) {
    int times = 1 + random.nextInt(4);
    return "when: %s, times: %d%s"
        .formatted(
            matcher(random, types, fields),
            times,
            times == 1 && random.nextBoolean() ? "" : ", within: " + within(random));
  }

  private static String sequence(Random random, String[] types, String[] fields) {
    return "first: %s, then: %s%s, within: %s"
        .formatted(
            matcher(random, types, fields),
            matcher(random, types, fields),
            random.nextBoolean() ? "" : ", without: " + matcher(random, types, fields),
            within(random));
  }

  private static String within(Random random) {
    return of(random, "PT0S", "PT15M", "PT1H", "PT2H", "PT24H", "P14D");
  }

  private static String matcher(Random random, String[] types, String[] fields) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      some.add(of(random, types));
    }
    return "{types: %s%s}"
        .formatted(some, random.nextInt(3) > 0 ? "" : ", where: {" + of(random, fields) + "}");
  }

  private static String file(String of, String charge, String rule, Random random) {
    return "rules: {OWN_%d: {of: %s, severity: HIGH, charge: %s, %s%s, says: 'x {%s}'}}"
        .formatted(
            random.nextInt(1_000_000),
            of,
            charge,
            rule,
            of(random, "", "", ", from: '2025-03-03T12:00:00Z'", ", until: '2025-03-05T00:00:00Z'"),
            rule.startsWith("after") ? "due" : "within");
  }

  @SafeVarargs
  private static <T> T of(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private OwnRules() {}
}
