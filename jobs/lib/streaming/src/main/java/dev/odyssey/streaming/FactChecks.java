package dev.odyssey.streaming;

import dev.odyssey.codec.Instants;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.Texts;
import dev.odyssey.events.Times;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import java.time.LocalDate;

/**
 * What a fact must be like to be counted: anything that has the schema may stand on the topic. A
 * fact from the future would take the calendar there, and past the retention of every day before.
 */
public final class FactChecks {

  private static final int MAX_YEAR = 9999;

  /**
   * The fact, if it can be counted.
   *
   * @param now by the clock, in epoch milliseconds
   * @throws InvalidEventException naming the field that is wrong
   */
  public static <F extends Fact> F checked(F fact, long now) {
    if (fact.decidedAt() < Times.MIN) {
      throw new InvalidEventException(
          "decidedAt is out of range: " + fact.decidedAt() + " ms since 1970 is before the year 1");
    }
    notAhead("decidedAt", fact.decidedAt(), now);
    if (fact instanceof OrderFacts order) {
      check(order);
    } else if (fact instanceof ContactFacts contact) {
      check(contact);
    }
    return fact;
  }

  /**
   * The instant, if it is not so far in the future that time would run ahead with it.
   *
   * @param field what it is called
   * @param now by the clock, in epoch milliseconds
   * @throws InvalidEventException naming the field that is wrong
   */
  public static long notAhead(String field, long instant, long now) {
    if (instant - now > Times.MAX_AHEAD) {
      throw new InvalidEventException(
          field
              + " is "
              + instant
              + " ms since 1970, more than 10 minutes after the clock, "
              + Instants.format(now));
    }
    return instant;
  }

  private static void check(OrderFacts facts) {
    text("orderId", facts.orderId());
    if (facts.order() != null) {
      day("order.day", facts.order().day());
      text("order.offeringId", facts.order().offeringId());
      text("order.region", facts.order().region());
      text("order.providerId", facts.order().providerId());
    }
    for (OrderFacts.Promise promise : facts.promises()) {
      day("promises.day", promise.day());
      text("promises.offeringId", promise.offeringId());
      text("promises.region", promise.region());
      text("promises.providerId", promise.providerId());
      text("promises.lastProviderId", promise.lastProviderId());
    }
    for (OrderFacts.Defect defect : facts.defects()) {
      day("defects.day", defect.day());
      text("defects.offeringId", defect.offeringId());
      text("defects.region", defect.region());
      text("defects.providerId", defect.providerId());
    }
  }

  private static void check(ContactFacts facts) {
    text("contactId", facts.contactId());
    text("customerId", facts.customerId());
    ContactFacts.Inbound inbound = facts.inbound();
    if (inbound == null) {
      return;
    }
    day("inbound.day", inbound.day());
    text("inbound.orderId", inbound.orderId());
    text("inbound.agentId", inbound.agentId());
    text("inbound.site", inbound.site());
    text("inbound.transferringAgentId", inbound.transferringAgentId());
    text("inbound.transferringSite", inbound.transferringSite());
    if (inbound.automation() != null) {
      text("inbound.automation.agentVersion", inbound.automation().agentVersion());
      text("inbound.automation.trialArm", inbound.automation().trialArm());
    }
  }

  private static void text(String field, String text) {
    var unused = Texts.bounded(field, text);
  }

  private static void day(String field, LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > MAX_YEAR) {
      throw new InvalidEventException(
          field + " is out of range: " + day + " is not in the years 1 to 9999");
    }
  }

  private FactChecks() {}
}
