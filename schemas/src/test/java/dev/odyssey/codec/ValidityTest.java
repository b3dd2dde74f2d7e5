package dev.odyssey.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.OrderEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes an event valid, as lines of JSON: the rules are those of the records themselves. */
class ValidityTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ORDER_EVENT =
      """
      {"eventId": "e1", "occurredAt": "2025-03-01T17:00:00.000Z",
       "recordedAt": "2025-03-01T17:00:01.000Z", "orderId": "o1", "offeringId": "tv-mount",
       "region": "BOS", "timeZone": "America/New_York"}""";

  private static final String CONTACT_EVENT =
      """
      {"eventId": "e1", "occurredAt": "2025-03-01T17:00:00.000Z",
       "recordedAt": "2025-03-01T17:00:01.000Z", "contactId": "c1", "customerId": "u1"}""";

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "PLACED; {`eventId`: null}; eventId is missing",
        "PLACED; {`eventId`: `  `}; eventId is missing",
        "PLACED; {`eventId`: 7}; eventId is not a string: 7",
        "PLACED; {`type`: null}; type is missing",
        "PLACED; {`type`: `TELEPORTED`}; type is not one of [PLACED, SCHEDULED, RESCHEDULED,"
            + " DECLINED, ASSIGNED, CONFIRMED, EN_ROUTE, ARRIVED, STARTED, PAUSED, RESUMED,"
            + " CUSTOMER_ABSENT, COMPLETED, CANCELLED, REOPENED, RATED, CLAIM_FILED, CLAIM_APPROVED,"
            + " CLAIM_DENIED, RETRACTED]: TELEPORTED",
        "PLACED; {`type`: `placed`}; type is not one of *: placed",
        "PLACED; {`occurredAt`: null}; occurredAt is missing",
        "PLACED; {`occurredAt`: `yesterday`}; occurredAt is not an ISO-8601 instant: yesterday",
        "PLACED; {`occurredAt`: 1740848400000}; occurredAt is not a string: 1740848400000",
        "PLACED; {`occurredAt`: `-0001-01-01T00:00:00Z`};"
            + " occurredAt is out of range: -62198755200000 ms since 1970 is not in the years 2000 to"
            + " 2100",
        "PLACED; {`occurredAt`: `1999-12-31T23:59:59.999Z`};"
            + " occurredAt is out of range: 1999-12-31T23:59:59.999Z is not in the years 2000 to"
            + " 2100",
        "PLACED; {`recordedAt`: null}; recordedAt is missing",
        "PLACED; {`recordedAt`: `+10000-01-01T00:00:00Z`};"
            + " recordedAt is out of range: 253402300800000 ms since 1970 is not in the years 2000 to"
            + " 2100",
        "PLACED; {`recordedAt`: `2101-01-01T00:00:00Z`};"
            + " recordedAt is out of range: 2101-01-01T00:00:00Z is not in the years 2000 to 2100",
        "PLACED; {`occurredAt`: `2025-03-02T17:00:01.001Z`};"
            + " occurredAt 2025-03-02T17:00:01.001Z is more than a day after recordedAt"
            + " 2025-03-01T17:00:01Z",
        "PLACED; {`orderId`: null}; orderId is missing",
        "PLACED; {`offeringId`: null}; offeringId is missing",
        "PLACED; {`region`: ``}; region is missing",
        "PLACED; {`timeZone`: null}; timeZone is missing",
        "PLACED; {`timeZone`: `Mars/Olympus`}; timeZone is not an IANA time zone: Mars/Olympus",
        "PLACED; {`timeZone`: `+05:00`}; timeZone is not an IANA time zone: +05:00",
        "SCHEDULED; {}; windowStart is missing",
        "SCHEDULED; {`windowStart`: `2025-03-02T17:00:00Z`}; windowEnd is missing",
        "RESCHEDULED; {`windowEnd`: `2025-03-02T17:00:00Z`}; windowStart is missing",
        "SCHEDULED; {`windowStart`: `2025-03-02T17:00:00Z`, `windowEnd`: `2025-03-02T16:59:59.999Z`};"
            + " windowStart 2025-03-02T17:00:00Z is after windowEnd 2025-03-02T16:59:59.999Z",
        "PLACED; {`windowStart`: `2025-03-02T17:00:00Z`, `windowEnd`: `2025-03-02T16:00:00Z`};"
            + " windowStart 2025-03-02T17:00:00Z is after windowEnd 2025-03-02T16:00:00Z",
        "PLACED; {`windowStart`: `1970-01-01T00:00:00Z`};"
            + " windowStart is out of range: 1970-01-01T00:00:00Z is not in the years 2000 to 2100",
        "SCHEDULED; {`windowStart`: `2025-03-02T17:00:00Z`, `windowEnd`: `+99999-03-02T17:00:00Z`};"
            + " windowEnd is out of range: 3093501690000000 ms since 1970 is not in the years 2000 to"
            + " 2100",
        "RESCHEDULED; {`windowStart`: `2025-03-02T17:00:00Z`, `windowEnd`: `2025-03-02T19:00:00Z`};"
            + " initiator is missing",
        "CANCELLED; {}; initiator is missing",
        "CANCELLED; {`initiator`: `WEATHER`};"
            + " initiator is not one of [CUSTOMER, PROVIDER, PLATFORM]: WEATHER",
        "RATED; {}; stars is missing",
        "RATED; {`stars`: 0}; stars is out of range: 0 is not in 1 to 5",
        "RATED; {`stars`: 6}; stars is out of range: 6 is not in 1 to 5",
        "RATED; {`stars`: 4.5}; stars is not an integer: 4.5",
        "RATED; {`stars`: 99999999999}; stars is out of range: 99999999999",
        "COMPLETED; {`stars`: 6}; stars is out of range: 6 is not in 1 to 5",
        "RETRACTED; {}; retracts is missing",
        "PLACED; {`region`: {`name`: `BOS`}}; region is not a string: {",
        "PLACED; {`region`: [`BOS`]}; region is not a string: [",
      })
  void anInvalidOrderEventNamesFieldAndValue(String type, String changes, String message)
      throws IOException {
    assertRefused(new OrderEventJson(), line(ORDER_EVENT, type, changes), message);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "QUEUED; {`eventId`: null}; eventId is missing",
        "QUEUED; {`type`: `PLACED`}; type is not one of [INITIATED, QUEUED, CONNECTED,"
            + " TRANSFERRED, ENDED, SURVEYED, AUDITED, RETRACTED]: PLACED",
        "QUEUED; {`contactId`: null}; contactId is missing",
        "QUEUED; {`customerId`: null}; customerId is missing",
        "QUEUED; {`occurredAt`: `2026-03-01T17:00:00Z`};"
            + " occurredAt 2026-03-01T17:00:00Z is more than a day after recordedAt"
            + " 2025-03-01T17:00:01Z",
        "INITIATED; {`direction`: `INBOUND`, `reason`: `LATE`}; channel is missing",
        "INITIATED; {`channel`: `VOICE`, `reason`: `LATE`}; direction is missing",
        "INITIATED; {`channel`: `VOICE`, `direction`: `INBOUND`}; reason is missing",
        "INITIATED; {`channel`: `PIGEON`};"
            + " channel is not one of [VOICE, CHAT, EMAIL, SMS, SELF_SERVICE]: PIGEON",
        "INITIATED; {`direction`: `UP`}; direction is not one of [INBOUND, OUTBOUND]: UP",
        "CONNECTED; {`agentKind`: `CAT`}; agentKind is not one of [HUMAN, BOT]: CAT",
        "ENDED; {}; endedBy is missing",
        "ENDED; {`endedBy`: `NOBODY`}; endedBy is not one of [CUSTOMER, AGENT, SYSTEM]: NOBODY",
        "ENDED; {`endedBy`: `AGENT`, `resolved`: `yes`}; resolved is not true or false: yes",
        "SURVEYED; {`solved`: 1}; solved is not true or false: 1",
        "SURVEYED; {`csat`: 0}; csat is out of range: 0 is not in 1 to 5",
        "SURVEYED; {`csat`: 6}; csat is out of range: 6 is not in 1 to 5",
        "SURVEYED; {`effort`: 0}; effort is out of range: 0 is not in 1 to 7",
        "SURVEYED; {`effort`: 8}; effort is out of range: 8 is not in 1 to 7",
        "AUDITED; {`empathy`: -1}; empathy is out of range: -1 is not in 1 to 5",
        "AUDITED; {`empathy`: 6}; empathy is out of range: 6 is not in 1 to 5",
        "ENDED; {`endedBy`: `SYSTEM`, `cause`: `RAIN`};"
            + " cause is not one of [LOST, TIMEOUT, CLOSED]: RAIN",
        "QUEUED; {`timeZone`: `Mars/Olympus`}; timeZone is not an IANA time zone: Mars/Olympus",
        "RETRACTED; {`retracts`: ``}; retracts is missing",
      })
  void anInvalidContactEventNamesFieldAndValue(String type, String changes, String message)
      throws IOException {
    assertRefused(new ContactEventJson(), line(CONTACT_EVENT, type, changes), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PLACED {}",
        "PLACED {`occurredAt`: `2025-03-02T17:00:01.000Z`}",
        "PLACED {`occurredAt`: `2000-01-01T00:00:00.000Z`}",
        "PLACED {`recordedAt`: `2100-12-31T23:59:59.999Z`}",
        "PLACED {`timeZone`: `EST`}",
        "PLACED {`timeZone`: `Etc/GMT+5`}",
        "PLACED {`customerId`: ``, `reason`: ` `, `stars`: ` `, `windowEnd`: ``, `initiator`: ` `}",
        "CUSTOMER_ABSENT {}",
        "PLACED {`unknown`: {`deep`: [1, {`a`: null}]}}",
        "SCHEDULED {`windowStart`: `2025-03-02T17:00:00.000Z`, `windowEnd`: `2025-03-02T17:00:00.000Z`}",
        "CANCELLED {`initiator`: `CUSTOMER`}",
        "RATED {`stars`: 1}",
        "RATED {`stars`: 5}",
        "RETRACTED {`retracts`: `e0`}",
        "CLAIM_FILED {}",
      })
  void aValidOrderEventIsRead(String event) throws IOException {
    String type = event.substring(0, event.indexOf(' '));
    String line = line(ORDER_EVENT, type, event.substring(event.indexOf('{')));

    assertThat(new OrderEventJson().read(line).type().name()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QUEUED {}",
        "INITIATED {`channel`: `SELF_SERVICE`, `direction`: `OUTBOUND`, `reason`: `LATE`}",
        "ENDED {`endedBy`: `SYSTEM`}",
        "ENDED {`endedBy`: `SYSTEM`, `cause`: `LOST`, `timeZone`: `Asia/Manila`}",
        "SURVEYED {}",
        "SURVEYED {`solved`: false, `csat`: 1, `effort`: 7}",
        "AUDITED {`empathy`: 5}",
        "RETRACTED {`retracts`: `e0`}",
      })
  void aValidContactEventIsRead(String event) throws IOException {
    String type = event.substring(0, event.indexOf(' '));
    String line = line(CONTACT_EVENT, type, event.substring(event.indexOf('{')));

    assertThat(new ContactEventJson().read(line).type().name()).isEqualTo(type);
  }

  @Test
  void aClockThatRunsAheadIsCorrected() throws IOException {
    String line = line(ORDER_EVENT, "PLACED", "{`occurredAt`: `2025-03-01T18:00:00.000Z`}");

    OrderEvent event = new OrderEventJson().read(line);

    assertThat(event.occurredAt()).isEqualTo(event.recordedAt());
  }

  @Test
  void aTextOfBlanksIsNone() throws IOException {
    String line = line(ORDER_EVENT, "PLACED", "{`customerId`: `\\t `, `stars`: ``}");

    OrderEvent event = new OrderEventJson().read(line);

    assertThat(event.customerId()).isNull();
    assertThat(event.stars()).isNull();
  }

  static Stream<Arguments> texts() {
    return Stream.of("a\\uD83D", "\\uDE00a", "\\uDE00\\uD83D")
        .flatMap(
            text ->
                Stream.of(OrderEvent.class, ContactEvent.class)
                    .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                    .filter(field -> field.getType() == String.class)
                    .map(
                        field ->
                            Arguments.of(
                                field.getDeclaringRecord() == OrderEvent.class,
                                field.getName(),
                                text)));
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("texts")
  void halfASurrogatePairIsRefused(boolean ofOrder, String field, String text) throws IOException {
    String line =
        line(
            ofOrder ? ORDER_EVENT : CONTACT_EVENT,
            "RETRACTED",
            "{`retracts`: `e0`, `%s`: `TEXT`}".formatted(field));
    EventJson<?> json = ofOrder ? new OrderEventJson() : new ContactEventJson();

    assertThatThrownBy(() -> json.read(line.replace("TEXT", text)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith(field + " is not well-formed Unicode: character ");
    assertThat(json.read(line.replace(field.equals("timeZone") ? "TEXT" : "no", "UTC")))
        .isNotNull();
  }

  @Test
  void onlyARetractionRetracts() throws IOException {
    String line = line(ORDER_EVENT, "PLACED", "{`retracts`: `e0`}");

    assertThat(new OrderEventJson().read(line).isRetraction()).isFalse();
  }

  private static void assertRefused(EventJson<?> json, String line, String message) {
    int any = message.indexOf('*');
    String start = any < 0 ? message : message.substring(0, any);
    String end = any < 0 ? message : message.substring(any + 1);
    assertThatThrownBy(() -> json.read(line))
        .isInstanceOf(InvalidEventException.class)
        .message()
        .startsWith(start)
        .endsWith(end);
  }

  private static String line(String event, String type, String changes) throws IOException {
    ObjectNode fields = (ObjectNode) JSON.readTree(event);
    fields.put("type", type);
    fields.setAll((ObjectNode) JSON.readTree(changes.replace('`', '"')));
    return fields.toString();
  }
}
