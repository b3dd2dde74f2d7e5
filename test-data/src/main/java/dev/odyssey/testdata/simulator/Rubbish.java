package dev.odyssey.testdata.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.avro.Channel;
import dev.odyssey.avro.ContactEventType;
import dev.odyssey.avro.Direction;
import dev.odyssey.avro.OrderEventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Input that no decoder may accept and no job may stop at, as a JSON line or as the bytes of a
 * record on a topic. Seeded; each kind spoils an otherwise valid event in one way.
 */
public final class Rubbish {

  /** What is wrong with it. */
  public enum Kind {
    /** Noise. */
    RANDOM,
    /** An object without any field; a record without any byte. */
    EMPTY,
    /** An event that breaks off in the middle. */
    TRUNCATED,
    /** Well formed, but something else: an array; a record whose schema nobody knows. */
    FOREIGN,
    /** A required field is not there. */
    MISSING_FIELD,
    /** A type of event that there is not. */
    UNKNOWN_TYPE,
    /** It occurred more than a day after it was recorded. */
    CLOCK_AHEAD,
    /** It occurred when there will be no calendars. */
    ABSURD_TIME,
    /** A number that is not on its scale. */
    OUT_OF_RANGE,
    /** A retraction of nothing. */
    RETRACTS_NOTHING,
    /** An id as long as a book: once it fits into a record, a few times it would not. */
    TOO_LONG,
    /** A promise that ends before it begins; of orders only. */
    WINDOW_REVERSED,
    /** A time zone that is not on the map. */
    UNKNOWN_ZONE
  }

  private static final Instant AT = Instant.parse("2025-01-06T15:00:00Z");
  private static final Instant LATER = Instant.parse("2025-01-06T22:00:00Z");
  private static final Instant AHEAD = Instant.parse("2025-01-07T15:00:00.001Z");
  private static final Instant ABSURD = Instant.ofEpochMilli(Long.MAX_VALUE);
  private static final long STREAM = 0x7275626269736800L;
  private static final String TOO_LONG = "-and-on".repeat(45_000);
  private static final int SINGLE_OBJECT_HEADER = 10;
  private static final int MOST_NOISE = 200;
  private static final int PRINTABLE = 94;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final boolean orders;
  private final List<Kind> kinds;
  private final Dice dice;
  private int made;

  private Rubbish(boolean orders, long seed) {
    this.orders = orders;
    this.dice = Dice.of(seed ^ STREAM, orders ? 1 : 2);
    this.kinds = new ArrayList<>(Arrays.asList(Kind.values()));
    if (!orders) {
      kinds.remove(Kind.WINDOW_REVERSED);
    }
  }

  /** Rubbish among order events. */
  public static Rubbish ofOrders(long seed) {
    return new Rubbish(true, seed);
  }

  /** Rubbish among contact events. */
  public static Rubbish ofContacts(long seed) {
    return new Rubbish(false, seed);
  }

  /** The kinds that there are of these events. */
  public List<Kind> kinds() {
    return List.copyOf(kinds);
  }

  /** Some invalid JSON line, without its end. */
  public String line() {
    return line(kinds.get(dice.between(0, kinds.size() - 1)));
  }

  /** The value of some invalid record on a topic. */
  public byte[] record() {
    return record(kinds.get(dice.between(0, kinds.size() - 1)));
  }

  /** An invalid JSON line of this kind, without its end. */
  public String line(Kind kind) {
    made++;
    return switch (kind) {
      case RANDOM -> noise();
      case EMPTY -> "{}";
      case TRUNCATED -> {
        String whole = fields().toString();
        yield whole.substring(0, dice.between(1, whole.length() - 1));
      }
      case FOREIGN -> "[\"" + id() + "\"]";
      default -> spoil(fields(), kind).toString();
    };
  }

  /** The value of an invalid record of this kind. */
  public byte[] record(Kind kind) {
    made++;
    return switch (kind) {
      case RANDOM -> {
        byte[] noise = new byte[dice.between(1, MOST_NOISE)];
        dice.fill(noise);
        // By chance alone it could begin like an event.
        noise[0] = 0;
        yield noise;
      }
      case EMPTY -> new byte[0];
      case TRUNCATED -> {
        byte[] whole = avro(Kind.TRUNCATED);
        yield Arrays.copyOf(whole, dice.between(1, whole.length - 1));
      }
      case FOREIGN -> {
        byte[] bytes = avro(kind);
        bytes[SINGLE_OBJECT_HEADER - 1] ^= 0x55;
        yield bytes;
      }
      case UNKNOWN_TYPE -> {
        byte[] bytes = avro(kind);
        // After the header: the id, with its length before it, then the number of the type.
        int type = SINGLE_OBJECT_HEADER + 1 + id().getBytes(StandardCharsets.UTF_8).length;
        bytes[type] = 0x7E;
        yield bytes;
      }
      default -> avro(kind);
    };
  }

  private String id() {
    return "rubbish-" + made;
  }

  private String noise() {
    int length = dice.between(1, MOST_NOISE);
    StringBuilder noise = new StringBuilder(length);
    // Not even by chance an object.
    noise.append('#');
    while (noise.length() < length) {
      noise.append((char) ('!' + dice.between(0, PRINTABLE - 1)));
    }
    return noise.toString();
  }

  /** A valid event, until it is spoilt. */
  private ObjectNode fields() {
    ObjectNode fields =
        JSON.createObjectNode()
            .put("eventId", id())
            .put("occurredAt", AT.toString())
            .put("recordedAt", AT.toString());
    if (orders) {
      return fields
          .put("type", "SCHEDULED")
          .put("orderId", "O-" + id())
          .put("offeringId", "tv-mount")
          .put("region", "US-NY")
          .put("timeZone", "America/New_York")
          .put("windowStart", AT.toString())
          .put("windowEnd", LATER.toString());
    }
    return fields
        .put("type", "INITIATED")
        .put("contactId", "K-" + id())
        .put("customerId", "C-" + id())
        .put("channel", "VOICE")
        .put("direction", "INBOUND")
        .put("reason", "ORDER_STATUS");
  }

  private ObjectNode spoil(ObjectNode fields, Kind kind) {
    switch (kind) {
      case MISSING_FIELD -> fields.remove(orders ? "windowStart" : "channel");
      case UNKNOWN_TYPE -> fields.put("type", "TELEPORTED");
      case CLOCK_AHEAD -> fields.put("occurredAt", AHEAD.toString());
      case ABSURD_TIME -> fields.put("occurredAt", ABSURD.toString());
      case OUT_OF_RANGE -> {
        if (orders) {
          fields.put("type", "RATED").put("stars", 11);
        } else {
          fields.put("type", "SURVEYED").put("csat", 0);
        }
      }
      case RETRACTS_NOTHING -> fields.put("type", "RETRACTED");
      case TOO_LONG -> fields.put("eventId", id() + TOO_LONG);
      case WINDOW_REVERSED ->
          fields.put("windowStart", LATER.toString()).put("windowEnd", AT.toString());
      case UNKNOWN_ZONE -> fields.put("timeZone", "Atlantis/Capital");
      default -> throw new IllegalArgumentException("no way to spoil the fields: " + kind);
    }
    return fields;
  }

  private byte[] avro(Kind kind) {
    try {
      ByteBuffer buffer =
          orders
              ? dev.odyssey.avro.OrderEvent.getEncoder().encode(orderRecord(kind))
              : dev.odyssey.avro.ContactEvent.getEncoder().encode(contactRecord(kind));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private dev.odyssey.avro.OrderEvent orderRecord(Kind kind) {
    dev.odyssey.avro.OrderEvent event = new dev.odyssey.avro.OrderEvent();
    event.setEventId(eventId(kind));
    event.setType(
        switch (kind) {
          case OUT_OF_RANGE -> OrderEventType.RATED;
          case RETRACTS_NOTHING -> OrderEventType.RETRACTED;
          default -> OrderEventType.SCHEDULED;
        });
    event.setOccurredAt(occurredAt(kind));
    event.setRecordedAt(AT);
    event.setOrderId("O-" + id());
    event.setOfferingId("tv-mount");
    event.setRegion("US-NY");
    event.setTimeZone(kind == Kind.UNKNOWN_ZONE ? "Atlantis/Capital" : "America/New_York");
    event.setWindowStart(kind == Kind.MISSING_FIELD ? null : AT);
    event.setWindowEnd(kind == Kind.WINDOW_REVERSED ? AT.minusMillis(1) : LATER);
    event.setStars(kind == Kind.OUT_OF_RANGE ? 11 : null);
    return event;
  }

  private dev.odyssey.avro.ContactEvent contactRecord(Kind kind) {
    dev.odyssey.avro.ContactEvent event = new dev.odyssey.avro.ContactEvent();
    event.setEventId(eventId(kind));
    event.setType(
        switch (kind) {
          case OUT_OF_RANGE -> ContactEventType.SURVEYED;
          case RETRACTS_NOTHING -> ContactEventType.RETRACTED;
          // A defect by itself, if it were none.
          case TOO_LONG -> ContactEventType.SURVEYED;
          default -> ContactEventType.INITIATED;
        });
    event.setOccurredAt(occurredAt(kind));
    event.setRecordedAt(AT);
    event.setContactId("K-" + id());
    event.setCustomerId("C-" + id());
    event.setTimeZone(kind == Kind.UNKNOWN_ZONE ? "Atlantis/Capital" : null);
    event.setChannel(kind == Kind.MISSING_FIELD ? null : Channel.VOICE);
    event.setDirection(Direction.INBOUND);
    event.setReason("ORDER_STATUS");
    event.setCsat(kind == Kind.OUT_OF_RANGE ? 0 : null);
    event.setSolved(kind == Kind.TOO_LONG ? false : null);
    return event;
  }

  private String eventId(Kind kind) {
    return kind == Kind.TOO_LONG ? id() + TOO_LONG : id();
  }

  private static Instant occurredAt(Kind kind) {
    return switch (kind) {
      case CLOCK_AHEAD -> AHEAD;
      case ABSURD_TIME -> ABSURD;
      default -> AT;
    };
  }
}
