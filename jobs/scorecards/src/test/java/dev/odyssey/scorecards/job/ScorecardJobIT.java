package dev.odyssey.scorecards.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.TestBroker;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.streaming.options.JobArguments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job with a real broker. */
class ScorecardJobIT {

  private static final String PREFIX = "it-";

  private static TestBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker();
    broker.createTopics(PREFIX);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void whatFactsSayIsOnTheTopics() throws Exception {
    List<Fact> facts = new AnyFacts(new Random(11)).stream(500);
    Map<String, Counters> expected = FinalRows.of(facts);
    send(facts.subList(0, 250));
    broker.send(rubbish());
    JobClient job = job().executeAsync("scorecards");
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> !rowsOfTopic().isEmpty());
      send(facts.subList(250, facts.size()));

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(FinalRows.fold(rowsOfTopic())).isEqualTo(expected));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(tiersOfTopic()).isNotEmpty());
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(broker.read(PREFIX + TopicNames.DEAD_LETTERS))
                      .hasSize(rubbish().size())
                      .extracting(letter -> letter.headers().lastHeader(Rejected.REASON).value())
                      .allSatisfy(
                          reason -> assertThat(reason).asString(UTF_8).startsWith("no fact: ")));
    } finally {
      job.cancel().get();
    }
  }

  /**
   * What is no fact, and what is one that no job of ours tells. Compacted topics take no record
   * without a key.
   */
  private static List<ProducerRecord<byte[], byte[]>> rubbish() {
    String order = PREFIX + TopicNames.ORDER_FACTS;
    String contact = PREFIX + TopicNames.CONTACT_FACTS;
    byte[] key = "O1@5".getBytes(UTF_8);
    String endless = "and on ".repeat(70_000);
    return List.of(
        new ProducerRecord<>(order, key, "rubbish".getBytes(UTF_8)),
        new ProducerRecord<>(order, key, new byte[0]),
        new ProducerRecord<>(order, "no factId".getBytes(UTF_8), null),
        new ProducerRecord<>(contact, key, new byte[] {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8}),
        new ProducerRecord<>(contact, key, new byte[1_000_000]),
        new ProducerRecord<>(
            order, key, FactContract.ORDERS.value(told("O1", endless, AnyFacts.FIRST, 6))),
        new ProducerRecord<>(
            order,
            key,
            FactContract.ORDERS.value(
                told("O1", "P1", LocalDate.ofEpochDay(Integer.MAX_VALUE), 6))),
        new ProducerRecord<>(
            order,
            key,
            FactContract.ORDERS.value(told("O1", "P1", AnyFacts.FIRST, Long.MAX_VALUE))));
  }

  private static OrderFacts told(String orderId, String providerId, LocalDate day, long decidedAt) {
    return new OrderFacts(
        orderId,
        5,
        decidedAt,
        new OrderFacts.Order(day, "tv-mount", "BOS", providerId, true, null, 5, false, null),
        List.of(),
        List.of());
  }

  /** State in savepoints is found by these. */
  @Test
  void operatorsKeepTheirIdentity() {
    assertThat(job().getStreamGraph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "order-facts",
            "order-facts-triage",
            "order-facts-dead-letters",
            "contact-facts",
            "contact-facts-triage",
            "contact-facts-dead-letters",
            "pulse-ticks-order-facts",
            "pulse-order-facts",
            "pulse-ticks-contact-facts",
            "pulse-contact-facts",
            "rejected-topic",
            "count-orders",
            "count-contacts",
            "sum-rows",
            "provider-rows",
            "decide-tiers",
            "rows-topic",
            "tiers-topic")
        .doesNotContainNull();
  }

  private static Configuration values() {
    return JobArguments.parse(
            new String[] {
              "--kafka.bootstrap-servers",
              broker.bootstrapServers(),
              "--kafka.topic-prefix",
              PREFIX,
              "--rows.interval",
              "PT0.1S",
              "--pulse.interval",
              "PT0.2S",
              "--pulse.settle",
              "PT1S",
              "--rows.retention",
              "P4000D"
            },
            ScorecardJob.OPTIONS)
        .values();
  }

  private static StreamExecutionEnvironment job() {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, cluster);
    ScorecardJob.build(env, values());
    return env;
  }

  private static void send(List<Fact> facts) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof OrderFacts order) {
        records.add(record(FactContract.ORDERS, order));
      } else if (fact instanceof ContactFacts contact) {
        records.add(record(FactContract.CONTACTS, contact));
      }
    }
    broker.send(records);
  }

  private static <F extends Fact> ProducerRecord<byte[], byte[]> record(
      FactContract<F> contract, F fact) {
    return new ProducerRecord<>(
        PREFIX + contract.topic(),
        fact.factId().getBytes(StandardCharsets.UTF_8),
        contract.value(fact));
  }

  private static List<ScorecardRow> rowsOfTopic() throws Exception {
    List<ScorecardRow> rows = new ArrayList<>();
    for (String topic : List.of("scorecards", "rule_day")) {
      for (ConsumerRecord<byte[], byte[]> record : broker.read(PREFIX + topic)) {
        rows.add(ScorecardRowAvro.decode(record.value()));
      }
    }
    return rows;
  }

  private static List<String> tiersOfTopic() throws Exception {
    List<String> tiers = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.read(PREFIX + "provider-tiers")) {
      ProviderTier tier = ProviderTierAvro.decode(record.value());
      tiers.add(tier.providerId() + "|" + tier.revision() + "|" + tier.tier());
    }
    tiers.sort(null);
    return tiers;
  }
}
