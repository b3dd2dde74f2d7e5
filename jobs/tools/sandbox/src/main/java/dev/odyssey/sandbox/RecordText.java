package dev.odyssey.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.codec.EventDecoder;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.codec.EventJson;
import dev.odyssey.codec.GenericRecords;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ProviderTierJson;
import dev.odyssey.codec.Pulses;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a topic as one line of JSON, for people. What the topic is meant to hold is decoded;
 * what it should not hold, and what has no form of its own, is shown as it came: text as text,
 * other bytes in Base64.
 */
final class RecordText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OrderEventAvro orderEvents = new OrderEventAvro();
  private final ContactEventAvro contactEvents = new ContactEventAvro();
  private final GenericRecords orderFacts = new GenericRecords("OrderFacts");
  private final GenericRecords contactFacts = new GenericRecords("ContactFacts");
  private final GenericRecords orderScorecards = new GenericRecords("OrderScorecardDay");
  private final GenericRecords contactScorecards = new GenericRecords("ContactScorecardDay");

  String line(ConsumerRecord<byte[], byte[]> record) {
    try {
      return switch (record.topic()) {
        case "order-events" -> event(orderEvents, new OrderEventJson(), record.value());
        case "contact-events" -> event(contactEvents, new ContactEventJson(), record.value());
        case "defects", "shadow-defects" ->
            DefectChangeJson.write(DefectChangeAvro.decode(record.value()));
        case "order-facts" -> generic(orderFacts, record);
        case "contact-facts" -> generic(contactFacts, record);
        case "scorecards" -> generic(scorecard(record), record);
        case "alerts",
            "outreach",
            "silences",
            "contact-preferences",
            "outreach-outcomes",
            "rules" ->
            json(record);
        case "provider-tiers" -> ProviderTierJson.write(ProviderTierAvro.decode(record.value()));
        default -> raw(record);
      };
    } catch (InvalidEventException | IOException e) {
      return raw(record, e.getMessage());
    }
  }

  /** Which of the two kinds of scorecard a row is of, its key says. */
  private GenericRecords scorecard(ConsumerRecord<byte[], byte[]> record) {
    return text(record.key()).startsWith("CONTACT/") ? contactScorecards : orderScorecards;
  }

  private String generic(GenericRecords records, ConsumerRecord<byte[], byte[]> record)
      throws IOException {
    if (Pulses.claims(record.value())) {
      return pulse(Pulses.decode(record.value()));
    }
    return record.value() == null ? raw(record) : records.read(record.value()).toString();
  }

  /** What is JSON already; its headers say nothing that is not in it. */
  private String json(ConsumerRecord<byte[], byte[]> record) {
    String value = text(record.value());
    return value == null || !value.startsWith("{") ? raw(record) : value;
  }

  private static <E extends Event> String event(
      EventDecoder<E> decoder, EventJson<E> json, byte[] value) {
    Decoded<E> decoded = decoder.decode(value);
    if (decoded instanceof Decoded.Fact<E> fact) {
      return json.write(fact.event());
    }
    return pulse(((Decoded.Pulse<E>) decoded).pulsedAt());
  }

  private static String pulse(long pulsedAt) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pulsedAt", Instant.ofEpochMilli(pulsedAt).toString())
        .toString();
  }

  private String raw(ConsumerRecord<byte[], byte[]> record) {
    return raw(record, null);
  }

  private String raw(ConsumerRecord<byte[], byte[]> record, String problem) {
    ObjectNode line = JSON.createObjectNode();
    line.put("partition", record.partition());
    line.put("offset", record.offset());
    line.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    line.put("key", text(record.key()));
    if (problem != null) {
      line.put("problem", problem);
    }
    ObjectNode headers = line.putObject("headers");
    for (Header header : record.headers()) {
      headers.put(header.key(), text(header.value()));
    }
    putEvent(line, record);
    line.put("value", text(record.value()));
    return line.toString();
  }

  /**
   * Events that were set aside are events still, and readable beside the bytes that they came as.
   */
  private void putEvent(ObjectNode line, ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().endsWith("-order-events")) {
        line.set("event", JSON.readTree(event(orderEvents, new OrderEventJson(), record.value())));
      } else if (record.topic().endsWith("-contact-events")) {
        line.set(
            "event", JSON.readTree(event(contactEvents, new ContactEventJson(), record.value())));
      }
    } catch (InvalidEventException | IOException e) {
      line.put("problem", e.getMessage());
    }
  }

  private static String text(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Not text, so bytes.
      return base64(bytes);
    }
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return "base64:" + Base64.getEncoder().encodeToString(bytes);
  }
}
