package dev.odyssey.sandbox;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import dev.odyssey.notifications.Recipient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What happened to each order whose window was missed, from the departure that did not come to the
 * customer's answer; the fullest of these stories is told.
 */
final class CustomerStories {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  /** What has to happen for a story to be whole, in order. */
  private enum Chapter {
    NOBODY_ON_THE_WAY,
    PROVIDER_ASKED,
    WINDOW_MISSED,
    CUSTOMER_ASKED,
    CUSTOMER_CHOSE,
    CLEARED
  }

  private record Moment(long at, String words) {}

  private final String run;
  private final Map<String, Map<Chapter, Moment>> orders = new TreeMap<>();

  /**
   * Stories of one run.
   *
   * @param run what ids of its orders begin with
   */
  CustomerStories(String run) {
    this.run = run;
  }

  void see(DefectChange change) {
    String order = change.finding().orderId();
    String code = change.finding().code();
    boolean isRaised = change.status() == DefectStatus.RAISED;
    if (code.equals(DefectCode.LATE_DEPARTURE) && isRaised) {
      add(order, Chapter.NOBODY_ON_THE_WAY, change.finding().raisedAt(), "nobody on the way");
    } else if (code.equals(DefectCode.MISSED_WINDOW) && isRaised) {
      add(order, Chapter.WINDOW_MISSED, change.finding().raisedAt(), "window missed");
    } else if (code.equals(DefectCode.MISSED_WINDOW) && change.status() == DefectStatus.CLEARED) {
      String reason = change.finding().clearReason();
      add(
          order,
          Chapter.CLEARED,
          change.finding().clearedAt(),
          reason == null ? "defect cleared" : reason + ": defect cleared");
    } else if (change.status() == DefectStatus.RETRACTED && order != null) {
      orders.remove(order); // not what it seemed
    }
  }

  void see(OutreachOutcome outcome, Outreach message) {
    boolean toCustomer = message.recipient().kind() == Recipient.Kind.CUSTOMER;
    if (outcome.status() == Status.SENT && !toCustomer) {
      if (message.code().equals(DefectCode.LATE_DEPARTURE)) {
        add(message, Chapter.PROVIDER_ASKED, outcome, "provider asked: " + options(message));
      }
    } else if (message.code().equals(DefectCode.MISSED_WINDOW) && toCustomer) {
      if (outcome.status() == Status.SENT) {
        add(message, Chapter.CUSTOMER_ASKED, outcome, "customer offered " + options(message));
      } else if (outcome.status() == Status.ACTED) {
        add(message, Chapter.CUSTOMER_CHOSE, outcome, "customer chose " + outcome.option());
      }
    }
  }

  private void add(Outreach message, Chapter chapter, OutreachOutcome outcome, String words) {
    add(message.orderId(), chapter, outcome.at(), words);
  }

  private void add(String order, Chapter chapter, long at, String words) {
    if (order != null && order.startsWith(run)) {
      orders
          .computeIfAbsent(order, any -> new EnumMap<>(Chapter.class))
          .putIfAbsent(chapter, new Moment(at, words));
    }
  }

  private static String options(Outreach message) {
    return message.options().stream().map(OutreachOption::name).collect(Collectors.joining(", "));
  }

  /** The fullest story in a few lines; none where no customer was written to. */
  List<String> fullest() {
    Optional<Map.Entry<String, Map<Chapter, Moment>>> fullest =
        orders.entrySet().stream()
            .filter(order -> order.getValue().containsKey(Chapter.CUSTOMER_ASKED))
            .filter(order -> isInOrder(order.getValue()))
            .max(Comparator.comparingInt(order -> order.getValue().size()));
    if (fullest.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("A customer's story: order " + fullest.get().getKey());
    fullest
        .get()
        .getValue()
        .values()
        .forEach(
            moment ->
                lines.add(
                    "  %s  %s"
                        .formatted(
                            TIME.format(Instant.ofEpochMilli(moment.at())), moment.words())));
    return lines;
  }

  /** Whether each chapter follows from those before it: a new promise begins a story anew. */
  private static boolean isInOrder(Map<Chapter, Moment> story) {
    long last = Long.MIN_VALUE;
    for (Moment moment : story.values()) {
      if (moment.at() < last) {
        return false;
      }
      last = moment.at();
    }
    return true;
  }
}
