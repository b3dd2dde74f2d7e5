package dev.odyssey.testdata.simulator;

import static dev.odyssey.testdata.simulator.Times.DAY;
import static dev.odyssey.testdata.simulator.Times.HOUR;
import static dev.odyssey.testdata.simulator.Times.MINUTE;
import static dev.odyssey.testdata.simulator.Times.SECOND;

import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import java.util.List;

/**
 * The contacts about one order: somebody calls, is passed on, dropped, served, asks again. Each
 * rate below is a probability at trouble 1 and shrinks with it.
 */
final class ContactLife {

  private static final double ABANDONS = 0.07;
  private static final double DROPS = 0.05;
  private static final double TRANSFERS = 0.22;
  private static final double UNSOLVED = 0.26;
  private static final double SURVEYED_BY_MISTAKE = 0.01;

  private static final double BOT_PASSES_ON = 0.45;
  private static final double SURVEYED = 0.30;
  private static final double AUDITED = 0.05;
  private static final double DIALS_BACK = 0.45;
  private static final double CALLED_BACK = 0.40;
  private static final double ASKS_AGAIN = 0.60;
  private static final double SWITCHES_CHANNEL = 0.35;
  private static final double NAMES_NO_ORDER = 0.06;

  private static final int MOST_CONTACTS = 6;
  private static final int MOST_TRANSFERS = 7;
  private static final String BOT = "bot-concierge";

  private static final Weighted<Channel> CHANNELS =
      Weighted.of(
          List.of(Channel.values()),
          channel ->
              switch (channel) {
                case VOICE -> 0.55;
                case CHAT -> 0.28;
                case EMAIL -> 0.08;
                case SMS -> 0.06;
                case SELF_SERVICE -> 0.03;
              });

  /** How a contact ended, and what that leaves the customer with. */
  private enum Result {
    SOLVED,
    UNSOLVED,
    DROPPED,
    ABANDONED
  }

  private record Agent(String id, AgentKind kind, String version, String site) {

    static Agent human(Dice dice) {
      String site = SITES.pick(dice);
      return new Agent("A-" + site + "-" + dice.between(1, 60), AgentKind.HUMAN, null, site);
    }

    static Agent bot(String version) {
      return new Agent(BOT, AgentKind.BOT, version, null);
    }

    boolean isBot() {
      return kind == AgentKind.BOT;
    }
  }

  private static final Weighted<String> SITES =
      Weighted.of(
          List.of("MNL", "SJO", "KRK"),
          site -> site.equals("MNL") ? 0.5 : site.equals("SJO") ? 0.3 : 0.2);

  private final Order order;
  private final double trouble;
  private final Dice dice;
  private final Story.Draft story;

  /** A trial gives every other customer the newer bot. */
  private final boolean treated;

  private int contacts;

  // The contact that is being told.
  private String contactId;
  private String orderId;
  private Channel channel;
  private Direction direction;
  private String reason;
  private Agent agent;
  private int events;
  private long now;

  ContactLife(Order order, double trouble, Dice dice, Story.Draft story) {
    this.order = order;
    this.trouble = trouble;
    this.dice = dice;
    this.story = story;
    this.treated = (order.customerId().hashCode() & 1) == 1;
  }

  /** The customer has a reason to call, and may. */
  void hear(Grievance grievance) {
    if (!dice.chance(grievance.likelihood())) {
      return;
    }
    now = grievance.at() + MINUTE + dice.around(15 * MINUTE);
    reason = grievance.reason();
    orderId = dice.chance(NAMES_NO_ORDER) ? null : order.id();
    channel = CHANNELS.pick(dice);
    for (int asked = 0; asked < MOST_CONTACTS; asked++) {
      Result result = contact(Direction.INBOUND);
      if (result == Result.SOLVED || !comesBackAfter(result)) {
        return;
      }
    }
  }

  /** Whether the customer contacts us again, and if so moves on to when and how. */
  private boolean comesBackAfter(Result result) {
    if (result == Result.DROPPED && dice.chance(DIALS_BACK)) {
      now += dice.between(30 * SECOND, 9 * MINUTE);
      return true;
    }
    if (result != Result.UNSOLVED && dice.chance(CALLED_BACK)) {
      now += dice.between(3 * MINUTE, 45 * MINUTE);
      channel = Channel.VOICE;
      if (contact(Direction.OUTBOUND) == Result.SOLVED) {
        return false;
      }
    }
    if (!dice.chance(ASKS_AGAIN)) {
      return false;
    }
    now += dice.scaleFree(10 * MINUTE, 40 * HOUR);
    if (dice.chance(SWITCHES_CHANNEL)) {
      channel = CHANNELS.pick(dice);
    }
    return true;
  }

  private Result contact(Direction direction) {
    contacts++;
    contactId = "K" + order.number() + "-" + contacts;
    events = 0;
    agent = null;
    this.direction = direction;
    tell(draft(ContactEventType.INITIATED));
    if (direction == Direction.INBOUND) {
      Result waited = queue();
      if (waited != null) {
        return waited;
      }
    } else {
      now += dice.between(5 * SECOND, 40 * SECOND);
      agent = Agent.human(dice);
    }
    tell(draft(ContactEventType.CONNECTED));
    return converse();
  }

  /** Waits for somebody; the result, if nobody came in time. */
  private Result queue() {
    if (startsWithBot()) {
      agent = Agent.bot(treated ? "3.2" : "3.1");
      now += dice.between(SECOND, 5 * SECOND);
      return null;
    }
    if (channel != Channel.EMAIL) {
      now += dice.between(SECOND, 20 * SECOND);
      tell(draft(ContactEventType.QUEUED));
      if (goesWrong(ABANDONS)) {
        now += dice.between(MINUTE, 25 * MINUTE);
        return end(EndedBy.CUSTOMER, null, Result.ABANDONED);
      }
    }
    now += channel == Channel.EMAIL ? dice.between(HOUR, 12 * HOUR) : dice.around(3 * MINUTE);
    agent = Agent.human(dice);
    return null;
  }

  private boolean startsWithBot() {
    return switch (channel) {
      case CHAT -> dice.chance(0.8);
      case SELF_SERVICE, SMS -> true;
      case VOICE -> dice.chance(0.15);
      case EMAIL -> false;
    };
  }

  private Result converse() {
    boolean live = channel == Channel.VOICE || channel == Channel.CHAT;
    if (agent.isBot()) {
      talk();
      if (goesWrong(treated ? BOT_PASSES_ON * 0.8 : BOT_PASSES_ON)) {
        transfer();
      }
    }
    for (int i = 0; i < MOST_TRANSFERS && !agent.isBot() && goesWrong(TRANSFERS); i++) {
      talk();
      transfer();
    }
    talk();
    if (live && goesWrong(DROPS)) {
      return end(EndedBy.SYSTEM, null, Result.DROPPED);
    }
    boolean unsolved = goesWrong(UNSOLVED);
    boolean customerHangsUp = dice.chance(agent.isBot() ? 0.3 : 0.1);
    if (customerHangsUp) {
      return end(
          EndedBy.CUSTOMER, unsolved ? null : true, unsolved ? Result.UNSOLVED : Result.SOLVED);
    }
    // Agents close more cases than they solve.
    boolean claimedResolved = !unsolved || dice.chance(0.4);
    return end(EndedBy.AGENT, claimedResolved, unsolved ? Result.UNSOLVED : Result.SOLVED);
  }

  private void talk() {
    now += 20 * SECOND + dice.around(agent.isBot() ? 90 * SECOND : 5 * MINUTE);
  }

  private void transfer() {
    agent = Agent.human(dice);
    tell(draft(ContactEventType.TRANSFERRED));
    now += dice.around(MINUTE);
  }

  private Result end(EndedBy endedBy, Boolean resolved, Result result) {
    tell(draft(ContactEventType.ENDED).endedBy(endedBy).resolved(resolved));
    long endedAt = now;
    if (direction == Direction.INBOUND && agent != null) {
      followUp(result);
    }
    now = endedAt;
    return result;
  }

  private void followUp(Result result) {
    long endedAt = now;
    if (dice.chance(SURVEYED)) {
      now = endedAt + dice.scaleFree(MINUTE, DAY);
      String survey = tell(surveyOf(result));
      if (goesWrong(SURVEYED_BY_MISTAKE)) {
        now += dice.between(MINUTE, HOUR);
        tell(draft(ContactEventType.RETRACTED).retracts(survey).reason("WRONG_CUSTOMER"));
      }
    }
    if (!agent.isBot() && dice.chance(AUDITED)) {
      now = endedAt + dice.between(DAY, 20 * DAY);
      tell(draft(ContactEventType.AUDITED).empathy(dice.between(2, 5)));
    }
  }

  private ContactEvent.Builder surveyOf(Result result) {
    boolean happy = result == Result.SOLVED;
    Boolean solved = dice.chance(0.1) ? null : (Boolean) (dice.chance(0.1) != happy);
    return draft(ContactEventType.SURVEYED)
        .solved(solved)
        .csat(happy ? dice.between(3, 5) : dice.between(1, 3))
        .effort(happy ? dice.between(1, 3) : dice.between(4, 7));
  }

  private ContactEvent.Builder draft(ContactEventType type) {
    return ContactEvent.builder()
        .type(type)
        .contactId(contactId)
        .customerId(order.customerId())
        .orderId(orderId)
        .region(order.region().id())
        .channel(channel)
        .direction(direction)
        .reason(reason)
        .agentId(agent == null ? null : agent.id())
        .agentKind(agent == null ? null : agent.kind())
        .agentVersion(agent == null ? null : agent.version())
        .trialArm(treated ? "treatment" : "control")
        .site(agent == null ? null : agent.site());
  }

  private String tell(ContactEvent.Builder draft) {
    events++;
    String eventId = contactId + "-" + events;
    story.tell(draft.eventId(eventId), now);
    return eventId;
  }

  private boolean goesWrong(double rate) {
    return dice.chance(trouble * rate);
  }
}
