package dev.odyssey.notifications.job;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.alerts.DeskOutput;
import dev.odyssey.notifications.feeds.FeedCondition;
import dev.odyssey.notifications.feeds.FeedNews;
import dev.odyssey.notifications.outreach.MessageOutput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Counts what is told, as metrics, and passes it on. */
final class Counted {

  private abstract static class Counting<I, O> extends RichMapFunction<I, O> {

    private static final long serialVersionUID = 1;

    private transient Map<String, Counter> counters;

    @Override
    public void open(OpenContext context) {
      counters = new HashMap<>();
    }

    final void count(String name, String... labels) {
      begin(name, labels).inc();
    }

    /** A counter that is there, with 0, before anything is counted. */
    final Counter begin(String name, String... labels) {
      return counters.computeIfAbsent(
          name + String.join("/", labels), key -> counter(name, labels));
    }

    private Counter counter(String name, String... labels) {
      MetricGroup group = getRuntimeContext().getMetricGroup();
      for (int i = 0; i < labels.length; i += 2) {
        group = group.addGroup(labels[i], labels[i + 1]);
      }
      return group.counter(name);
    }
  }

  /** Alerts, of whom they interrupt, or why they do not. */
  static final class Alerts extends Counting<DeskOutput, Alert> {

    private static final long serialVersionUID = 1;

    @Override
    public void open(OpenContext context) {
      super.open(context);
      begin("notifyingAlerts");
      begin("surgesBegun");
      begin("surgesEnded");
      for (Suppression by : Suppression.values()) {
        begin("suppressedAlerts", "suppressedBy", by.name());
      }
    }

    @Override
    public Alert map(DeskOutput told) {
      Alert alert = told.alert();
      count("alerts", "status", alert.status().name(), "severity", alert.severity().name());
      if (alert.notifies()) {
        count("notifyingAlerts");
      } else if (alert.suppressedBy() != null) {
        count("suppressedAlerts", "suppressedBy", alert.suppressedBy().name());
      }
      if (alert.kind() == AlertKind.SURGE && alert.status() == AlertStatus.FIRING) {
        count("surgesBegun");
      }
      if (alert.kind() == AlertKind.SURGE && alert.status() == AlertStatus.CLEARED) {
        count("surgesEnded");
      }
      return alert;
    }
  }

  /** Messages, those to be sent and those that are not. */
  static final class Messages extends Counting<MessageOutput, Outreach> {

    private static final long serialVersionUID = 1;

    @Override
    public void open(OpenContext context) {
      super.open(context);
      begin("messagesRequested");
      for (WithdrawalReason reason : WithdrawalReason.values()) {
        begin("messagesWithdrawn", "reason", reason.name());
      }
    }

    @Override
    public Outreach map(MessageOutput told) {
      Outreach message = told.message();
      if (message.status() == OutreachStatus.REQUESTED) {
        count("messagesRequested");
      } else {
        count("messagesWithdrawn", "reason", message.reason().name());
      }
      return message;
    }
  }

  /** How many regions are silent. */
  static final class Feeds extends RichMapFunction<FeedNews, FeedNews> {

    private static final long serialVersionUID = 1;

    private transient Set<String> silent;

    @Override
    public void open(OpenContext context) {
      silent = new HashSet<>();
      getRuntimeContext()
          .getMetricGroup()
          .gauge("silentFeeds", (Gauge<Integer>) () -> silent.size());
    }

    @Override
    public FeedNews map(FeedNews news) {
      if (news.region() != null && news.state() == FeedCondition.SILENT) {
        silent.add(news.scope());
      } else {
        silent.remove(news.scope());
      }
      return news;
    }
  }

  private Counted() {}
}
