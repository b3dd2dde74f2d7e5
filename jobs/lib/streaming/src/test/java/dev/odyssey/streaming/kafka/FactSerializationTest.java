package dev.odyssey.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.events.Texts;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.TestContexts;
import dev.odyssey.streaming.kafka.KafkaOutlet.FactSerialization;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FactSerializationTest {

  private static final String LONGEST = "\u20ac".repeat(Texts.MAX_CHARS);
  private static final LocalDate DAY = LocalDate.of(2025, 3, 1);

  private final FactSerialization<OrderFacts> serialization =
      new FactSerialization<>("t-order-facts", FactContract.ORDERS);

  @Test
  void aFactThatNoRecordTakesIsWithdrawn() throws Exception {
    serialization.open(TestContexts.serialization(), null);

    assertThat(record(facts(1)).value()).isEqualTo(FactContract.ORDERS.value(facts(1)));
    ProducerRecord<byte[], byte[]> withdrawn = record(facts(100));
    assertThat(withdrawn.key()).asString(UTF_8).isEqualTo(facts(100).factId());
    assertThat(withdrawn.value()).isNull();
    assertThat(FactContract.ORDERS.read(withdrawn.key(), null, 7).isWithdrawn()).isTrue();
  }

  private ProducerRecord<byte[], byte[]> record(OrderFacts facts) {
    return serialization.serialize(facts, null, null);
  }

  private static OrderFacts facts(int defects) {
    return new OrderFacts(
        LONGEST,
        1,
        2,
        new OrderFacts.Order(DAY, LONGEST, LONGEST, LONGEST, true, null, null, true, LONGEST),
        List.of(),
        Collections.nCopies(
            defects,
            new OrderFacts.Defect(DefectCode.NO_SHOW, LONGEST, DAY, LONGEST, LONGEST, LONGEST)));
  }
}
