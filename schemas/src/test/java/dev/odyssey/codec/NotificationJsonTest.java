package dev.odyssey.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts, messages and what steers them, as JSON: what is written is read, rubbish is named. */
@Domain(AnyRecord.Notifications.class)
class NotificationJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final Map<String, String> GOOD =
      Map.of(
          "alert",
          """
          {"alertId": "CASES:operations:BOS", "kind": "CASES", "revision": 1, "status": "FIRING",
           "severity": "CRITICAL", "title": "t", "summary": "s", "region": "BOS",
           "members": {"count": 1, "ids": ["ORDER:o1"]},
           "startsAt": "2025-03-01T17:00:00.000Z", "detectedAt": "2025-03-01T17:00:05.000Z",
           "notify": true, "reason": "FIRST", "unconfirmed": false, "route": "operations"}""",
          "case",
          """
          {"caseId": "ORDER:o1", "revision": 1, "status": "OPEN", "severity": "CRITICAL",
           "headline": "h", "before": 0, "reopened": 0,
           "defects": [{"code": "NO_SHOW", "defectId": "NO_SHOW:o1:e1", "since": "2025-03-01T17:00:00.000Z"}],
           "openedAt": "2025-03-01T17:00:00.000Z", "changedAt": "2025-03-01T17:00:05.000Z"}""",
          "acknowledgement",
          """
          {"alertId": "CASES:operations:BOS", "by": "op-1", "at": "2025-03-01T17:00:00.000Z"}""",
          "outreach",
          """
          {"outreachId": "CUSTOMER:c1/no-show/NO_SHOW:o1:e1", "revision": 1, "status": "REQUESTED",
           "recipient": {"kind": "CUSTOMER", "id": "c1"}, "code": "NO_SHOW", "severity": "CRITICAL",
           "template": "no-show", "channels": ["SMS"], "options": ["RESCHEDULE"],
           "caseId": "ORDER:o1", "orderId": "o1",
           "defectId": "NO_SHOW:o1:e1", "sendAfter": "2025-03-01T17:00:00.000Z",
           "expiresAt": "2025-03-01T19:00:00.000Z", "decidedAt": "2025-03-01T17:00:05.000Z",
           "unconfirmed": false, "variables": {"orderId": "o1"}}""",
          "silence",
          """
          {"silenceId": "s1", "matchers": [{"field": "region", "comparison": "EQUALS", "value": ""}],
           "from": "2025-03-01T17:00:00Z", "to": "2025-03-01T18:00:00.000Z", "reason": "r", "by": "b"}""",
          "preference",
          """
          {"recipient": {"kind": "CUSTOMER", "id": "c1"}, "optedOut": false}""",
          "outcome",
          """
          {"outreachId": "CUSTOMER/NO_SHOW:e1", "status": "SENT", "at": "2025-03-01T17:00:00Z"}""");

  private static final Map<String, Function<String, Object>> READERS =
      Map.of(
          "alert", AlertJson::read,
          "case", CaseFileJson::read,
          "acknowledgement", AcknowledgementJson::read,
          "outreach", OutreachJson::read,
          "silence", SilenceJson::read,
          "preference", ContactPreferenceJson::read,
          "outcome", OutreachOutcomeJson::read);

  @Property(tries = 500)
  void alertsComeBack(@ForAll Alert alert) {
    assertThat(AlertJson.read(AlertJson.write(alert))).isEqualTo(alert);
  }

  @Property(tries = 500)
  void casesComeBack(@ForAll CaseFile file) {
    assertThat(CaseFileJson.read(CaseFileJson.write(file))).isEqualTo(file);
  }

  @Property(tries = 500)
  void acknowledgementsComeBack(@ForAll Acknowledgement said) {
    assertThat(AcknowledgementJson.read(AcknowledgementJson.write(said))).isEqualTo(said);
  }

  @Property(tries = 500)
  void messagesComeBack(@ForAll Outreach outreach) {
    String line = OutreachJson.write(outreach);
    assertThat(OutreachJson.read(line)).isEqualTo(outreach);
    assertThat(OutreachJson.write(OutreachJson.read(line))).isEqualTo(line);
  }

  @Property(tries = 500)
  void silencesComeBack(@ForAll Silence silence) {
    assertThat(SilenceJson.read(SilenceJson.write(silence))).isEqualTo(silence);
  }

  @Property(tries = 500)
  void preferencesComeBack(@ForAll ContactPreference preference) {
    assertThat(ContactPreferenceJson.read(ContactPreferenceJson.write(preference)))
        .isEqualTo(preference);
  }

  @Property(tries = 500)
  void outcomesComeBack(@ForAll OutreachOutcome outcome) {
    assertThat(OutreachOutcomeJson.read(OutreachOutcomeJson.write(outcome))).isEqualTo(outcome);
  }

  @Test
  void aPreferenceMayBeBrief() {
    assertThat(ContactPreferenceJson.read(GOOD.get("preference")))
        .isEqualTo(
            new ContactPreference(
                new Recipient(Recipient.Kind.CUSTOMER, "c1"),
                false,
                Set.of(),
                Set.of(),
                List.of(),
                null));
  }

  @ParameterizedTest
  @CsvSource({"alert", "case", "acknowledgement", "outreach", "silence", "preference", "outcome"})
  void whatIsNotKnownIsIgnored(String record) throws IOException {
    assertThat(read(record, "{`news`: {`deep`: [1, {`a`: null}]}, `more`: null}"))
        .isEqualTo(read(record, "{}"));
  }

  @Test
  void aPreferenceHasItsChannelsInOrder() throws IOException {
    assertThat(
            ((ContactPreference) read("preference", "{`channels`: [`VOICE`, `SMS`]}")).channels())
        .containsExactly(MessageChannel.VOICE, MessageChannel.SMS);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "alert; {`alertId`: null}; alertId is missing",
        "alert; {`notify`: null}; notify is missing",
        "alert; {`revision`: 0}; revision is not 1 or more: 0",
        "alert; {`status`: `OPEN`}; status is not one of [FIRING, UPDATED, CLEARED]: OPEN",
        "alert; {`members`: null}; members is missing",
        "alert; {`members`: 7}; members is not an object: 7",
        "alert; {`members`: {}}; members.count is missing",
        "alert; {`members`: {`count`: 0, `ids`: [`d`]}}; more ids than members or than 20: 1",
        "alert; {`members`: {`count`: 1, `ids`: [7]}}; members.ids[0] is not a string: 7",
        "alert; {`detectedAt`: `now`}; detectedAt is not an ISO-8601 instant: now",
        "alert; {`reason`: null}; it notifies without a reason: CASES:operations:BOS",
        "case; {`defects`: [{`code`: `C`}]}; defects[0].defectId is missing",
        "case; {`status`: `CLOSED`}; closedAt of a case that is CLOSED: null",
        "acknowledgement; {`alertId`: null}; one of alertId and caseId must be there: null, null",
        "acknowledgement; {`by`: ` `}; by is missing",
        "outreach; {`recipient`: null}; recipient is missing",
        "outreach; {`recipient`: {`kind`: `CAT`, `id`: `c`}}; recipient.kind is not one of [CUSTOMER, PROVIDER]: CAT",
        "outreach; {`recipient`: {`kind`: `CUSTOMER`}}; recipient.id is missing",
        "outreach; {`reason`: `CLEARED`}; reason of a REQUESTED message: CLEARED",
        "outreach; {`status`: `WITHDRAWN`}; reason of a WITHDRAWN message: null",
        "outreach; {`channels`: [`SMS`, `PIGEON`]}; channels[1] is not one of [PUSH, SMS, EMAIL, VOICE]: PIGEON",
        "outreach; {`channels`: `SMS`}; channels is not an array: SMS",
        "outreach; {`variables`: {`a`: 1}}; variables.a is not a string: 1",
        "silence; {`silenceId`: ` `}; silenceId is missing",
        "silence; {`matchers`: null}; matchers is missing",
        "silence; {`matchers`: []}; matchers is empty: []",
        "silence; {`matchers`: [null]}; matchers[0] is not an object: null",
        "silence; {`matchers`: [{`field`: `region`, `comparison`: `EQUALS`}]}; matchers[0].value is missing",
        "silence; {`matchers`: [{`field`: `region`, `comparison`: `LIKE`, `value`: `x`}]}; matchers[0].comparison is not one of [EQUALS, NOT_EQUALS, MATCHES, NOT_MATCHES]: LIKE",
        "silence; {`matchers`: [{`field`: `region`, `comparison`: `MATCHES`, `value`: `(BOS`}]}; matchers[0].value is not a regular expression: (BOS (Unclosed group)",
        "silence; {`matchers`: [{`field`: `region`, `comparison`: `NOT_MATCHES`, `value`: `*`}]}; matchers[0].value is not a regular expression: * (Dangling meta character '*')",
        "silence; {`from`: null}; from is missing",
        "silence; {`to`: `2025-03-01T17:00:00Z`}; from 2025-03-01T17:00:00.000Z is not before to 2025-03-01T17:00:00.000Z",
        "silence; {`to`: `+10000-01-01T00:00:00Z`}; to is out of range: +10000-01-01T00:00:00Z is not in the years 1 to 9999",
        "silence; {`reason`: null}; reason is missing",
        "silence; {`by`: 7}; by is not a string: 7",
        "preference; {`recipient`: null}; recipient is missing",
        "preference; {`recipient`: {`kind`: `CUSTOMER`, `id`: ``}}; recipient.id is missing",
        "preference; {`optedOut`: null}; optedOut is missing",
        "preference; {`optedOut`: `yes`}; optedOut is not true or false: yes",
        "preference; {`templates`: [``]}; templates[0] is missing",
        "preference; {`channels`: [`SMS`, `SMS`]}; channels[1] is there twice: SMS",
        "preference; {`timeZone`: `Mars/Olympus`}; timeZone is not an IANA time zone: Mars/Olympus",
        "outcome; {`outreachId`: null}; outreachId is missing",
        "outcome; {`status`: `READ`}; status is not one of [SENT, DELIVERED, ACTED, FAILED]: READ",
        "outcome; {`at`: null}; at is missing",
        "outcome; {`status`: `ACTED`}; option is missing",
        "outcome; {`option`: `CANCEL`}; option means nothing on an outcome SENT: CANCEL",
      })
  void whatIsWrongIsNamed(String record, String changes, String message) {
    assertThatThrownBy(() -> read(record, changes))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(message);
  }

  @Test
  void aMatcherOfAnUnknownFieldIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "silence",
                    "{`matchers`: [{`field`: `regoin`, `comparison`: `NOT_EQUALS`, `value`: `x`}]}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("matchers[0].field is not one of [")
        .hasMessageEndingWith(": regoin");
  }

  private static Object read(String record, String changes) throws IOException {
    ObjectNode fields = (ObjectNode) JSON.readTree(GOOD.get(record));
    fields.setAll((ObjectNode) JSON.readTree(changes.replace('`', '"')));
    return READERS.get(record).apply(fields.toString());
  }
}
