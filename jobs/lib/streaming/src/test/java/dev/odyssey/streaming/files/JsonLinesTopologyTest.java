package dev.odyssey.streaming.files;

import static dev.odyssey.streaming.TestEvents.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.TestEvents;
import dev.odyssey.streaming.Triage;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTopologyTest {

  private static final int EVENTS = 25_000;
  private static final AtomicLong LINES_READ = new AtomicLong();

  @TempDir Path directory;

  @Test
  void aCompressedFileIsReadInItsOrderAndEveryReplaySeesTheSameWatermarks() throws Exception {
    Path file = directory.resolve("orders.jsonl.gz");
    write(file);
    List<String> first = replay(file);
    assertThat(LINES_READ).hasValue(EVENTS + 1);
    assertThat(first).hasSize(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      assertThat(first.get(i)).startsWith("e" + i + " ");
    }
    assertThat(first.stream().map(line -> line.split(" ")[1]).distinct().count())
        .as("watermarks seen")
        .isGreaterThan(100);
    assertThat(replay(file)).isEqualTo(first);
  }

  private static void write(Path file) throws IOException {
    Random random = new Random(7);
    OrderEventJson json = new OrderEventJson();
    try (Writer out =
        new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), UTF_8)) {
      for (int i = 0; i < EVENTS; i++) {
        long at = NOON + i * 40L + random.nextInt(10_000);
        out.write(json.write(TestEvents.placed("e" + i, at)) + "\n");
        if (i == 100) {
          out.write("rubbish\n");
        }
      }
    }
  }

  private static List<String> replay(Path file) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var seen =
        env.fromSource(
                JsonLinesInlet.source(
                    file,
                    EventContract.ORDERS,
                    TestEvents.TYPE,
                    (name, lines, bytes, atEnd) -> LINES_READ.set(lines)),
                EventWatermarks.<OrderEvent>replay(Duration.ofSeconds(5)),
                "orders")
            .process(new Triage<OrderEvent>())
            .returns(TestEvents.TYPE)
            .process(new WatermarkSeen())
            .returns(Types.STRING);
    List<String> lines = new ArrayList<>();
    try (CloseableIterator<String> results = seen.executeAndCollect("replay")) {
      results.forEachRemaining(lines::add);
    }
    return lines;
  }

  /** What the operators behind a source know of time when an event comes. */
  private static final class WatermarkSeen extends ProcessFunction<OrderEvent, String> {

    @Override
    public void processElement(OrderEvent event, Context context, Collector<String> out) {
      out.collect(event.eventId() + " " + context.timerService().currentWatermark());
    }
  }
}
