package dev.odyssey.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.odyssey.schemas.Topics.Cleanup;
import dev.odyssey.schemas.Topics.Topic;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

  private static final String GOOD =
      """
      topics:
        order-events:
          description: what happened
          partitions: 4
          cleanup: delete
          retention: P45D
          key: orderId
          value: Avro
          settings:
            message.timestamp.type: LogAppendTime
        defects:
          description: what went wrong
          partitions: 2
          cleanup: compact
          compactionLag: PT12H
          key: defectId
          value: Avro
      """;

  @Test
  void readsTopicsInTheOrderOfTheFile() {
    assertThat(Topics.parse("topics.yaml", GOOD).all())
        .containsExactly(
            new Topic(
                "order-events",
                "what happened",
                4,
                Cleanup.DELETE,
                Duration.ofDays(45),
                "orderId",
                "Avro",
                Map.of("message.timestamp.type", "LogAppendTime")),
            new Topic(
                "defects",
                "what went wrong",
                2,
                Cleanup.COMPACT,
                Duration.ofHours(12),
                "defectId",
                "Avro",
                Map.of()));
  }

  @Test
  void speaksKafkasSettings() {
    Topics topics = Topics.parse("topics.yaml", GOOD);

    assertThat(topics.find("order-events").orElseThrow().config())
        .containsExactly(
            Map.entry("cleanup.policy", "delete"),
            Map.entry("message.timestamp.type", "LogAppendTime"),
            Map.entry("retention.ms", "3888000000"));
    assertThat(topics.find("defects").orElseThrow().config())
        .containsExactly(
            Map.entry("cleanup.policy", "compact"), Map.entry("min.compaction.lag.ms", "43200000"));
    assertThat(topics.find("no-such-topic")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "partitions: 4       | partitions: 0       | order-events: partitions: not a positive integer: 0",
        "partitions: 4       | partitions: four    | order-events: partitions: not a positive integer: four",
        "partitions: 4       | partition: 4        | order-events: partition: unknown key",
        "cleanup: delete     | cleanup: shred      | order-events: cleanup: neither delete nor compact: shred",
        "retention: P45D     | retention: 45 days  | order-events: retention: not an ISO-8601 duration: 45 days",
        "retention: P45D     | retention: PT0S     | order-events: retention: not a positive duration: PT0S",
        "retention: P45D     | compactionLag: P45D | order-events: compactionLag: means nothing with cleanup delete",
        "key: orderId        | key:                | order-events: key is missing",
        "order-events:       | Order_Events:       | a topic's name is lower-case words joined by hyphens or underscores: Order_Events",
        "order-events:       | defects:            | not YAML",
        "topics:             | subjects:           | topics.yaml: subjects: unknown key",
      })
  void refusesNamingWhatIsWrong(String good, String bad, String message) {
    assertThat(GOOD).contains(good);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Topics.parse("topics.yaml", GOOD.replace(good, bad)))
        .withMessageContaining("topics.yaml: ")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"''", "topics:", "topics: {}", "topics: 7", "[]"})
  void refusesAFileWithoutTopics(String yaml) {
    assertThatIllegalArgumentException().isThrownBy(() -> Topics.parse("topics.yaml", yaml));
  }

  @Test
  void theProjectsOwnListIsWellFormed() {
    assertThat(Topics.bundled().all())
        .extracting(Topic::name)
        .containsExactly(
            "order-events",
            "contact-events",
            "rules",
            "defects",
            "shadow-defects",
            "order-facts",
            "contact-facts",
            "scorecards",
            "rule_day",
            "provider-tiers",
            "cases",
            "alerts",
            "outreach",
            "silences",
            "acknowledgements",
            "contact-preferences",
            "outreach-outcomes",
            "dead-letters",
            "late-order-events",
            "late-contact-events",
            "overflow-order-events",
            "overflow-contact-events");
  }
}
