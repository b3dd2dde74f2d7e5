package dev.odyssey.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.OrderEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** Whatever stands on a topic or in a file, it is an event or an {@link InvalidEventException}. */
class RubbishTest {

  private static final int HEADER_BYTES = 10;
  private static final long MAX_ALLOCATION = 4L * 1024 * 1024;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final OrderEventAvro ORDERS = new OrderEventAvro();
  private static final ContactEventAvro CONTACTS = new ContactEventAvro();

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

  @Property(tries = 2000)
  void anyBytes(@ForAll byte[] bytes) {
    assertEventOrInvalid(bytes);
  }

  @Property(tries = 2000)
  void anyBytesAfterAProperHeader(@ForAll("orderEvents") OrderEvent event, @ForAll byte[] bytes) {
    assertEventOrInvalid(concat(header(ORDERS.encode(event)), bytes));
    assertEventOrInvalid(concat(header(Pulses.encode(0)), bytes));
  }

  @Property(tries = 300)
  void aRecordCutAnywhereIsInvalid(@ForAll("orderEvents") OrderEvent event) {
    byte[] whole = ORDERS.encode(event);
    int step = Math.max(1, whole.length / 200);
    for (int length = 0; length < whole.length; length += step) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ORDERS.decode(cut)).isInstanceOf(InvalidEventException.class);
    }
  }

  @Property(tries = 300)
  void bytesAfterTheRecordAreInvalid(@ForAll("contactEvents") ContactEvent event) {
    byte[] bytes = concat(CONTACTS.encode(event), new byte[] {0});

    assertThatThrownBy(() -> CONTACTS.decode(bytes))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("1 bytes are left over");
  }

  @Property(tries = 2000)
  void damagedRecords(
      @ForAll("orderEvents") OrderEvent order,
      @ForAll("contactEvents") ContactEvent contact,
      @ForAll Random random) {
    assertEventOrInvalid(damaged(ORDERS.encode(order), random));
    assertEventOrInvalid(damaged(CONTACTS.encode(contact), random));
  }

  @Property(tries = 1000)
  void aDamagedChangeIsAChangeOrAnIoException(
      @ForAll("changes") DefectChange change, @ForAll Random random) {
    byte[] bytes = damaged(DefectChangeAvro.encode(change), random);
    assertAllocatesLittle(
        bytes,
        () -> {
          try {
            DefectChangeAvro.decode(bytes);
          } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("null");
          }
        });
  }

  @Test
  void lengthsBeyondTheRecordMakeNoRoomForThemselves() {
    byte[] header = header(ORDERS.encode(anOrderEvent()));
    for (long claim :
        new long[] {Integer.MAX_VALUE - 8, 1 << 30, Long.MAX_VALUE, -1, Long.MIN_VALUE, 100}) {
      byte[] bytes = concat(header, variable(claim));
      assertAllocatesLittle(
          bytes,
          () ->
              assertThatThrownBy(() -> ORDERS.decode(bytes))
                  .isInstanceOf(InvalidEventException.class)
                  .hasMessageContaining("length"));
    }
  }

  @Test
  void anotherSchemaIsNamedByItsFingerprint() throws IOException {
    Schema other = SchemaBuilder.record("Other").fields().requiredString("eventId").endRecord();
    GenericData.Record rec = new GenericData.Record(other);
    rec.put("eventId", "e1");
    ByteBuffer buffer = new BinaryMessageEncoder<>(GenericData.get(), other).encode(rec);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);

    assertThatThrownBy(() -> ORDERS.decode(bytes))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageMatching("not decodable: unknown schema, fingerprint [0-9a-f]{16}");
  }

  @Test
  void anEventOfTheOtherTopicIsInvalid() {
    assertThatThrownBy(() -> CONTACTS.decode(ORDERS.encode(anOrderEvent())))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("unknown schema");
  }

  @Test
  void aRecordWithoutValueIsInvalid() {
    assertThatThrownBy(() -> ORDERS.decode(null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("the record has no value");
    assertThatThrownBy(() -> ORDERS.decode(new byte[0]))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("the record has no value");
  }

  @Property(tries = 2000)
  void anyLine(@ForAll String line) {
    assertEventOrInvalid(line);
  }

  @Property(tries = 2000)
  void damagedLines(@ForAll("orderEvents") OrderEvent event, @ForAll Random random) {
    StringBuilder line = new StringBuilder(new OrderEventJson().write(event));
    for (int i = 0; i < 3; i++) {
      int at = random.nextInt(line.length());
      switch (random.nextInt(3)) {
        case 0 -> line.setLength(Math.max(1, at));
        case 1 -> line.setCharAt(at, "{}[]\",:0e-\\u".charAt(random.nextInt(12)));
        default -> line.insert(at, "{\"eventId\":");
      }
    }
    assertEventOrInvalid(line.toString());
  }

  @Test
  void linesThatAskForTooMuchAreInvalid() {
    String[] lines = {
      "[".repeat(100_000),
      "{\"a\":".repeat(100_000),
      "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
      "{\"stars\":" + "9".repeat(100_000) + "}",
      "{\"stars\":1e999999999}",
      "{\"occurredAt\":\"+999999999-12-31T23:59:59Z\"}",
      "{\"eventId\":\"e1\"} {\"eventId\":\"e2\"}",
      "null",
      "",
      "\0",
      "{\"eventId\"",
    };
    for (String line : lines) {
      assertThatThrownBy(() -> new OrderEventJson().read(line))
          .isInstanceOf(InvalidEventException.class);
      assertThatThrownBy(() -> new ContactEventJson().read(line))
          .isInstanceOf(InvalidEventException.class);
    }
  }

  private static OrderEvent anOrderEvent() {
    return AnyRecord.orderEvent().sample();
  }

  private static void assertEventOrInvalid(String line) {
    for (EventJson<?> json : new EventJson<?>[] {new OrderEventJson(), new ContactEventJson()}) {
      try {
        json.read(line);
      } catch (InvalidEventException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static void assertEventOrInvalid(byte[] bytes) {
    assertAllocatesLittle(
        bytes,
        () -> {
          for (EventDecoder<?> decoder : new EventDecoder<?>[] {ORDERS, CONTACTS}) {
            try {
              decoder.decode(bytes);
            } catch (InvalidEventException e) {
              assertThat(e.getMessage()).isNotBlank();
            }
          }
        });
  }

  private static void assertAllocatesLittle(byte[] bytes, Runnable reading) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    reading.run();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (allocated > MAX_ALLOCATION) {
      fail("%d bytes were allocated to read %d", allocated, bytes.length);
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = HEADER_BYTES + random.nextInt(damaged.length - HEADER_BYTES);
      damaged[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length + 20))
        : damaged;
  }

  private static byte[] header(byte[] bytes) {
    return Arrays.copyOf(bytes, HEADER_BYTES);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** A number as Avro writes it. */
  private static byte[] variable(long value) {
    ByteBuffer out = ByteBuffer.allocate(10);
    long bits = (value << 1) ^ (value >> 63);
    while ((bits & ~0x7FL) != 0) {
      out.put((byte) (bits | 0x80));
      bits >>>= 7;
    }
    out.put((byte) bits);
    return Arrays.copyOf(out.array(), out.position());
  }
}
