package dev.odyssey.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OrderEventAvro ORDER_AVRO = new OrderEventAvro();
  private static final ContactEventAvro CONTACT_AVRO = new ContactEventAvro();

  @Provide
  static Arbitrary<OrderEvent> orderEvents() {
    return AnyRecord.orderEvent();
  }

  @Provide
  static Arbitrary<ContactEvent> contactEvents() {
    return AnyRecord.contactEvent();
  }

  @Provide
  static Arbitrary<DefectChange> changes() {
    return AnyRecord.defectChange();
  }

  @Provide
  static Arbitrary<OrderFacts> orderFacts() {
    return AnyRecord.orderFacts();
  }

  @Provide
  static Arbitrary<ContactFacts> contactFacts() {
    return AnyRecord.contactFacts();
  }

  @Provide
  static Arbitrary<ScorecardRow> scorecardRows() {
    return AnyRecord.scorecardRow();
  }

  @Provide
  static Arbitrary<ProviderTier> providerTiers() {
    return AnyRecord.providerTier();
  }

  @Property(tries = 500)
  void orderEventsThroughAvro(@ForAll("orderEvents") OrderEvent event) {
    assertThat(ORDER_AVRO.decode(ORDER_AVRO.encode(event))).isEqualTo(new Decoded.Fact<>(event));
  }

  @Property(tries = 500)
  void orderEventsThroughJson(@ForAll("orderEvents") OrderEvent event) {
    String line = new OrderEventJson().write(event);

    assertThat(line).doesNotContain("\n").doesNotContain("\r");
    assertThat(new OrderEventJson().read(line)).isEqualTo(event);
  }

  @Property(tries = 500)
  void contactEventsThroughAvro(@ForAll("contactEvents") ContactEvent event) {
    assertThat(CONTACT_AVRO.decode(CONTACT_AVRO.encode(event)))
        .isEqualTo(new Decoded.Fact<>(event));
  }

  @Property(tries = 500)
  void contactEventsThroughJson(@ForAll("contactEvents") ContactEvent event) {
    String line = new ContactEventJson().write(event);

    assertThat(line).doesNotContain("\n").doesNotContain("\r");
    assertThat(new ContactEventJson().read(line)).isEqualTo(event);
  }

  @Property(tries = 500)
  void changesThroughAvro(@ForAll("changes") DefectChange change) throws IOException {
    assertThat(DefectChangeAvro.decode(DefectChangeAvro.encode(change))).isEqualTo(change);
  }

  @Property(tries = 500)
  void changesThroughJson(@ForAll("changes") DefectChange change) throws IOException {
    String line = DefectChangeJson.write(change);

    assertThat(line).doesNotContain("\n").doesNotContain("\r");
    assertThat(change(JSON.readTree(line))).isEqualTo(change);
  }

  @Property(tries = 500)
  void factsOfOrdersThroughAvro(@ForAll("orderFacts") OrderFacts facts) throws IOException {
    assertThat(OrderFactsAvro.decode(OrderFactsAvro.encode(facts))).isEqualTo(facts);
  }

  @Property(tries = 500)
  void factsOfContactsThroughAvro(@ForAll("contactFacts") ContactFacts facts) throws IOException {
    assertThat(ContactFactsAvro.decode(ContactFactsAvro.encode(facts))).isEqualTo(facts);
  }

  @Property(tries = 500)
  void rowsOfScorecardsThroughAvro(@ForAll("scorecardRows") ScorecardRow row) throws IOException {
    assertThat(ScorecardRowAvro.decode(ScorecardRowAvro.encode(row))).isEqualTo(row);
  }

  @Property(tries = 500)
  void keysOfScorecardsThroughText(@ForAll("scorecardRows") ScorecardRow row) {
    assertThat(ScorecardKey.parse(row.key().text())).isEqualTo(row.key());
  }

  @Property(tries = 500)
  void tiersThroughAvro(@ForAll("providerTiers") ProviderTier tier) throws IOException {
    assertThat(ProviderTierAvro.decode(ProviderTierAvro.encode(tier))).isEqualTo(tier);
  }

  @Property
  void pulsesThroughTheDecodersOfBothTopics(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long pulsedAt) {
    byte[] bytes = Pulses.encode(pulsedAt);

    assertThat(ORDER_AVRO.decode(bytes)).isEqualTo(new Decoded.Pulse<>(pulsedAt));
    assertThat(CONTACT_AVRO.decode(bytes)).isEqualTo(new Decoded.Pulse<>(pulsedAt));
  }

  @Test
  void aLineIsWrittenInTheFormOfFiles() {
    OrderEvent event =
        OrderEvent.builder()
            .eventId("e1")
            .type(OrderEventType.RATED)
            .occurredAt(Instant.parse("2025-03-01T17:00:00Z").toEpochMilli())
            .recordedAt(Instant.parse("2025-03-01T17:00:01.500Z").toEpochMilli())
            .orderId("o1")
            .offeringId("tv-mount")
            .region("BOS")
            .timeZone("America/New_York")
            .stars(5)
            .build();

    assertThat(new OrderEventJson().write(event))
        .isEqualTo(
            "{\"eventId\":\"e1\",\"type\":\"RATED\",\"occurredAt\":\"2025-03-01T17:00:00.000Z\","
                + "\"recordedAt\":\"2025-03-01T17:00:01.500Z\",\"orderId\":\"o1\","
                + "\"offeringId\":\"tv-mount\",\"region\":\"BOS\","
                + "\"timeZone\":\"America/New_York\",\"stars\":5}");
  }

  private static DefectChange change(JsonNode node) {
    DefectChange change =
        new DefectChange(
            node.get("revision").intValue(),
            DefectStatus.valueOf(text(node, "status")),
            millis(node, "detectedAt"),
            new Finding(
                text(node, "code"),
                text(node, "anchorEventId"),
                Severity.valueOf(text(node, "severity")),
                ChargedTo.valueOf(text(node, "chargedTo")),
                text(node, "orderId"),
                text(node, "contactId"),
                text(node, "customerId"),
                text(node, "providerId"),
                text(node, "offeringId"),
                text(node, "region"),
                text(node, "agentId"),
                text(node, "agentVersion"),
                text(node, "site"),
                text(node, "channel"),
                text(node, "timeZone"),
                millis(node, "windowStart"),
                millis(node, "windowEnd"),
                millis(node, "raisedAt"),
                millis(node, "clearedAt"),
                text(node, "clearReason"),
                text(node, "clearedBy"),
                text(node, "escalates"),
                text(node, "summary"),
                evidence(node.get("evidence")),
                text(node, "missing"),
                text(node, "derivation"),
                map(node.get("policy")),
                map(node.get("details"))));
    assertThat(text(node, "defectId")).isEqualTo(change.defectId());
    return change;
  }

  private static List<Evidence> evidence(JsonNode nodes) {
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode node : nodes) {
      evidence.add(
          new Evidence(text(node, "eventId"), text(node, "type"), millis(node, "occurredAt")));
    }
    return evidence;
  }

  private static Map<String, String> map(JsonNode node) {
    Map<String, String> map = new HashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
    return map;
  }

  private static String text(JsonNode node, String field) {
    return node.has(field) ? node.get(field).textValue() : null;
  }

  private static Long millis(JsonNode node, String field) {
    return node.has(field) ? (Long) Instant.parse(text(node, field)).toEpochMilli() : null;
  }
}
