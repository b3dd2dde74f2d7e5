package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.OutreachSettings;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AskByPlaybookTest {

  private static final long NOON = Instant.parse("2025-07-01T16:00:00Z").toEpochMilli();
  private static final Play OFFER = play(Recipient.Kind.CUSTOMER, "missed-window");
  private static final Play NUDGE = play(Recipient.Kind.PROVIDER, "missed-window-nudge");
  private static final Play SECOND_OFFER = play(Recipient.Kind.CUSTOMER, "another");

  @Test
  void everyPlayIsAMessageOneToEach() {
    assertThat(asks(incident(Incident.Step.FIRING, "C", "P"), OFFER, NUDGE, SECOND_OFFER))
        .extracting(Ask::outreachId, Ask::key, Ask::play)
        .containsExactly(
            tuple("CUSTOMER/MISSED_WINDOW:e/C", "CUSTOMER:C", OFFER),
            tuple("PROVIDER/MISSED_WINDOW:e/P", "PROVIDER:P", NUDGE));
  }

  /** A correction may say that it was another's: revisions of the one are none of the other. */
  @ParameterizedTest
  @CsvSource({
    "CHANGED, , P, RETRACTED PROVIDER/MISSED_WINDOW:e, FIRING PROVIDER/MISSED_WINDOW:e/P",
    "CHANGED, P, Q, RETRACTED PROVIDER/MISSED_WINDOW:e/P, FIRING PROVIDER/MISSED_WINDOW:e/Q",
    "CHANGED, P, , RETRACTED PROVIDER/MISSED_WINDOW:e/P, FIRING PROVIDER/MISSED_WINDOW:e",
    "CLEARED, P, Q, CLEARED PROVIDER/MISSED_WINDOW:e/P, CLEARED PROVIDER/MISSED_WINDOW:e/Q",
    "RETRACTED, P, Q, RETRACTED PROVIDER/MISSED_WINDOW:e/P, RETRACTED PROVIDER/MISSED_WINDOW:e/Q",
  })
  void whatConcernsAnotherIsOverForTheOneAndBeginsForTheOther(
      Incident.Step step, String before, String now, String first, String then) {
    Incident incident =
        incident(step, "C", now, incident(Incident.Step.FIRING, "C", before).change());

    assertThat(asks(incident, NUDGE, OFFER))
        .extracting(ask -> ask.step() + " " + ask.outreachId())
        .containsExactly(first, then, step + " CUSTOMER/MISSED_WINDOW:e/C");
  }

  @Test
  void whoeverIsNotKnownIsKeyedByTheMessage() {
    assertThat(asks(incident(Incident.Step.FIRING, null, ""), OFFER, NUDGE))
        .allMatch(ask -> ask.recipient() == null)
        .extracting(Ask::key)
        .containsExactly("CUSTOMER/MISSED_WINDOW:e", "PROVIDER/MISSED_WINDOW:e");
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, 0",
    "DROPPED, 0",
    "FIRING, 1",
    "CHANGED, 1",
    "CLEARED, 1",
    "RETRACTED, 1",
  })
  void onlyWhatHasLastedForItsHold(Incident.Step step, int messages) {
    assertThat(asks(incident(step, "C", "P"), OFFER)).hasSize(messages);
  }

  @Test
  void whatThePlaybookDoesNotMentionIsNotTold() {
    assertThat(asks(incident(Incident.Step.FIRING, "C", "P"))).isEmpty();
  }

  @Test
  void aSilentFeedConcernsNobody() {
    Incident silent =
        new Incident(
            "FEED_SILENT:R:1",
            Incident.Step.FIRING,
            NOON,
            null,
            "FEED_SILENT",
            Severity.CRITICAL,
            "R",
            "silent",
            NOON,
            null,
            null,
            null);
    assertThat(asks(silent, OFFER)).isEmpty();
  }

  @Test
  void variablesAreLocalToTheAddress() {
    assertThat(asks(incident(Incident.Step.FIRING, "C", null), OFFER).get(0).variables())
        .isEqualTo(
            Map.of(
                "orderId", "O",
                "offeringId", "F",
                "region", "R",
                "summary", "nobody came",
                "windowStart", "2025-07-01T10:00-04:00[America/New_York]",
                "windowEnd", "2025-07-01T12:00-04:00[America/New_York]"));
  }

  @Test
  void asksAndMessagesComeBackAsTheyWere() throws Exception {
    for (Ask ask : asks(incident(Incident.Step.FIRING, null, "P"), OFFER, NUDGE)) {
      TypeSerializer<Ask> asks = OutreachTypes.ASK.createSerializer(new SerializerConfigImpl());
      assertThat(copy(ask, asks)).isEqualTo(ask);
      Correspondence correspondence = new Correspondence(Desk.SETTINGS, List.of(), null);
      correspondence.accept(ask, NOON, NOON);
      Message message = correspondence.messages().get(0);
      TypeSerializer<Message> messages =
          OutreachTypes.MESSAGE.createSerializer(new SerializerConfigImpl());
      assertThat(copy(message, messages)).isEqualTo(message);
    }
  }

  private static <T> T copy(T value, TypeSerializer<T> serializer) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static List<Ask> asks(Incident incident, Play... plays) {
    OutreachSettings usual = Desk.SETTINGS;
    OutreachSettings settings =
        new OutreachSettings(
            usual.quietFrom(),
            usual.quietTo(),
            usual.cap(),
            usual.zones(),
            usual.defaultZone(),
            usual.channels(),
            plays.length == 0 ? Map.of() : Map.of(DefectCode.MISSED_WINDOW, List.of(plays)));
    List<Ask> asks = new ArrayList<>();
    new AskByPlaybook(settings).flatMap(incident, new ListCollector<>(asks));
    return asks;
  }

  private static Play play(Recipient.Kind to, String template) {
    return new Play(to, template, List.of(OutreachOption.RESCHEDULE), Duration.ofHours(12), true);
  }

  private static Incident incident(Incident.Step step, String customerId, String providerId) {
    return incident(step, customerId, providerId, null);
  }

  private static Incident incident(
      Incident.Step step, String customerId, String providerId, DefectChange before) {
    Finding finding =
        new Finding(
            DefectCode.MISSED_WINDOW,
            "e",
            Severity.HIGH,
            ChargedTo.PROVIDER,
            "O",
            null,
            customerId,
            providerId,
            "F",
            "R",
            null,
            null,
            null,
            null,
            "America/New_York",
            NOON - Duration.ofHours(2).toMillis(),
            NOON,
            NOON,
            null,
            null,
            null,
            null,
            "nobody came",
            List.of(),
            "ARRIVED",
            "",
            Map.of(),
            Map.of());
    return new Incident(
        "MISSED_WINDOW:e",
        step,
        NOON,
        null,
        "MISSED_WINDOW",
        Severity.HIGH,
        "R",
        "nobody came",
        NOON,
        null,
        new DefectChange(1, DefectStatus.RAISED, NOON, finding),
        before);
  }
}
