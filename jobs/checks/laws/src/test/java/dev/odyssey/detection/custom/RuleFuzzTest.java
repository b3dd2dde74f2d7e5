package dev.odyssey.detection.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactVocabulary;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderVocabulary;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;

/**
 * Whatever a document says, it is taken or refused with a message that names it; what is taken can
 * be compiled and applied.
 */
class RuleFuzzTest {

  /** A million with -Dodyssey.fuzz=true. */
  private static final int TRIES = Boolean.getBoolean("odyssey.fuzz") ? 1_000_000 : 5_000;

  /** A document takes less than a millisecond; a machine may be busy with something else. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final String[] WORDS = {
    "of",
    "order",
    "contact",
    "issue",
    "severity",
    "HIGH",
    "charge",
    "PROVIDER",
    "PLATFORM",
    "INITIATOR",
    "CUSTOMER_SERVICE",
    "after",
    "by",
    "unless",
    "same",
    "when",
    "times",
    "within",
    "first",
    "then",
    "without",
    "says",
    "from",
    "until",
    "mode",
    "shadow",
    "types",
    "where",
    "PROMISE",
    "BOUNDARY",
    "RATED",
    "INITIATED",
    "windowEnd + PT1H",
    "occurredAt + PT0S",
    "occurredAt + P99999999D in office",
    "windowStart - arrivalGrace",
    "PT1H",
    "P400D",
    "-PT1H",
    "P9999999999999999D",
    "0",
    "1",
    "100",
    "-1",
    "1e999999999",
    "1e-999999999",
    "NaN",
    "true",
    "null",
    "~",
    "{}",
    "[]",
    "{not: x}",
    "{present: true}",
    "{atMost: 1e9999}",
    "{matches: '(a*)*'}",
    "{matches: '['}",
    "{not: {not: {present: false}}}",
    "stars",
    "region",
    "providerId",
    "*a",
    "&a",
    "2026-04-01T00:00:00Z",
    "-999999999-01-01T00:00:00Z",
    "+1000000000-12-31T23:59:59Z",
    "{due}",
    "{times}",
    "{stars}",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "'",
    "\"",
    "\n",
    "\t",
    "\u0000",
    "\ud800",
    "<<",
    "!!java.net.URL",
    "- ",
    "#",
    "|",
    ">"
  };

  private final Policies policies =
      Policies.parse(
          "policies",
          "calendars: {office: {zone: UTC, open: {MON-FRI: ['08:00-18:00']}},"
              + " there: {zone: event, open: {MON-SUN: ['08:00-18:00']}}}");
  private final OrderHistory order =
      new OrderHistory(
          Histories.orders().sampleStream().map(Histories::inOrder).skip(3).findFirst().get(),
          policies);
  private final CustomerHistory customer =
      new CustomerHistory(
          Histories.contacts().sampleStream().map(Histories::inOrder).skip(3).findFirst().get(),
          policies);

  @Example
  void isTakenOrRefusedByName() {
    int taken = 0;
    long slowest = 0;
    for (int seed = 0; seed < TRIES; seed++) {
      Random random = new Random(seed);
      String valid =
          random.nextBoolean()
              ? OwnRules.ofOrders(random, true)
              : OwnRules.ofContacts(random, true);
      String document = valid;
      for (int i = random.nextInt(4); i > 0; i--) {
        document = mutated(document, random);
      }
      long begun = System.nanoTime();
      taken += isTaken(document, seed) ? 1 : 0;
      slowest = Math.max(slowest, System.nanoTime() - begun);
    }
    assertThat(Duration.ofNanos(slowest)).isLessThan(LONGEST);
    assertThat(taken).isBetween(TRIES / 4, TRIES - TRIES / 4);
  }

  private boolean isTaken(String document, int seed) {
    List<CustomRule> rules;
    try {
      rules =
          new RuleReader("fuzz.yaml", policies, Duration.ofDays(400), warning -> {}).file(document);
    } catch (IllegalArgumentException e) {
      assertThat(e).as("seed %d: %s", seed, document).hasMessageContaining("fuzz.yaml");
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed + ": " + document, e);
    }
    try {
      for (CustomRule rule : rules) {
        if (rule.isOfOrders()) {
          var compiled = new RuleCompiler<>(new OrderVocabulary(), policies).compile(rule);
          var found = new RuleTable<>(List.of(compiled)).judge(order, Long.MAX_VALUE).found();
          found.forEach(defect -> compiled.says(order, defect));
          found.forEach(defect -> compiled.derivation(order, defect));
          found.forEach(defect -> compiled.charged(order, defect));
        } else {
          var compiled = new RuleCompiler<>(new ContactVocabulary(), policies).compile(rule);
          var found = new RuleTable<>(List.of(compiled)).judge(customer, Long.MAX_VALUE).found();
          found.forEach(defect -> compiled.says(customer, defect));
          found.forEach(defect -> compiled.derivation(customer, defect));
        }
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("taken, seed " + seed + ": " + document, e);
    }
    return true;
  }

  private static String mutated(String document, Random random) {
    int at = random.nextInt(document.length() + 1);
    int to = Math.min(document.length(), at + random.nextInt(12));
    String word = WORDS[random.nextInt(WORDS.length)];
    switch (random.nextInt(6)) {
      case 0:
        return document.substring(0, at) + document.substring(to);
      case 1:
        return document.substring(0, at) + word + document.substring(at);
      case 2:
        return document.substring(0, at) + word + document.substring(to);
      case 3:
        return document.substring(0, to) + document.substring(at);
      default:
        // A value for another, which keeps the document's form.
        List<String> parts = List.of(document.split("(?<=[:,\\[{])", -1));
        int part = random.nextInt(parts.size());
        String before = String.join("", parts.subList(0, part));
        String after = String.join("", parts.subList(part + 1, parts.size()));
        String last =
            parts.get(part).isEmpty() ? "" : parts.get(part).replaceAll("[^\\]}:,\\[{]", "");
        return before + " " + word + last + after;
    }
  }
}
