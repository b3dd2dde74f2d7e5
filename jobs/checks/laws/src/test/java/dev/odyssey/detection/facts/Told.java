package dev.odyssey.detection.facts;

import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndCause;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Histories as tables of cases tell them: {@code 0h SCHEDULED 3h..5h P1; 5h+1 ARRIVED}, where 5h+1
 * is a millisecond after five hours.
 */
final class Told {

  /** What hours count from: one in the morning where the orders of this class are. */
  static final long ZERO = Instant.parse("2025-03-03T09:00:00Z").toEpochMilli();

  private static final Pattern TIME = Pattern.compile("(-?\\d+)([hmd])([+-]\\d+)?");

  /** An instant; {@code ever} is the end of time. */
  static long time(String text) {
    if (text.equals("ever")) {
      return Long.MAX_VALUE;
    }
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no time: " + text);
    }
    long count = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    long millis = matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3));
    return ZERO + duration.toMillis() + millis;
  }

  /** Events of one order, in order. */
  static List<OrderEvent> order(String told) {
    List<OrderEvent> events = new ArrayList<>();
    for (String event : told.split(";")) {
      List<String> words = List.of(event.strip().split("\\s+"));
      long at = time(words.get(0));
      OrderEvent.Builder draft =
          OrderEvent.builder()
              .eventId("e" + events.size())
              .type(OrderEventType.valueOf(words.get(1)))
              .occurredAt(at)
              .recordedAt(at)
              .orderId("O1")
              .offeringId("plumbing")
              .region("US-WA")
              .timeZone("America/Los_Angeles");
      for (String word : words.subList(2, words.size())) {
        describe(draft, word);
      }
      events.add(draft.build());
    }
    return events;
  }

  private static void describe(OrderEvent.Builder draft, String word) {
    if (word.contains("..")) {
      String[] window = word.split("\\.\\.");
      draft.windowStart(time(window[0])).windowEnd(time(window[1]));
    } else if (word.matches("P\\d")) {
      draft.providerId(word);
    } else if (word.startsWith("claim=")) {
      draft.claimId(word.substring("claim=".length()));
    } else if (word.startsWith("stars=")) {
      draft.stars(Integer.parseInt(word.substring("stars=".length())));
    } else {
      draft.initiator(Initiator.valueOf(word));
    }
  }

  /** Events of one customer's contacts, in order; inbound calls about one matter unless told. */
  static List<ContactEvent> customer(String told) {
    List<ContactEvent> events = new ArrayList<>();
    for (String event : told.split(";")) {
      List<String> words = List.of(event.strip().split("\\s+"));
      long at = time(words.get(0));
      ContactEvent.Builder draft =
          ContactEvent.builder()
              .eventId("e" + events.size())
              .contactId(words.get(1))
              .type(ContactEventType.valueOf(words.get(2)))
              .occurredAt(at)
              .recordedAt(at)
              .customerId("C1")
              .channel(Channel.VOICE)
              .direction(Direction.INBOUND)
              .reason("BILLING");
      for (String word : words.subList(3, words.size())) {
        describe(draft, word);
      }
      events.add(draft.build());
    }
    return events;
  }

  private static void describe(ContactEvent.Builder draft, String word) {
    if (Arrays.stream(EndedBy.values()).anyMatch(by -> by.name().equals(word))) {
      draft.endedBy(EndedBy.valueOf(word));
    } else if (Arrays.stream(EndCause.values()).anyMatch(cause -> cause.name().equals(word))) {
      draft.cause(EndCause.valueOf(word));
    } else if (word.matches("A\\d")) {
      draft.agentId(word);
    } else if (word.startsWith("csat=")) {
      draft.csat(Integer.parseInt(word.substring("csat=".length())));
    } else if (word.startsWith("effort=")) {
      draft.effort(Integer.parseInt(word.substring("effort=".length())));
    } else if (word.startsWith("empathy=")) {
      draft.empathy(Integer.parseInt(word.substring("empathy=".length())));
    } else if (word.startsWith("site=")) {
      draft.site(word.substring("site=".length()));
    } else if (word.startsWith("reason=")) {
      draft.reason(word.substring("reason=".length()));
    } else if (word.startsWith("zone=")) {
      draft.timeZone(word.substring("zone=".length()));
    } else if (word.startsWith("arm=")) {
      draft.trialArm(word.substring("arm=".length()));
    } else {
      switch (word) {
        case "BOT" -> draft.agentKind(AgentKind.BOT).agentVersion("v1");
        case "HUMAN" -> draft.agentKind(AgentKind.HUMAN);
        case "OUTBOUND" -> draft.direction(Direction.OUTBOUND);
        case "O1" -> draft.orderId(word);
        case "resolved" -> draft.resolved(true);
        case "unresolved" -> draft.resolved(false);
        case "yes" -> draft.solved(true);
        case "no" -> draft.solved(false);
        default -> throw new IllegalArgumentException("no word of contacts: " + word);
      }
    }
  }

  private Told() {}
}
