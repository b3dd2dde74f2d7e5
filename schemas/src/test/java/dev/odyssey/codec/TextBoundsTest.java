package dev.odyssey.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.Texts;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How long texts may be. */
class TextBoundsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ORDER_EVENT =
      """
      {"eventId": "e1", "type": "RETRACTED", "occurredAt": "2025-03-01T17:00:00.000Z",
       "recordedAt": "2025-03-01T17:00:01.000Z", "orderId": "o1", "offeringId": "tv-mount",
       "region": "BOS", "timeZone": "America/New_York", "retracts": "e0"}""";

  private static final String CONTACT_EVENT =
      """
      {"eventId": "e1", "type": "RETRACTED", "occurredAt": "2025-03-01T17:00:00.000Z",
       "recordedAt": "2025-03-01T17:00:01.000Z", "contactId": "c1", "customerId": "u1",
       "retracts": "e0"}""";

  static Stream<Arguments> texts() {
    return Stream.concat(
        texts(new OrderEventJson(), ORDER_EVENT, OrderEvent.class),
        texts(new ContactEventJson(), CONTACT_EVENT, ContactEvent.class));
  }

  private static Stream<Arguments> texts(EventJson<?> json, String event, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getType() == String.class)
        .map(component -> Arguments.of(json, event, component.getName()));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("texts")
  void aLongerTextOfAnEventIsRefused(EventJson<?> json, String event, String field)
      throws IOException {
    ObjectNode fields = (ObjectNode) JSON.readTree(event);
    if (!field.equals("timeZone")) {
      fields.put(field, "\u20ac".repeat(Texts.MAX_CHARS));
      assertThat(json.read(fields.toString())).isNotNull();
    }

    fields.put(field, "x".repeat(Texts.MAX_CHARS + 1));
    assertThatThrownBy(() -> json.read(fields.toString()))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(field + " is too long: 1001 characters, at most 1000 may be");
  }

  @ParameterizedTest
  @CsvSource({
    "silence, silenceId, 1000",
    "silence, reason, 1000",
    "silence, by, 1000",
    "outcome, outreachId, 3101",
  })
  void aLongerTextOfAControlRecordIsRefused(String record, String field, int most)
      throws IOException {
    assertThatCode(() -> read(record, fields -> fields.put(field, "x".repeat(most))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> read(record, fields -> fields.put(field, "x".repeat(most + 1))))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith(field + " is too long: " + (most + 1));
  }

  @Test
  void soIsOneWithinAndALongerList() {
    assertThatThrownBy(
            () ->
                read(
                    "preference",
                    fields -> fields.withObject("/recipient").put("id", "x".repeat(1_001))))
        .hasMessageStartingWith("recipient.id is too long");
    assertThatThrownBy(
            () ->
                read("preference", fields -> fields.withArray("templates").add("x".repeat(1_001))))
        .hasMessageStartingWith("templates[0] is too long");
    assertThatThrownBy(() -> read("preference", fields -> fill(fields.withArray("templates"))))
        .hasMessage("templates is too long: 101 elements, at most 100 may be");
    assertThatThrownBy(
            () ->
                read(
                    "silence",
                    fields ->
                        fields
                            .withObject("/matchers/0")
                            .put("comparison", "MATCHES")
                            .put("value", "(".repeat(2_101))))
        .hasMessageStartingWith("matchers[0].value is too long");
  }

  private static void fill(ArrayNode list) {
    for (int i = 0; i <= Texts.MAX_ELEMENTS; i++) {
      list.add("template-" + i);
    }
  }

  private static void read(String record, Consumer<ObjectNode> change) throws IOException {
    ObjectNode fields = (ObjectNode) JSON.readTree(NotificationJsonTest.GOOD.get(record));
    change.accept(fields);
    switch (record) {
      case "silence" -> SilenceJson.read(fields.toString());
      case "preference" -> ContactPreferenceJson.read(fields.toString());
      default -> OutreachOutcomeJson.read(fields.toString());
    }
  }
}
