package dev.odyssey.scorecards.job;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.scorecards.rows.ContactRows;
import dev.odyssey.scorecards.rows.RowCounts;
import java.time.LocalDate;
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
    RowCounts contribution = ContactRows.of(now);
    RowDelta.emit(before == null ? contribution : contribution.minus(ContactRows.of(before)), out);
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
    Mention named = before == null ? null : naming(before.inbound(), -1);
    Mention names = now == null ? null : naming(now.inbound(), 1);
    boolean same = named != null && names != null && named.orderId().equals(names.orderId());
    if (same && named.epochDay() != names.epochDay()) {
      context.output(MENTIONS, new Mention(names.orderId(), 0, names.epochDay()));
    }
    if (!same && named != null) {
      context.output(MENTIONS, named);
    }
    if (!same && names != null) {
      context.output(MENTIONS, names);
    }
  }

  private static Mention naming(ContactFacts.Inbound contact, int change) {
    return contact.orderId() == null
        ? null
        : new Mention(contact.orderId(), change, contact.day().toEpochDay());
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
