package dev.odyssey.mapping;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a mapping makes: which types of events there are, in rank order, and their fields. */
enum Target {
  ORDER_EVENTS(
      "order-events",
      "orderId",
      List.of(
          Set.of("PLACED"),
          Set.of("SCHEDULED"),
          Set.of("RESCHEDULED"),
          Set.of("DECLINED"),
          Set.of("ASSIGNED"),
          Set.of("CONFIRMED"),
          Set.of("EN_ROUTE"),
          Set.of("ARRIVED"),
          Set.of("STARTED", "PAUSED", "RESUMED"),
          Set.of("CUSTOMER_ABSENT"),
          Set.of("COMPLETED"),
          Set.of("CANCELLED"),
          Set.of("REOPENED"),
          Set.of("RATED"),
          Set.of("CLAIM_FILED"),
          Set.of("CLAIM_APPROVED"),
          Set.of("CLAIM_DENIED"),
          Set.of("RETRACTED")),
      fields(
          "retracts", Kind.TEXT,
          "orderId", Kind.TEXT,
          "customerId", Kind.TEXT,
          "offeringId", Kind.TEXT,
          "region", Kind.TEXT,
          "timeZone", Kind.TEXT,
          "providerId", Kind.TEXT,
          "windowStart", Kind.INSTANT,
          "windowEnd", Kind.INSTANT,
          "initiator", Kind.TEXT,
          "reason", Kind.TEXT,
          "stars", Kind.INTEGER,
          "claimId", Kind.TEXT)),
  CONTACT_EVENTS(
      "contact-events",
      "contactId",
      List.of(
          Set.of("INITIATED"),
          Set.of("QUEUED"),
          Set.of("CONNECTED"),
          Set.of("TRANSFERRED"),
          Set.of("ENDED"),
          Set.of("SURVEYED"),
          Set.of("AUDITED"),
          Set.of("RETRACTED")),
      fields(
          "retracts", Kind.TEXT,
          "contactId", Kind.TEXT,
          "customerId", Kind.TEXT,
          "orderId", Kind.TEXT,
          "region", Kind.TEXT,
          "timeZone", Kind.TEXT,
          "channel", Kind.TEXT,
          "direction", Kind.TEXT,
          "reason", Kind.TEXT,
          "agentId", Kind.TEXT,
          "agentKind", Kind.TEXT,
          "agentVersion", Kind.TEXT,
          "trialArm", Kind.TEXT,
          "site", Kind.TEXT,
          "endedBy", Kind.TEXT,
          "cause", Kind.TEXT,
          "resolved", Kind.BOOLEAN,
          "solved", Kind.BOOLEAN,
          "csat", Kind.INTEGER,
          "effort", Kind.INTEGER,
          "empathy", Kind.INTEGER));

  /** What the values of a field are. */
  enum Kind {
    TEXT,
    INSTANT,
    INTEGER,
    BOOLEAN
  }

  private final String topic;
  private final String subjectField;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, Kind> fields;

  Target(String topic, String subjectField, List<Set<String>> types, Map<String, Kind> fields) {
    this.topic = topic;
    this.subjectField = subjectField;
    this.fields = fields;
    for (int rank = 0; rank < types.size(); rank++) {
      for (String type : types.get(rank)) {
        ranks.put(type, rank);
      }
    }
  }

  private static Map<String, Kind> fields(Object... namesAndKinds) {
    Map<String, Kind> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndKinds.length; i += 2) {
      fields.put((String) namesAndKinds[i], (Kind) namesAndKinds[i + 1]);
    }
    return fields;
  }

  static Target of(Node name) {
    for (Target target : values()) {
      if (name.isText(target.topic)) {
        return target;
      }
    }
    throw name.wrong("expected order-events or contact-events");
  }

  String topic() {
    return topic;
  }

  /** The field with the id of the order or contact: what events are put in order within. */
  String subjectField() {
    return subjectField;
  }

  Set<String> types() {
    return ranks.keySet();
  }

  /** The place of a type among those that share an instant. */
  int rank(String type) {
    return ranks.get(type);
  }

  /**
   * The fields beside id, type, occurredAt and recordedAt, in the order in which they are written.
   */
  Map<String, Kind> fields() {
    return fields;
  }
}
