package dev.odyssey.scorecards.job;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.scorecards.ContactContributions;
import dev.odyssey.scorecards.Contributions;
import java.time.LocalDate;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Takes out of the rows what a contact contributed and puts in what it contributes now, and tells
 * the order that it names. State is the last facts of each contact until its day is over.
 */
final class CountContacts extends KeyedProcessFunction<String, ContactFacts, RowDelta> {

  private static final long serialVersionUID = 1;

  /** Which orders contacts name. */
  static final OutputTag<Mention> MENTIONS =
      new OutputTag<>("mentions", TypeInformation.of(Mention.class));

  private final Days days;
  private final TypeInformation<ContactFacts> type;

  private transient ValueState<ContactFacts> contacts;

  CountContacts(Days days, TypeInformation<ContactFacts> type) {
    this.days = days;
    this.type = type;
  }

  @Override
  public void open(OpenContext context) {
    contacts = getRuntimeContext().getState(new ValueStateDescriptor<>("contact", type));
  }

  @Override
  public void processElement(ContactFacts now, Context context, Collector<RowDelta> out)
      throws Exception {
    ContactFacts before = contacts.value();
    Contributions contribution = ContactContributions.of(now);
    RowDelta.emit(
        before == null ? contribution : contribution.minus(ContactContributions.of(before)), out);
    boolean over =
        !now.isWithdrawn()
            && days.isOver(
                now.inbound().day(), Timers.now(context.timestamp(), context.timerService()));
    // Once forgotten, a contact goes on being counted as it was: as naming its order, too.
    if (before != null || !over) {
      mention(before, now.isWithdrawn() ? null : now, context);
    }
    boolean kept = !now.isWithdrawn() && !over;
    if (kept) {
      contacts.update(now);
    } else if (before != null) {
      contacts.clear();
    }
    Timers.move(
        before == null ? null : days.end(before.inbound().day()),
        kept ? days.end(now.inbound().day()) : null,
        context.timerService());
  }

  private static void mention(ContactFacts before, ContactFacts now, Context context) {
    String named = before == null ? null : before.inbound().orderId();
    String names = now == null ? null : now.inbound().orderId();
    if (Objects.equals(named, names)) {
      if (names != null && !now.inbound().day().equals(before.inbound().day())) {
        context.output(MENTIONS, new Mention(names, 0, now.inbound().day()));
      }
      return;
    }
    if (named != null) {
      context.output(MENTIONS, new Mention(named, -1, before.inbound().day()));
    }
    if (names != null) {
      context.output(MENTIONS, new Mention(names, 1, now.inbound().day()));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RowDelta> out)
      throws Exception {
    ContactFacts contact = contacts.value();
    if (contact == null) {
      return;
    }
    LocalDate day = contact.inbound().day();
    if (days.isOver(day, timestamp)) {
      contacts.clear();
    } else {
      context.timerService().registerEventTimeTimer(days.end(day));
    }
  }
}
