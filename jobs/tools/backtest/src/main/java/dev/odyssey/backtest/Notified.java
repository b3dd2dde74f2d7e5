package dev.odyssey.backtest;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Passes on who would have been told, and counts it for the {@link Report}. */
final class Notified {

  static final String INTERRUPTIONS = "interruptions";

  static final String FIRED = "fired";
  static final String REQUESTED = "requested";

  private static final long DAY = 86_400_000L;

  private abstract static class Counting<T> extends RichMapFunction<T, T> {

    private static final long serialVersionUID = 1;

    final void add(String name, long more) {
      LongCounter counter = getRuntimeContext().getLongCounter(name);
      counter.add(more);
    }
  }

  /** Counts how often alerts begin, why they interrupt somebody, and why others do not. */
  static final class Alerts extends Counting<Alert> {

    private static final long serialVersionUID = 1;

    private final Set<Long> days = new HashSet<>();

    @Override
    public Alert map(Alert alert) {
      if (days.add(alert.detectedAt() / DAY)) {
        add(Report.DAYS, 1);
      }
      if (alert.status() == AlertStatus.FIRING) {
        add(accumulator(alert, FIRED), 1);
        if (alert.suppressedBy() != null) {
          add(accumulator(alert, alert.suppressedBy().name()), 1);
        }
      }
      if (alert.notifies()) {
        add(accumulator(alert, alert.reason().name()), 1);
        add(INTERRUPTIONS, 1);
      }
      return alert;
    }

    private static String accumulator(Alert alert, String what) {
      return Report.alerts(alert.route(), alert.kind(), what);
    }
  }

  /** Counts messages by what becomes of them in the end. */
  static final class Messages extends Counting<Outreach> {

    private static final long serialVersionUID = 1;

    private final Map<String, String> fates = new HashMap<>();

    @Override
    public Outreach map(Outreach message) {
      String fate =
          Report.outreach(
              message.recipient().kind().name(),
              message.template(),
              message.status() == OutreachStatus.REQUESTED ? REQUESTED : message.reason().name());
      String before = fates.put(message.outreachId(), fate);
      if (before != null) {
        add(before, -1);
      }
      add(fate, 1);
      return message;
    }
  }

  private Notified() {}
}
