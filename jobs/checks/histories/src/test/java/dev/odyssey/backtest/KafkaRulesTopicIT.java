package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.odyssey.detection.documents.DocumentKey;
import dev.odyssey.streaming.TestBroker;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KafkaRulesTopicIT {

  private static TestBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker();
    broker.createTopics("mine-");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static RulesTopic topic(String prefix) {
    return new KafkaRulesTopic(broker.bootstrapServers(), prefix, new Properties());
  }

  @Test
  void whatIsPublishedIsRead() throws Exception {
    RulesTopic topic = topic("mine-");
    assertThat(topic.documents()).isEmpty();
    DocumentKey one = DocumentKey.parse("MY_RULE@2026-04-01T00:00:00Z");
    DocumentKey other = DocumentKey.parse("policies@2026-04-01T00:00:00Z");

    topic.publish(one, "{\"a\": 1}");
    topic.publish(other, "{\"b\": 1}");
    topic.publish(one, "{\"a\": 2}");
    topic.publish(other, null);

    assertThat(topic.documents())
        .isEqualTo(Map.of("MY_RULE@2026-04-01T00:00:00.000Z", "{\"a\": 2}"));
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> topic("other-").documents())
        .withMessageContaining("other-rules");
  }
}
