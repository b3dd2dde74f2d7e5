package dev.odyssey.detection.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a record tells beyond its code and times: subject, evidence, derivation, policy. */
class FindingsTest {

  @Test
  void anAbsenceTellsWhatWasDueAndWhy() {
    Finding finding =
        order(
            DefectCode.MISSED_WINDOW,
            """
            {"eventId":"s","type":"SCHEDULED","occurredAt":"2025-03-01T09:00:00Z",%s,
             "windowStart":"2025-03-01T18:00:00Z","windowEnd":"2025-03-01T20:00:00Z","providerId":"P1"}
            """,
            """
            {"eventId":"a","type":"ARRIVED","occurredAt":"2025-03-01T20:10:00.001Z",%s}
            """);

    assertThat(finding.defectId()).isEqualTo("MISSED_WINDOW:O1:s");
    assertThat(finding.orderId()).isEqualTo("O1");
    assertThat(finding.customerId()).isEqualTo("C1");
    assertThat(finding.offeringId()).isEqualTo("tv-mount");
    assertThat(finding.region()).isEqualTo("US-WA");
    assertThat(finding.timeZone()).isEqualTo("America/Los_Angeles");
    assertThat(finding.windowStart()).isEqualTo(at("2025-03-01T18:00:00Z"));
    assertThat(finding.windowEnd()).isEqualTo(at("2025-03-01T20:00:00Z"));
    assertThat(finding.chargedTo()).isEqualTo(ChargedTo.PROVIDER);
    assertThat(finding.providerId()).isEqualTo("P1");
    assertThat(finding.contactId()).isNull();
    assertThat(finding.clearedBy()).isEqualTo("a");
    assertThat(finding.missing()).isEqualTo("ARRIVED");
    assertThat(finding.derivation()).contains("2025-03-01T20:00:00.000Z", "arrivalGrace", "PT10M");
    assertThat(finding.policy()).containsExactly(entry("arrivalGrace", "PT10M"));
    assertThat(finding.summary())
        .as("one line, the time as people at the address read it")
        .contains("O1", "12:10 PST", "P1")
        .doesNotContain("\n");
    assertThat(finding.evidence())
        .containsExactly(
            new Evidence("s", "SCHEDULED", at("2025-03-01T09:00:00Z")),
            new Evidence("a", "ARRIVED", at("2025-03-01T20:10:00.001Z")));
    assertThat(finding.uncleared().evidence()).extracting(Evidence::eventId).containsExactly("s");
  }

  @Test
  void aRepeatNamesWhoServedTheEarlierContact() {
    Finding finding =
        contact(
            DefectCode.REPEAT_CONTACT,
            """
            {"eventId":"i1","type":"INITIATED","occurredAt":"2025-03-01T09:00:00Z","contactId":"K1",%s,
             "channel":"CHAT","direction":"INBOUND","reason":"HELP"}
            """,
            """
            {"eventId":"c1","type":"CONNECTED","occurredAt":"2025-03-01T09:01:00Z","contactId":"K1",%s,
             "agentId":"A1","agentKind":"BOT","agentVersion":"7","site":"MNL"}
            """,
            """
            {"eventId":"t1","type":"TRANSFERRED","occurredAt":"2025-03-01T09:02:00Z","contactId":"K1",%s,
             "agentId":"A2","agentKind":"HUMAN","site":"SJO"}
            """,
            """
            {"eventId":"x1","type":"ENDED","occurredAt":"2025-03-01T09:05:00Z","contactId":"K1",%s,
             "endedBy":"AGENT"}
            """,
            """
            {"eventId":"i2","type":"INITIATED","occurredAt":"2025-03-01T09:05:00Z","contactId":"K2",%s,
             "channel":"VOICE","direction":"INBOUND","reason":"HELP","agentId":"A9","site":"XXX"}
            """);

    assertThat(finding.contactId()).isEqualTo("K2");
    assertThat(finding.customerId()).isEqualTo("C1");
    assertThat(finding.chargedTo()).isEqualTo(ChargedTo.CUSTOMER_SERVICE);
    assertThat(finding.channel()).as("of the contact that it is about").isEqualTo("VOICE");
    assertThat(finding.agentId()).isEqualTo("A2");
    assertThat(finding.site()).isEqualTo("SJO");
    assertThat(finding.agentVersion()).isEqualTo("7");
    assertThat(finding.details()).containsEntry("earlierContactId", "K1");
    assertThat(finding.policy()).containsEntry("repeatContactWithin", "PT24H");
    assertThat(finding.evidence())
        .as("in order: on one instant an INITIATED comes before an ENDED")
        .extracting(Evidence::eventId)
        .containsExactly("i1", "i2", "x1");
  }

  @Test
  void aRepeatShowsTheEndThatItIsMeasuredByWhereverThatStands() {
    Finding finding =
        contact(
            DefectCode.REPEAT_CONTACT,
            """
            {"eventId":"x1","type":"ENDED","occurredAt":"2025-03-01T08:00:00Z","contactId":"K1",%s,
             "endedBy":"AGENT"}
            """,
            """
            {"eventId":"i1","type":"INITIATED","occurredAt":"2025-03-01T09:00:00Z","contactId":"K1",%s,
             "channel":"CHAT","direction":"INBOUND","reason":"HELP"}
            """,
            """
            {"eventId":"i2","type":"INITIATED","occurredAt":"2025-03-01T10:00:00Z","contactId":"K2",%s,
             "channel":"VOICE","direction":"INBOUND","reason":"HELP"}
            """);

    assertThat(finding.evidence()).extracting(Evidence::eventId).containsExactly("x1", "i1", "i2");
  }

  @Test
  void aChainOfTransfersTellsItsPath() {
    Finding finding =
        contact(
            DefectCode.TRANSFER_CHAIN,
            transfer(1),
            transfer(2),
            transfer(3),
            transfer(4),
            """
            {"eventId":"x","type":"ENDED","occurredAt":"2025-03-01T10:00:00Z","contactId":"K1",%s,
             "endedBy":"AGENT"}
            """);

    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.details())
        .containsEntry("path", "A1 > A2 > A3")
        .containsEntry("transfers", "3");
    assertThat(finding.agentId()).isEqualTo("A3");
    assertThat(finding.evidence()).extracting(Evidence::eventId).containsExactly("t1", "t2", "t3");
  }

  @Test
  void aChainOfTransfersSaysSomethingNewAtTwiceTheLimitOnly() {
    Finding three = chain(3);
    Finding six = chain(6);

    assertThat(chain(4)).isEqualTo(three);
    assertThat(chain(5)).isEqualTo(three);
    assertThat(chain(7)).isEqualTo(six);
    assertThat(six.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(six.anchorEventId()).isEqualTo("t3");
    assertThat(six.details()).containsEntry("transfers", "6");
    assertThat(six.agentId()).isEqualTo("A6");
    assertThat(six.evidence()).hasSize(6);
  }

  private static Finding chain(int transfers) {
    return contact(
        DefectCode.TRANSFER_CHAIN,
        IntStream.rangeClosed(1, transfers)
            .mapToObj(FindingsTest::transfer)
            .toArray(String[]::new));
  }

  private static String transfer(int number) {
    return """
        {"eventId":"t#","type":"TRANSFERRED","occurredAt":"2025-03-01T09:0#:00Z","contactId":"K1",%s,
         "agentId":"A#"}
        """
        .replace("#", String.valueOf(number));
  }

  private static Finding order(String code, String... lines) {
    String common =
        """
        "recordedAt":"2025-03-09T09:00:00Z","orderId":"O1","customerId":"C1","offeringId":"tv-mount",
        "region":"US-WA","timeZone":"America/Los_Angeles"\
        """;
    Policies policies = Policies.parse("p", "offerings: {tv-mount: {arrivalGrace: PT10M}}");
    OrderEventJson json = new OrderEventJson();
    try (var detector = LifecycleDefectsJob.DETECTION.detector(policies)) {
      return only(
          code, detector, Stream.of(lines).map(line -> json.read(line.formatted(common))).toList());
    }
  }

  private static Finding contact(String code, String... lines) {
    String common =
        "\"recordedAt\":\"2025-03-09T09:00:00Z\",\"customerId\":\"C1\",\"region\":\"US-WA\"";
    ContactEventJson json = new ContactEventJson();
    try (var detector = ContactDefectsJob.DETECTION.detector(Policies.builtIn())) {
      return only(
          code, detector, Stream.of(lines).map(line -> json.read(line.formatted(common))).toList());
    }
  }

  private static <E extends Event, H extends History<E>> Finding only(
      String code, Detector<E, H> detector, List<E> events) {
    Timeline<E> timeline = new Timeline<>();
    events.forEach(event -> timeline.add(event, Integer.MAX_VALUE));
    List<Finding> found =
        detector.worded(detector.judge(timeline.history(), Long.MAX_VALUE)).stream()
            .filter(finding -> finding.code().equals(code))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
