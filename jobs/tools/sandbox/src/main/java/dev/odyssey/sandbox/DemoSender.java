package dev.odyssey.sandbox;

import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Who sends the messages of a demo, and those who read them: what is requested is sent when it is
 * due, nearly all of it is delivered, and about half of the customers choose one of the options,
 * some of them at once. The same messages have the same fate. Not thread-safe.
 */
final class DemoSender {

  private static final double FAILS = 0.05;
  private static final double CUSTOMER_ACTS = 0.55;
  private static final double PROVIDER_ACTS = 0.4;

  /** How often it is the option named first, and so on for what is left. */
  private static final double LIKES_THE_FIRST = 0.6;

  private static final int DELIVERY = 150;
  private static final int SOONEST_ANSWER = 500;
  private static final int LATEST_ANSWER = 3_500;

  private record Step(long at, String outreachId, Status status) {}

  private final Map<String, Outreach> messages = new HashMap<>();
  private final PriorityQueue<Step> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparing(Step::outreachId));

  /**
   * Takes a revision of a message; those of one message in their order.
   *
   * @param now in epoch milliseconds
   */
  void accept(Outreach message, long now) {
    messages.put(message.outreachId(), message);
    if (message.status() == OutreachStatus.REQUESTED) {
      agenda.add(new Step(Math.max(now, message.sendAfter()), message.outreachId(), Status.SENT));
    }
  }

  /** The message of an outcome. */
  Outreach message(OutreachOutcome outcome) {
    return messages.get(outcome.outreachId());
  }

  /** What has become of messages until now and was not told before, in order of time. */
  List<OutreachOutcome> until(long now) {
    List<OutreachOutcome> outcomes = new ArrayList<>();
    while (!agenda.isEmpty() && agenda.element().at() <= now) {
      Step step = agenda.remove();
      Outreach message = messages.get(step.outreachId());
      if (step.status() != Status.SENT) {
        outcomes.add(outcome(step, message));
      } else if (message.status() == OutreachStatus.REQUESTED
          && step.at() >= message.sendAfter()
          && step.at() < message.expiresAt()) {
        outcomes.add(outcome(step, message));
        planAfterSending(step, message);
      }
    }
    return outcomes;
  }

  private void planAfterSending(Step sent, Outreach message) {
    Random dice = new Random(message.outreachId().hashCode());
    long arrives = sent.at() + DELIVERY + dice.nextInt(DELIVERY);
    boolean fails = dice.nextDouble() < FAILS;
    agenda.add(new Step(arrives, sent.outreachId(), fails ? Status.FAILED : Status.DELIVERED));
    boolean isCustomer = message.recipient().kind() == Recipient.Kind.CUSTOMER;
    if (!fails
        && !message.options().isEmpty()
        && dice.nextDouble() < (isCustomer ? CUSTOMER_ACTS : PROVIDER_ACTS)) {
      long thinks = SOONEST_ANSWER + dice.nextInt(LATEST_ANSWER - SOONEST_ANSWER);
      agenda.add(new Step(arrives + thinks, sent.outreachId(), Status.ACTED));
    }
  }

  private static OutreachOutcome outcome(Step step, Outreach message) {
    return new OutreachOutcome(
        step.outreachId(),
        step.status(),
        step.at(),
        step.status() == Status.ACTED ? chosen(message) : null,
        message.channels().isEmpty() ? null : message.channels().get(0),
        step.status() == Status.FAILED ? "not reachable" : null);
  }

  /** Providers do what they are asked for; customers choose. */
  private static OutreachOption chosen(Outreach message) {
    List<OutreachOption> options = message.options();
    int choice = 0;
    if (message.recipient().kind() == Recipient.Kind.CUSTOMER) {
      Random dice = new Random(~(long) message.outreachId().hashCode());
      while (choice < options.size() - 1 && dice.nextDouble() >= LIKES_THE_FIRST) {
        choice++;
      }
    }
    return options.get(choice);
  }
}
