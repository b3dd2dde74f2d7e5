package dev.odyssey.scorecards.job;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.facts.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Streams of facts: few subjects that change often, are withdrawn and come again, so that they meet
 * in the same rows. Orders have two histories now and then, contacts name orders.
 */
record AnyFacts(Random random) {

  static final LocalDate FIRST = LocalDate.of(2025, 3, 1);
  private static final int SUBJECTS = 6;
  private static final int DAYS = 40;

  /** Facts in an order in which they may come: the decidedAt of no one before that of another. */
  List<Fact> stream(int length) {
    List<Fact> facts = new ArrayList<>();
    long time = Days.beginning(FIRST);
    for (int i = 0; i < length; i++) {
      time += random.nextInt((int) (DAYS * 86_400_000L / length * 2));
      Fact fact = random.nextBoolean() ? order(time) : contact(time);
      facts.add(fact);
      if (random.nextInt(5) == 0) {
        facts.add(fact);
      }
    }
    return facts;
  }

  OrderFacts order(long decidedAt) {
    String id = "O" + random.nextInt(SUBJECTS);
    long since = random.nextInt(4) == 0 ? 2_000 : 1_000;
    if (random.nextInt(6) == 0) {
      return OrderFacts.withdrawn(id, since, decidedAt);
    }
    return new OrderFacts(
        id,
        since,
        decidedAt,
        new OrderFacts.Order(
            day(),
            some("offering"),
            some("region"),
            maybe("P"),
            truth(),
            perhaps(),
            stars(),
            random.nextBoolean(),
            random.nextBoolean() ? "P1" : null),
        some(3)
            .mapToObj(
                i ->
                    new OrderFacts.Promise(
                        "e" + i,
                        day(),
                        some("offering"),
                        some("region"),
                        maybe("P"),
                        maybe("P"),
                        perhaps(),
                        perhaps(),
                        truth(),
                        truth()))
            .toList(),
        some(3)
            .mapToObj(
                i ->
                    new OrderFacts.Defect(
                        DefectCode.OF_ORDERS.get(random.nextInt(12)),
                        "a" + i,
                        day(),
                        some("offering"),
                        some("region"),
                        maybe("P")))
            .toList());
  }

  ContactFacts contact(long decidedAt) {
    String id = "K" + random.nextInt(SUBJECTS);
    if (random.nextInt(6) == 0) {
      return ContactFacts.withdrawn(id, "U", decidedAt);
    }
    return new ContactFacts(
        id,
        "U",
        decidedAt,
        new ContactFacts.Inbound(
            day(),
            truth(),
            random.nextInt(3) == 0 ? null : "O" + random.nextInt(SUBJECTS + 1),
            maybe("A"),
            maybe("S"),
            maybe("A"),
            maybe("S"),
            perhaps(),
            truth(),
            truth(),
            truth(),
            truth()
                ? new ContactFacts.Episode(
                    outcome(), outcome(), truth(), truth() ? 1L + random.nextInt() : null, truth())
                : null,
            perhaps(),
            stars(),
            stars(),
            stars(),
            truth()
                ? new ContactFacts.Automation(
                    Outcome.values()[random.nextInt(3)], maybe("V"), maybe("T"))
                : null));
  }

  private LocalDate day() {
    return FIRST.plusDays(random.nextInt(DAYS));
  }

  private IntStream some(int bound) {
    return IntStream.range(0, random.nextInt(bound));
  }

  private String some(String prefix) {
    return prefix + random.nextInt(2);
  }

  private String maybe(String prefix) {
    return random.nextInt(4) == 0 ? null : prefix + "/" + random.nextInt(3);
  }

  private boolean truth() {
    return random.nextBoolean();
  }

  private Boolean perhaps() {
    return random.nextInt(3) == 0 ? null : (Boolean) random.nextBoolean();
  }

  private Outcome outcome() {
    return truth() ? Outcome.values()[random.nextInt(3)] : null;
  }

  private Integer stars() {
    return random.nextInt(3) == 0 ? null : (Integer) (1 + random.nextInt(5));
  }
}
