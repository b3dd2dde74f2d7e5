package dev.odyssey.streaming.files;

import static dev.odyssey.streaming.TestEvents.NOON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.TestEvents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonLinesFormatTest {

  private static final String GOOD = new OrderEventJson().write(TestEvents.placed("ä", NOON));

  @Test
  void goodAndBadLinesAreReadInTheirOrder() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    file.write((GOOD + "\r\n").getBytes(UTF_8));
    file.write("\n  \n".getBytes(UTF_8));
    file.write("{\"eventId\": 5}\n".getBytes(UTF_8));
    file.write((GOOD + "\n").getBytes(ISO_8859_1));
    file.write("x".repeat(JsonLinesFormat.MAX_LINE_BYTES + 1).getBytes(UTF_8));
    file.write('\n');
    file.write((GOOD.replace("ä", "\uFFFD") + "\n").getBytes(UTF_8));
    file.write("[".repeat(100_000).getBytes(UTF_8));
    file.write('\n');
    file.write(GOOD.getBytes(UTF_8));

    List<Ingested<OrderEvent>> read = read(file.toByteArray());

    assertThat(read).hasSize(7);
    assertThat(read.get(0)).isEqualTo(new Ingested.Fact<>(TestEvents.placed("ä", NOON)));
    isDead(read.get(1), 4, "eventId is not a string: 5");
    isDead(read.get(2), 5, "not UTF-8");
    isDead(read.get(3), 6, "the line is longer than 1048576 bytes");
    assertThat(read.get(4)).isInstanceOf(Ingested.Fact.class);
    isDead(read.get(5), 8, "not a JSON object");
    assertThat(read.get(6)).isEqualTo(read.get(0));
    DeadLetter letter = ((Ingested.Dead<OrderEvent>) read.get(1)).letter();
    assertThat(letter.value()).asString(UTF_8).isEqualTo("{\"eventId\": 5}");
    assertThat(letter.origin()).isEqualTo("orders.jsonl");
  }

  @Property(tries = 300)
  void noBytesMakeItFail(@ForAll byte[] bytes) throws IOException {
    assertThat(read(bytes)).allMatch(ingested -> ingested instanceof Ingested.Dead);
  }

  private static void isDead(Ingested<OrderEvent> ingested, long line, String reason) {
    DeadLetter letter = ((Ingested.Dead<OrderEvent>) ingested).letter();
    assertThat(letter.reason()).contains(reason);
    assertThat(letter.position()).isEqualTo(line);
  }

  private static List<Ingested<OrderEvent>> read(byte[] bytes) throws IOException {
    var format =
        new JsonLinesFormat<>(
            "orders.jsonl", EventContract.ORDERS, TestEvents.TYPE, ReadProgress.SILENT);
    List<Ingested<OrderEvent>> read = new ArrayList<>();
    try (var reader = format.reader(new ByteArrayInputStream(bytes))) {
      for (var next = reader.read(); next != null; next = reader.read()) {
        read.add(next);
      }
    }
    return read;
  }
}
