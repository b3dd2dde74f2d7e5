package dev.odyssey.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.OutreachOutcomeJson;
import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.streaming.TestNotifications;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Input for all topics at once, without end, and what the tables must hold after it. Events are a
 * simulator's, some twice; of everything else one thing of a few gets its next revision.
 */
final class Input {

  private static final int THINGS = 40;

  private final String prefix;
  private final Random random = new Random(5);
  private final Iterator<Delivery> events;
  private final Map<Integer, Integer> revisions = new LinkedHashMap<>();
  private final OrderEventAvro orderCodec = new OrderEventAvro();
  private final ContactEventAvro contactCodec = new ContactEventAvro();

  private final Set<String> orderEvents = new LinkedHashSet<>();
  private final Set<String> contactEvents = new LinkedHashSet<>();
  private final Set<String> orderContacts = new LinkedHashSet<>();
  private final List<DefectChange> defects = new ArrayList<>();
  private final List<ScorecardRow> scorecards = new ArrayList<>();
  private final List<ProviderTier> tiers = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Outreach> outreach = new ArrayList<>();
  private final Set<String> outcomes = new LinkedHashSet<>();

  Input(String prefix) {
    this.prefix = prefix;
    // Long ago, so that whatever the simulator delivers has happened.
    this.events =
        new Simulator(
                SimulationConfig.of(7, 5_000)
                    .withOrdersPerDay(500)
                    .withStart(Clock.systemUTC().instant().minus(Duration.ofDays(400))))
            .stream().iterator();
  }

  /** The next records: so many events, and a change of something for every third. */
  List<ProducerRecord<byte[], byte[]>> next(int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count && events.hasNext(); i++) {
      event(events.next().event(), records);
      if (i % 3 == 0) {
        change(records);
      }
    }
    return records;
  }

  private void event(Object event, List<ProducerRecord<byte[], byte[]>> records) {
    int times = random.nextInt(10) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      if (event instanceof OrderEvent order) {
        records.add(record(TopicNames.ORDER_EVENTS, order.orderId(), orderCodec.encode(order)));
        orderEvents.add(order.orderId() + "|" + order.eventId() + "|" + order.type());
      } else if (event instanceof ContactEvent contact) {
        records.add(
            record(TopicNames.CONTACT_EVENTS, contact.customerId(), contactCodec.encode(contact)));
        contactEvents.add(contact.customerId() + "|" + contact.eventId() + "|" + contact.type());
        if (ContactOfOrder.concerns(contact)) {
          ContactOfOrder row = ContactOfOrder.of(contact);
          orderContacts.add(row.customerId() + "|" + row.eventId());
        }
      }
    }
  }

  private void change(List<ProducerRecord<byte[], byte[]>> records) {
    int thing = random.nextInt(THINGS);
    int revision = revisions.merge(thing, 1, Integer::sum);
    String name = "e" + thing;

    DefectStatus[] states = DefectStatus.values();
    DefectChange defect =
        Changes.change(name, revision, states[random.nextInt(states.length)], Map.of());
    defects.add(defect);
    records.add(record(TopicNames.DEFECTS, defect.defectId(), DefectChangeAvro.encode(defect)));

    Scorecard scorecard = Scorecard.values()[thing % Scorecard.values().length];
    boolean ofRules = scorecard == Scorecard.RULE;
    ScorecardRow row =
        new ScorecardRow(
            new ScorecardKey(
                scorecard,
                scorecard == Scorecard.CONTACT ? EntityType.AGENT : EntityType.PROVIDER,
                name,
                LocalDate.of(2025, 3, 1),
                ofRules ? "NO_SHOW" : null),
            revision,
            Changes.RAISED_AT,
            ofRules ? Counters.of(revision) : Counters.of(1, revision));
    scorecards.add(row);
    records.add(
        record(
            ofRules ? TopicNames.RULE_DAY : TopicNames.SCORECARDS,
            row.key().text(),
            ScorecardRowAvro.encode(row)));

    ProviderTier tier =
        new ProviderTier(
            name,
            revision,
            Tier.values()[random.nextInt(Tier.values().length)],
            null,
            Changes.RAISED_AT + revision,
            LocalDate.of(2025, 2, 1),
            LocalDate.of(2025, 2, 28),
            "built-in",
            List.of());
    tiers.add(tier);
    records.add(record(TopicNames.PROVIDER_TIERS, name, ProviderTierAvro.encode(tier)));

    Alert alert = TestNotifications.alert(name, revision, AlertStatus.FIRING);
    alerts.add(alert);
    records.add(record(TopicNames.ALERTS, alert.alertId(), AlertJson.write(alert).getBytes(UTF_8)));

    Outreach message = TestNotifications.requested(name, revision);
    outreach.add(message);
    records.add(
        record(TopicNames.OUTREACH, "CUSTOMER:c1", OutreachJson.write(message).getBytes(UTF_8)));

    OutreachOutcome outcome =
        new OutreachOutcome(
            message.outreachId(),
            OutreachOutcome.Status.SENT,
            Changes.RAISED_AT + thing,
            null,
            MessageChannel.SMS,
            null);
    outcomes.add(outcome.outreachId());
    records.add(
        record(
            TopicNames.OUTREACH_OUTCOMES,
            outcome.outreachId(),
            OutreachOutcomeJson.write(outcome).getBytes(UTF_8)));
  }

  /** How many defects there are. */
  int defects() {
    return revisions.size();
  }

  ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(prefix + topic, key.getBytes(UTF_8), value);
  }

  /** For each query about the tables its answer, in any order. */
  Map<String, List<String>> expected() {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    expected.put("SELECT order_id, event_id, type FROM order_event", List.copyOf(orderEvents));
    expected.put(
        "SELECT customer_id, event_id, type FROM contact_event", List.copyOf(contactEvents));
    expected.put("SELECT customer_id, event_id FROM order_contact", List.copyOf(orderContacts));
    expected.put(
        "SELECT defect_id, revision, status FROM defect_change",
        lines(defects, d -> d.defectId() + "|" + d.revision() + "|" + d.status()));
    expected.put(
        "SELECT defect_id, revision, status FROM defect",
        lines(
            latest(defects, DefectChange::defectId, DefectChange::revision),
            d -> d.defectId() + "|" + d.revision() + "|" + d.status()));
    for (Scorecard scorecard : Scorecard.values()) {
      int column = scorecard == Scorecard.RULE ? 0 : 1;
      expected.put(
          "SELECT entity_id, revision, %s FROM %s"
              .formatted(scorecard.columns().get(column), scorecard.table()),
          lines(
              latest(
                  scorecards.stream().filter(r -> r.key().scorecard() == scorecard).toList(),
                  r -> r.key().text(),
                  ScorecardRow::revision),
              r -> r.key().entityId() + "|" + r.revision() + "|" + r.counters().at(column)));
    }
    expected.put(
        "SELECT provider_id, revision, tier FROM provider_tier_change",
        lines(tiers, t -> t.providerId() + "|" + t.revision() + "|" + t.tier()));
    expected.put(
        "SELECT provider_id, revision, tier FROM provider_tier",
        lines(
            latest(tiers, ProviderTier::providerId, ProviderTier::revision),
            t -> t.providerId() + "|" + t.revision() + "|" + t.tier()));
    expected.put(
        "SELECT alert_id, revision FROM alert_change",
        lines(alerts, a -> a.alertId() + "|" + a.revision()));
    expected.put(
        "SELECT alert_id, revision FROM alert",
        lines(
            latest(alerts, Alert::alertId, Alert::revision),
            a -> a.alertId() + "|" + a.revision()));
    expected.put(
        "SELECT outreach_id, revision FROM outreach_change",
        lines(outreach, o -> o.outreachId() + "|" + o.revision()));
    expected.put(
        "SELECT outreach_id, revision FROM outreach",
        lines(
            latest(outreach, Outreach::outreachId, Outreach::revision),
            o -> o.outreachId() + "|" + o.revision()));
    expected.put("SELECT outreach_id FROM outreach_outcome", List.copyOf(outcomes));
    return expected;
  }

  private static <T> List<String> lines(Collection<T> values, Function<T, String> line) {
    return values.stream().map(line).toList();
  }

  private static <T> Collection<T> latest(
      List<T> values, Function<T, String> id, ToLongFunction<T> revision) {
    Map<String, T> latest = new LinkedHashMap<>();
    for (T value : values) {
      latest.merge(
          id.apply(value),
          value,
          (a, b) -> revision.applyAsLong(b) > revision.applyAsLong(a) ? b : a);
    }
    return latest.values();
  }
}
