package dev.odyssey.connectors;

import static dev.odyssey.connectors.TestEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class TriageHarnessTest {

  @Test
  void sendsEachItsWay() throws Exception {
    OrderEvent event = TestEvents.placed("e", NOON);
    DeadLetter letter = DeadLetter.ofLine("f", 1, new byte[0], "rubbish");
    try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(new Triage<OrderEvent>())) {
      harness.processElement(new Ingested.Pulse<>(NOON), NOON);
      harness.processElement(new Ingested.Dead<>(letter), NOON);
      harness.processElement(new Ingested.Fact<>(event), NOON);
      assertThat(harness.extractOutputValues()).containsExactly(event);
      assertThat(harness.getSideOutput(Triage.DEAD_LETTERS))
          .extracting(StreamRecord::getValue)
          .containsExactly(letter);
    }
  }
}
