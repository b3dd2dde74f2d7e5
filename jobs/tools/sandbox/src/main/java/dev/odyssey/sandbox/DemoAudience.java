package dev.odyssey.sandbox;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.OutreachOutcomeJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Those at the other ends of the topics in a demo: who watches defects and alerts, and who sends
 * the messages and tells what became of them.
 */
final class DemoAudience implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  /** Between two messages that are shown, in milliseconds: nobody reads faster. */
  private static final long PAUSE = 1_000;

  private final TopicReader defects;
  private final TopicReader alerts;
  private final TopicReader outreach;
  private final KafkaProducer<byte[], byte[]> outcomes;
  private final DemoSender sender = new DemoSender();
  private final Consumer<String> say;
  private final boolean coloured;
  private final Clock clock;
  private final String run;
  private final Map<String, Alert> lastOfAlert = new HashMap<>();
  private final Map<String, Outreach> lastOfMessage = new HashMap<>();
  private final Map<Status, Integer> counts = new TreeMap<>();
  private int notified;
  private long lastShown;

  /**
   * An audience of everything that is on the topics from now on.
   *
   * @param run what ids of its orders begin with
   */
  DemoAudience(
      String bootstrapServers, String run, Consumer<String> say, boolean coloured, Clock clock) {
    this.say = say;
    this.coloured = coloured;
    this.clock = clock;
    this.run = run;
    defects = new TopicReader(bootstrapServers, "defects", false);
    alerts = new TopicReader(bootstrapServers, "alerts", false);
    outreach = new TopicReader(bootstrapServers, "outreach", false);
    outcomes =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Shows what comes as long as the condition holds; returns how many changes of defects it was.
   *
   * @param since what was over before is history
   * @param chosen is told of an order and what somebody chose for it, and says whether it counts
   */
  long follow(
      long since,
      BooleanSupplier goOn,
      OutageCheck check,
      CustomerStories stories,
      BiPredicate<Outreach, OutreachOutcome> chosen) {
    DefectTail tail = new DefectTail(say, coloured);
    Consumer<DefectChange> seeDefect =
        change -> {
          check.see(change);
          stories.see(change);
        };
    while (goOn.getAsBoolean()) {
      tail.poll(defects, since, seeDefect);
      alerts.poll(
          POLL,
          record -> {
            Alert alert = AlertJson.read(text(record));
            check.see(alert);
            show(alert);
          });
      outreach.poll(
          POLL,
          record -> {
            Outreach message = OutreachJson.read(text(record));
            check.see(message);
            lastOfMessage.put(message.outreachId(), message);
            sender.accept(message, clock.millis());
          });
      for (OutreachOutcome outcome : sender.until(clock.millis())) {
        Outreach message = sender.message(outcome);
        tell(outcome);
        stories.see(outcome, message);
        boolean counts =
            outcome.status() == Status.ACTED
                && message.orderId() != null
                && chosen.test(message, outcome);
        show(outcome, message, counts);
      }
    }
    return tail.shown();
  }

  private void tell(OutreachOutcome outcome) {
    counts.merge(outcome.status(), 1, Integer::sum);
    outcomes.send(
        new ProducerRecord<>(
            "outreach-outcomes",
            outcome.outreachId().getBytes(StandardCharsets.UTF_8),
            OutreachOutcomeJson.write(outcome).getBytes(StandardCharsets.UTF_8)));
  }

  /** An alert about one defect has a line already, that of the defect. */
  private void show(Alert alert) {
    lastOfAlert.put(alert.alertId(), alert);
    if (alert.notifies() && alert.status() != AlertStatus.CLEARED) {
      notified++;
    }
    if (alert.notifies() && alert.members().count() != 1) {
      say.accept(NotificationLine.of(alert, coloured));
    }
  }

  /** Some of what customers of this run are sent, and their answers that made a difference. */
  private void show(OutreachOutcome outcome, Outreach message, boolean counts) {
    if (message.recipient().kind() == Recipient.Kind.CUSTOMER
        && message.orderId() != null
        && message.orderId().startsWith(run)) {
      if (outcome.status() == Status.SENT && outcome.at() - lastShown >= PAUSE) {
        lastShown = outcome.at();
        say.accept(NotificationLine.ofSent(message, outcome.at(), coloured));
      } else if (counts) {
        say.accept(NotificationLine.ofAnswer(outcome, message, coloured));
      }
    }
  }

  /** What was told to whom, in a few lines. */
  List<String> summary() {
    String suppressed =
        tally(
            lastOfAlert.values().stream()
                .filter(alert -> alert.suppressedBy() != null)
                .collect(
                    Collectors.groupingBy(
                        Alert::suppressedBy, TreeMap::new, Collectors.counting())));
    String withdrawn =
        tally(
            lastOfMessage.values().stream()
                .filter(message -> message.status() == OutreachStatus.WITHDRAWN)
                .collect(
                    Collectors.groupingBy(Outreach::reason, TreeMap::new, Collectors.counting())));
    return List.of(
        "%d alerts, %d of them notified; suppressed: %s"
            .formatted(lastOfAlert.size(), notified, suppressed),
        "%d messages, %d sent, %d delivered, %d failed, %d answered; not sent: %s"
            .formatted(
                lastOfMessage.size(),
                counts.getOrDefault(Status.SENT, 0),
                counts.getOrDefault(Status.DELIVERED, 0),
                counts.getOrDefault(Status.FAILED, 0),
                counts.getOrDefault(Status.ACTED, 0),
                withdrawn));
  }

  private static String tally(Map<?, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    defects.close();
    alerts.close();
    outreach.close();
    outcomes.close(Duration.ofSeconds(5));
  }
}
