package dev.odyssey.testdata.simulator;

import static dev.odyssey.testdata.simulator.Times.DAY;
import static dev.odyssey.testdata.simulator.Times.HOUR;
import static dev.odyssey.testdata.simulator.Times.MINUTE;
import static dev.odyssey.testdata.simulator.Times.SECOND;

import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.testdata.simulator.Courier.Source;
import dev.odyssey.testdata.simulator.Fate.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The life of one order, from placing to the last word about it. Each rate below is a probability
 * at trouble 1 and shrinks with it; what goes to plan keeps every default policy.
 */
final class OrderLife {

  private static final double CUSTOMER_CHANGES_MIND = 0.02;
  private static final double NEVER_SCHEDULED = 0.003;
  private static final double SCHEDULED_LATE = 0.06;
  private static final double ENTERED_AFTERWARDS = 0.004;
  private static final double REPLACEMENT_SLOW = 0.15;
  private static final double STARTS_LATE = 0.03;
  private static final double WORKS_TOO_LONG = 0.05;
  private static final double WAITS_FOR_PARTS = 0.012;
  private static final double NEVER_COMPLETED = 0.004;
  private static final double WRONG_SCAN = 0.006;
  private static final double FILES_CLAIM = 0.02;
  private static final double REOPENS = 0.035;
  private static final double HAS_A_QUESTION = 0.44;

  private static final double TAKES_A_BREAK = 0.07;
  private static final double RATES = 0.45;
  private static final double CLAIM_DECIDED = 0.95;
  private static final double CLAIM_APPROVED = 0.45;
  private static final double SCHEDULED_AGAIN_AFTER_PROVIDER_CANCELS = 0.5;

  private static final int MOST_DECLINES = 3;
  private static final int MOST_PROMISES = 5;

  private static final List<String> QUESTIONS =
      List.of("ORDER_STATUS", "RESCHEDULE", "BILLING", "CANCEL");

  private final Order order;
  private final double trouble;
  private final Function<Dice, Provider> roster;
  private final Dice dice;
  private final Story.Draft story;
  private final List<Grievance> grievances = new ArrayList<>();

  private int events;
  private int claims;
  private boolean reopened;

  /** When the order's last turn was, in epoch milliseconds; life goes on from there. */
  private long now;

  /** Who has the order, null while nobody does. */
  private Provider provider;

  OrderLife(
      Order order,
      long placedAt,
      double trouble,
      Function<Dice, Provider> roster,
      Dice dice,
      Story.Draft story) {
    this.order = order;
    this.now = placedAt;
    this.trouble = trouble;
    this.roster = roster;
    this.dice = dice;
    this.story = story;
  }

  /** Tells it, and says what could make the customer call. */
  List<Grievance> live() {
    tell(draft(OrderEventType.PLACED));
    if (goesWrong(CUSTOMER_CHANGES_MIND)) {
      later(5 * MINUTE, 10 * HOUR);
      cancel(Initiator.CUSTOMER);
    } else if (goesWrong(NEVER_SCHEDULED)) {
      grieve(now + dice.between(DAY, 3 * DAY), "SCHEDULING", 0.8);
    } else {
      awaitScheduling();
      if (goesWrong(ENTERED_AFTERWARDS)) {
        enterAfterwards();
      } else {
        serve();
      }
    }
    return grievances;
  }

  private void awaitScheduling() {
    if (goesWrong(SCHEDULED_LATE)) {
      grieve(now + dice.between(10 * HOUR, 30 * HOUR), "SCHEDULING", 0.5);
      later(25 * HOUR, 72 * HOUR);
    } else {
      later(MINUTE, 4 * HOUR);
    }
  }

  /** Somebody did the work and the office heard of it later. */
  private void enterAfterwards() {
    provider = roster.apply(dice);
    later(30 * HOUR, 60 * HOUR);
    long end = now - dice.between(HOUR, 20 * HOUR);
    promise(OrderEventType.SCHEDULED, null, new Window(end - 2 * HOUR, end));
    later(MINUTE, 10 * MINUTE);
    tell(draft(OrderEventType.COMPLETED));
  }

  private void serve() {
    Window window = Window.after(now, order.region().zone(), dice);
    promise(OrderEventType.SCHEDULED, null, window);
    askAbout(window);
    for (int promises = 1; ; promises++) {
      if (!findProvider()) {
        cancel(Initiator.PLATFORM);
        return;
      }
      confirm();
      Fate fate =
          promises < MOST_PROMISES
              ? Fate.decide(provider.habit(), trouble, dice)
              : new Fate(Turn.KEPT, null);
      if (fate.turn() == Turn.KEPT || fate.turn() == Turn.LATE) {
        visit(window, fate.turn() == Turn.LATE);
        return;
      }
      if (fate.turn() == Turn.NO_SHOW) {
        grieve(window.end() + dice.between(15 * MINUTE, 150 * MINUTE), "NO_SHOW", 0.85);
        now = Math.max(now, window.end());
        later(HOUR, 20 * HOUR);
        fate = Fate.afterNoShow(dice);
      } else {
        now = beforeTheVisit(window);
      }
      switch (fate.turn()) {
        case RESCHEDULED -> {
          window = Window.after(now, order.region().zone(), dice);
          promise(OrderEventType.RESCHEDULED, fate.by(), window);
          if (fate.by() != Initiator.CUSTOMER) {
            grieve(now + dice.around(HOUR), "RESCHEDULED", 0.35);
          }
        }
        case CANCELLED -> {
          cancel(fate.by());
          if (fate.by() != Initiator.PROVIDER
              || !dice.chance(SCHEDULED_AGAIN_AFTER_PROVIDER_CANCELS)) {
            return;
          }
          later(20 * MINUTE, 8 * HOUR);
          window = Window.after(now, order.region().zone(), dice);
          promise(OrderEventType.SCHEDULED, null, window);
        }
        default -> {
          return;
        }
      }
    }
  }

  /** Some time before the promised visit, mostly in its last two days. */
  private long beforeTheVisit(Window window) {
    long from = Math.max(now + 5 * MINUTE, window.start() - 2 * DAY);
    return dice.between(from, Math.max(from + 5 * MINUTE, window.end() - 5 * MINUTE));
  }

  /** Asks one provider after the other; false if nobody wants the job. */
  private boolean findProvider() {
    for (int asked = 0; asked < MOST_DECLINES; asked++) {
      later(MINUTE, 15 * MINUTE);
      provider = roster.apply(dice);
      tell(draft(OrderEventType.ASSIGNED));
      if (!goesWrong(provider.habit().declines())) {
        return true;
      }
      later(2 * MINUTE, 30 * MINUTE);
      tell(draft(OrderEventType.DECLINED), Source.PHONE);
      provider = null;
      if (goesWrong(REPLACEMENT_SLOW)) {
        grieve(now + dice.between(HOUR, 4 * HOUR), "NO_PROVIDER", 0.3);
        later(2 * HOUR, 10 * HOUR);
      }
    }
    return false;
  }

  private void confirm() {
    if (!goesWrong(provider.habit().leavesUnconfirmed())) {
      later(2 * MINUTE, 35 * MINUTE);
      tell(draft(OrderEventType.CONFIRMED), Source.PHONE);
    }
  }

  private void visit(Window window, boolean late) {
    // Who comes in time also leaves in time: 18 minutes on the road, at least 30 in hand.
    long arrival =
        late
            ? window.end() + 3 * MINUTE + dice.around(45 * MINUTE)
            : dice.between(window.start(), window.end() - 30 * MINUTE);
    long ride = dice.between(18 * MINUTE, 40 * MINUTE);
    arrival = Math.max(arrival, now + ride + MINUTE);
    if (arrival > window.end() + 10 * MINUTE) {
      grieve(dice.between(window.end(), arrival), "LATE_PROVIDER", 0.55);
    }
    scan(OrderEventType.EN_ROUTE, arrival - ride);
    scan(OrderEventType.ARRIVED, arrival);
    scan(OrderEventType.STARTED, arrival + readyAfter(arrival));
    work();
    if (goesWrong(NEVER_COMPLETED)) {
      return;
    }
    complete();
    lookBack();
  }

  private long readyAfter(long arrival) {
    if (goesWrong(STARTS_LATE)) {
      grieve(arrival + 40 * MINUTE, "STALLED_JOB", 0.35);
      return dice.between(35 * MINUTE, 150 * MINUTE);
    }
    return dice.between(2 * MINUTE, 12 * MINUTE);
  }

  private void work() {
    long left = dice.between(order.offering().usualWork() * 3 / 5, order.offering().usualWork());
    if (goesWrong(WORKS_TOO_LONG)) {
      grieve(now + left + dice.between(2 * HOUR, 3 * HOUR), "STALLED_JOB", 0.4);
      left += dice.between(150 * MINUTE, 6 * HOUR);
    }
    if (goesWrong(WAITS_FOR_PARTS)) {
      left -= pause(left / 2, dice.between(25 * HOUR, 70 * HOUR));
      grieve(now - dice.between(HOUR, 20 * HOUR), "STALLED_JOB", 0.7);
    } else if (dice.chance(TAKES_A_BREAK)) {
      left -= pause(left / 2, dice.between(10 * MINUTE, HOUR));
    }
    now += left;
  }

  /** Works for a while, then stops for a while; says how long was worked. */
  private long pause(long after, long stop) {
    long pausedAt = now + after;
    scan(OrderEventType.PAUSED, pausedAt);
    scan(OrderEventType.RESUMED, pausedAt + stop);
    return after;
  }

  /** A forgotten last scan is made up for in the evening or the next morning. */
  private void complete() {
    if (goesWrong(provider.habit().forgetsScan())) {
      later(4 * HOUR, 15 * HOUR);
    }
    tell(draft(OrderEventType.COMPLETED), Source.PHONE);
  }

  private void lookBack() {
    long completedAt = now;
    if (dice.chance(RATES)) {
      now = completedAt + dice.scaleFree(10 * MINUTE, 3 * DAY);
      tell(draft(OrderEventType.RATED).stars(stars()));
    }
    if (goesWrong(FILES_CLAIM * (1 + grievances.size()))) {
      now = completedAt + dice.scaleFree(2 * HOUR, 20 * DAY);
      claim();
    }
    now = completedAt;
    if (!reopened && goesWrong(REOPENS)) {
      reopened = true;
      now = completedAt + dice.scaleFree(2 * HOUR, 45 * DAY);
      tell(draft(OrderEventType.REOPENED).reason("QUALITY"));
      grieve(now, "QUALITY", 0.6);
      awaitScheduling();
      serve();
    }
  }

  private int stars() {
    if (grievances.isEmpty()) {
      return dice.chance(0.75) ? 5 : dice.chance(trouble * 0.08) ? dice.between(1, 3) : 4;
    }
    return dice.chance(0.4) ? dice.between(1, 2) : dice.between(3, 5);
  }

  private void claim() {
    claims++;
    String claimId = "CL-" + order.number() + "-" + claims;
    long filedAt = now;
    tell(draft(OrderEventType.CLAIM_FILED).claimId(claimId).reason("DAMAGE"));
    if (dice.chance(CLAIM_DECIDED)) {
      now = filedAt + dice.scaleFree(DAY, 150 * DAY);
      OrderEventType decision =
          dice.chance(CLAIM_APPROVED) ? OrderEventType.CLAIM_APPROVED : OrderEventType.CLAIM_DENIED;
      tell(draft(decision).claimId(claimId));
    }
    if (now == filedAt || now > filedAt + 7 * DAY) {
      grieve(filedAt + dice.between(5 * DAY, 12 * DAY), "CLAIM_STATUS", 0.4);
    }
  }

  private void askAbout(Window window) {
    if (goesWrong(HAS_A_QUESTION)) {
      String question = QUESTIONS.get(dice.between(0, QUESTIONS.size() - 1));
      grieve(dice.between(now, window.end()), question, 1);
    }
  }

  private void promise(OrderEventType type, Initiator initiator, Window window) {
    tell(
        draft(type)
            .initiator(initiator)
            .windowStart(window.start())
            .windowEnd(window.end())
            .reason(initiator == null ? null : initiator + "_REQUEST"));
  }

  private void cancel(Initiator initiator) {
    tell(draft(OrderEventType.CANCELLED).initiator(initiator).reason(initiator + "_REQUEST"));
    provider = null;
    if (initiator != Initiator.CUSTOMER) {
      grieve(now + dice.around(HOUR), "CANCELLED", 0.6);
    }
  }

  /**
   * The provider's phone says how far they are, if they do not forget, or touch the wrong button.
   */
  private void scan(OrderEventType type, long at) {
    if (goesWrong(WRONG_SCAN)) {
      scanTooEarly(type, at);
    }
    now = Math.max(now + SECOND, at);
    if (!goesWrong(provider.habit().forgetsScan())) {
      tell(draft(type), Source.PHONE);
    }
  }

  private void scanTooEarly(OrderEventType type, long due) {
    long wrongAt = due - dice.between(3 * MINUTE, 20 * MINUTE);
    if (wrongAt > now) {
      now = wrongAt;
      String wrong = tell(draft(type), Source.PHONE);
      long untilNoticed = dice.between(MINUTE, 30 * MINUTE);
      now += untilNoticed;
      tell(draft(OrderEventType.RETRACTED).retracts(wrong).reason("WRONG_SCAN"));
      now -= untilNoticed;
    }
  }

  private String tell(OrderEvent.Builder draft) {
    return tell(draft, Source.PLATFORM);
  }

  private String tell(OrderEvent.Builder draft, Source source) {
    events++;
    String eventId = order.id() + "-" + events;
    story.tell(draft.eventId(eventId), now, source, provider == null ? 0 : provider.clockError());
    return eventId;
  }

  private OrderEvent.Builder draft(OrderEventType type) {
    return OrderEvent.builder()
        .type(type)
        .orderId(order.id())
        .customerId(order.customerId())
        .offeringId(order.offering().id())
        .region(order.region().id())
        .timeZone(order.region().zone().getId())
        .providerId(provider == null ? null : provider.id());
  }

  private void later(long least, long most) {
    now += dice.between(least, most);
  }

  private void grieve(long at, String reason, double likelihood) {
    grievances.add(new Grievance(at, reason, likelihood));
  }

  private boolean goesWrong(double rate) {
    return dice.chance(trouble * rate);
  }
}
