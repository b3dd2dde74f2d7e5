package dev.odyssey.backtest;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Passes on who would have been told, and counts it for the {@link Report}. */
final class Notified {

  static final String STORMS = "storms";
  static final String STORM_MEMBERS = "storm members";
  static final String SILENT_FEEDS = "silent feeds";

  static final String FIRED = "fired";
  static final String NOTIFIED = "notified";
  static final String REQUESTED = "requested";

  private abstract static class Counting<T> extends RichMapFunction<T, T> {

    private static final long serialVersionUID = 1;

    final void add(String name, long more) {
      LongCounter counter = getRuntimeContext().getLongCounter(name);
      counter.add(more);
    }
  }

  /** Counts how often alerts fire, and why those that interrupt nobody then do not. */
  static final class Alerts extends Counting<Alert> {

    private static final long serialVersionUID = 1;
    private static final String STORM = "STORM:";

    /** How many members storms that last were known to have. */
    private final Map<String, Integer> members = new HashMap<>();

    @Override
    public Alert map(Alert alert) {
      boolean fires = alert.status() == AlertStatus.FIRING;
      if (fires) {
        add(accumulator(alert, FIRED), 1);
        if (alert.suppressedBy() != null) {
          add(accumulator(alert, alert.suppressedBy().name()), 1);
        }
        if (alert.code().equals(Alert.FEED_SILENT)) {
          add(SILENT_FEEDS, 1);
        }
      }
      if (alert.notifies() && alert.status() != AlertStatus.CLEARED) {
        add(accumulator(alert, NOTIFIED), 1);
      }
      if (alert.alertId().startsWith(STORM)) {
        countStorm(alert, fires);
      }
      return alert;
    }

    private void countStorm(Alert storm, boolean fires) {
      Integer known = members.put(storm.alertId(), storm.members().count());
      add(STORM_MEMBERS, storm.members().count() - (known == null ? 0 : known));
      if (fires) {
        add(STORMS, 1);
      }
      if (storm.status() == AlertStatus.CLEARED) {
        members.remove(storm.alertId());
      }
    }

    private static String accumulator(Alert alert, String what) {
      return Report.alerts(alert.route(), alert.severity(), what);
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
              message.outreachId().substring(0, message.outreachId().indexOf('/')),
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
