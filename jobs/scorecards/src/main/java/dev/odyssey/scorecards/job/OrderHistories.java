package dev.odyssey.scorecards.job;

import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.rows.OrderRows;
import dev.odyssey.scorecards.rows.RowCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of one order.
 *
 * @param facts of its histories, in the order of since; hardly ever more than one
 * @param mentions null where no contact names it
 */
record OrderHistories(List<OrderFacts> facts, Mentions mentions) {

  /** With a history replaced, added or, where it is withdrawn, taken out. */
  OrderHistories with(OrderFacts history) {
    List<OrderFacts> others = new ArrayList<>(facts);
    others.removeIf(known -> known.since() == history.since());
    if (!history.isWithdrawn()) {
      others.add(history);
      others.sort(Comparator.comparingLong(OrderFacts::since));
    }
    return new OrderHistories(others, mentions);
  }

  OrderHistories with(Mention mention) {
    Mentions known = mentions == null ? new Mentions(0, mention.epochDay()) : mentions;
    Mentions now = known.plus(mention);
    return new OrderHistories(facts, now.count() > 0 ? now : null);
  }

  RowCounts contributions() {
    return OrderRows.of(facts, mentions != null);
  }

  /** The last day that anything of the order counts to; null where there is nothing. */
  LocalDate lastDay() {
    LocalDate last = mentions == null ? null : LocalDate.ofEpochDay(mentions.latest());
    for (OrderFacts history : facts) {
      last = later(last, history.order().day());
      for (OrderFacts.Promise promise : history.promises()) {
        last = later(last, promise.day());
      }
      for (OrderFacts.Defect defect : history.defects()) {
        last = later(last, defect.day());
      }
    }
    return last;
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a == null || b.isAfter(a) ? b : a;
  }
}
