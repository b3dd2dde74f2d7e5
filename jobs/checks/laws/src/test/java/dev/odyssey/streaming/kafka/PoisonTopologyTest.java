package dev.odyssey.streaming.kafka;

import static dev.odyssey.streaming.TestEvents.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.ContactPreferenceJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OutreachOutcomeJson;
import dev.odyssey.codec.SilenceJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.job.DetectionTopology;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.operator.DetectionSettings;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.EventWatermarks;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.RecordContract;
import dev.odyssey.streaming.TestContexts;
import dev.odyssey.streaming.TestEvents;
import dev.odyssey.streaming.TestNotifications;
import dev.odyssey.streaming.registry.RegisteredRecords;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged records, decoded one by one and read by the graph of a job: each becomes an event, a
 * heartbeat or a dead letter, none is lost, and what is found in the others is what is found
 * without them. The long form: {@code -Dodyssey.fuzz.records=1000000 -Dodyssey.fuzz.seed=N}; what
 * became of the records is logged.
 */
class PoisonTopologyTest {

  private static final long RECORDS = Long.getLong("odyssey.fuzz.records", 4_000);
  private static final long SEED = Long.getLong("odyssey.fuzz.seed", 1);

  private static final Logger LOG = LoggerFactory.getLogger(PoisonTopologyTest.class);

  private static final String EVENTS = "events";
  private static final String PULSES = "pulses";
  private static final String DEAD = "dead letters";
  private static final String DIGEST = "digest of dead letters";
  private static final String LETTERS = "letters written";
  private static final String LETTERS_DIGEST = "digest of letters written";
  private static final String PASSED = "events passed on";
  private static final String BY_REASON = "dead letters by reason: ";

  @Test
  @Timeout(600)
  void everyEventRecordIsAnEventAHeartbeatOrADeadLetter() {
    List<OrderEvent> orders = new ArrayList<>();
    List<ContactEvent> contacts = new ArrayList<>();
    new Simulator(SimulationConfig.of(5, 50).withOrdersPerDay(50))
        .stream()
            .map(Delivery::event)
            .forEach(
                event -> {
                  if (event instanceof OrderEvent order) {
                    orders.add(order);
                  } else {
                    contacts.add((ContactEvent) event);
                  }
                });

    assertThat(fuzzed(EventContract.ORDERS, EventTypeInfo.ORDER, orders))
        .containsKeys(Ingested.Fact.class, Ingested.Dead.class);
    assertThat(fuzzed(EventContract.CONTACTS, EventTypeInfo.CONTACT, contacts))
        .containsKeys(Ingested.Fact.class, Ingested.Dead.class);
  }

  private static <E extends Event> Map<Class<?>, Integer> fuzzed(
      EventContract<E> contract, TypeInformation<E> type, List<E> events) {
    EventDeserializer<E> deserializer =
        new EventDeserializer<>(
            contract,
            type,
            Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC),
            RegisteredRecords.none());
    deserializer.open(TestContexts.deserialization());
    List<byte[]> valid = events.stream().map(contract.newEncoder()).toList();
    Damage damage = new Damage(SEED);
    Map<Class<?>, Integer> read = new HashMap<>();
    List<Ingested<E>> out = new ArrayList<>();
    for (long number = 0; number < RECORDS; number++) {
      byte[] value =
          damage.damage(
              valid.get((int) (number % valid.size())),
              valid.get((int) (number * 7 % valid.size())),
              number);
      out.clear();
      deserializer.deserialize(record(value, number), new ListCollector<>(out));
      assertThat(out).as("record %s of seed %s", number, SEED).hasSize(1);
      read.merge(out.get(0).getClass(), 1, Integer::sum);
    }
    return read;
  }

  /** Whatever the coordinates of a record are like: they are carried, and nothing else. */
  private static ConsumerRecord<byte[], byte[]> record(byte[] value, long number) {
    RecordHeaders headers = new RecordHeaders();
    if (number % 5 == 0) {
      headers.add("", null);
      headers.add("\0\uD800", new byte[] {-1, 0});
      headers.add("dead-letter-reason", new byte[2_000]);
    }
    long timestamp =
        switch ((int) (number % 4)) {
          case 0 -> ConsumerRecord.NO_TIMESTAMP;
          case 1 -> Long.MIN_VALUE;
          case 2 -> Long.MAX_VALUE;
          default -> NOON;
        };
    return new ConsumerRecord<>(
        "order-events",
        1,
        number,
        timestamp,
        number % 4 == 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        number % 3 == 0 ? null : new byte[] {0, -1},
        value,
        headers,
        Optional.empty());
  }

  @Test
  @Timeout(600)
  void everyOtherRecordIsReadOrRefused() {
    fuzz(
        RecordContract.DEFECTS,
        DefectChangeAvro.encode(TestEvents.change(TestEvents.placed("e1", NOON))));
    fuzz(
        RecordContract.SILENCES,
        SilenceJson.write(TestNotifications.silence("s1")).getBytes(UTF_8));
    fuzz(
        RecordContract.CONTACT_PREFERENCES,
        ContactPreferenceJson.write(
                new ContactPreference(
                    new Recipient(Recipient.Kind.CUSTOMER, "c1"),
                    false,
                    Set.of("late-departure"),
                    Set.of(),
                    List.of(MessageChannel.EMAIL),
                    "Europe/Berlin"))
            .getBytes(UTF_8));
    fuzz(
        RecordContract.OUTREACH_OUTCOMES,
        OutreachOutcomeJson.write(
                new OutreachOutcome(
                    "CUSTOMER/NO_SHOW:e1",
                    OutreachOutcome.Status.ACTED,
                    NOON,
                    OutreachOption.CANCEL,
                    null,
                    null))
            .getBytes(UTF_8));
  }

  private static void fuzz(RecordContract<?> contract, byte[] valid) {
    Damage damage = new Damage(SEED);
    int refused = 0;
    for (long number = 0; number < RECORDS / 4; number++) {
      byte[] value = number % 50 == 0 ? null : damage.damage(valid, valid, number);
      byte[] key = number % 3 == 0 ? null : "s1".getBytes(UTF_8);
      KafkaRecord record = new KafkaRecord("topic", 0, number, NOON, key, value, List.of());
      try {
        assertThat((Object) contract.read(record, RegisteredRecords.none())).isNotNull();
      } catch (InvalidEventException e) {
        refused++;
        assertThat(record.deadLetter(e.getMessage()).reason())
            .as("record %s of seed %s", number, SEED)
            .isNotBlank();
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  @Timeout(1_800)
  void theJobReadsOnAndFindsWhatItFindsWithoutThem() throws Exception {
    Configuration cluster = new Configuration();
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, cluster);
    Detection<OrderEvent, OrderHistory, OrderFacts> detection = LifecycleDefectsJob.DETECTION;
    DataStream<Ingested<OrderEvent>> ingested =
        env.fromSequence(0, RECORDS - 1)
            .setParallelism(1)
            .flatMap(new Poison(SEED))
            .returns(Ingested.typeOf(detection.eventType()))
            .setParallelism(1)
            .assignTimestampsAndWatermarks(EventWatermarks.replay(Duration.ofSeconds(5)))
            .setParallelism(1);
    DetectionTopology.Outputs<OrderEvent, OrderFacts> outputs =
        new DetectionTopology<>(
                detection,
                Rulebook.of(Policies.builtIn()),
                DetectionSettings.defaults(),
                DetectionClock.replay())
            .build(ingested);
    outputs.events().filter(new Passed()).setParallelism(1).sinkTo(new DiscardingSink<>());
    outputs.deadLetters().filter(new Letters()).setParallelism(1).sinkTo(new DiscardingSink<>());
    outputs.facts().sinkTo(new DiscardingSink<>());
    List<DefectChange> found = new ArrayList<>();
    long begun = System.nanoTime();
    JobExecutionResult result;
    try (CloseableIterator<DefectChange> changes =
        outputs
            .changes()
            .filter(change -> PoisonedTopic.isWitness(change.finding().anchorEventId()))
            .collectAsync()) {
      JobClient job = env.executeAsync("poisoned");
      changes.forEachRemaining(found::add);
      result = job.getJobExecutionResult().get();
    }

    long events = result.getAccumulatorResult(EVENTS);
    long pulses = result.getAccumulatorResult(PULSES);
    long dead = result.getAccumulatorResult(DEAD);
    LOG.info(
        "{} records of seed {} in {} s, at most {} MB of heap: {}",
        RECORDS,
        SEED,
        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
        peakHeapBytes() >> 20,
        counts(result));
    assertThat(events + pulses + dead).isEqualTo(RECORDS);
    assertThat(List.of(events, pulses, dead)).allMatch(count -> count > 0);
    assertThat((Long) result.getAccumulatorResult(PASSED)).isEqualTo(events);
    assertThat((Long) result.getAccumulatorResult(LETTERS)).isEqualTo(dead);
    assertThat((Long) result.getAccumulatorResult(LETTERS_DIGEST))
        .isEqualTo((Long) result.getAccumulatorResult(DIGEST));
    assertThat(standing(found)).isNotEmpty().isEqualTo(expected());
  }

  private static Map<String, Object> counts(JobExecutionResult result) {
    Map<String, Object> counts = new TreeMap<>(result.getAllAccumulatorResults());
    counts.values().removeIf(value -> !(value instanceof Long));
    return counts;
  }

  private static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  private static Map<String, Finding> standing(List<DefectChange> changes) {
    Map<String, Finding> standing = new TreeMap<>();
    for (DefectChange change : changes) {
      if (change.status() == DefectStatus.RETRACTED) {
        standing.remove(change.defectId());
      } else {
        standing.put(change.defectId(), change.finding());
      }
    }
    return standing;
  }

  private static Map<String, Finding> expected() {
    PoisonedTopic topic = new PoisonedTopic(SEED);
    Map<String, Timeline<OrderEvent>> witnesses = new HashMap<>();
    for (long number = 0; number < RECORDS; number++) {
      OrderEvent event = topic.record(number).event();
      if (event != null) {
        witnesses.computeIfAbsent(event.orderId(), id -> new Timeline<>()).add(event, 1_000);
      }
    }
    Map<String, Finding> expected = new TreeMap<>();
    try (Detector<OrderEvent, OrderHistory> detector =
        LifecycleDefectsJob.DETECTION.detector(Policies.builtIn())) {
      for (Timeline<OrderEvent> witness : witnesses.values()) {
        for (Finding finding : detector.worded(detector.judge(witness.history(), Long.MAX_VALUE))) {
          expected.put(finding.defectId(), finding);
        }
      }
    }
    return expected;
  }

  private static long digest(byte[] value) {
    if (value == null) {
      return 1;
    }
    CRC32 crc = new CRC32();
    crc.update(value);
    return crc.getValue();
  }

  /** Makes the record of a number, and reads it as the source of the job does. */
  private static final class Poison extends RichFlatMapFunction<Long, Ingested<OrderEvent>> {

    private static final long serialVersionUID = 1;

    private final long seed;
    private transient PoisonedTopic topic;
    private transient EventDeserializer<OrderEvent> deserializer;
    private transient WallClock clock;
    private transient List<Ingested<OrderEvent>> read;

    Poison(long seed) {
      this.seed = seed;
    }

    @Override
    public void open(OpenContext context) {
      topic = new PoisonedTopic(seed);
      clock = new WallClock();
      read = new ArrayList<>();
      deserializer =
          new EventDeserializer<>(
              EventContract.ORDERS, EventTypeInfo.ORDER, clock, RegisteredRecords.none());
      deserializer.open(TestContexts.deserialization());
      for (String name : List.of(EVENTS, PULSES, DEAD, DIGEST)) {
        getRuntimeContext().addAccumulator(name, new LongCounter());
      }
    }

    @Override
    public void flatMap(Long number, Collector<Ingested<OrderEvent>> out) {
      PoisonedTopic.Poisoned poisoned = topic.record(number);
      clock.now = poisoned.wall();
      read.clear();
      deserializer.deserialize(record(poisoned.value(), number), new ListCollector<>(read));
      for (Ingested<OrderEvent> ingested : read) {
        if (poisoned.event() != null && !new Ingested.Fact<>(poisoned.event()).equals(ingested)) {
          throw new IllegalStateException("not what was written: " + ingested);
        }
        if (ingested instanceof Ingested.Fact<OrderEvent>) {
          count(EVENTS, 1);
        } else if (ingested instanceof Ingested.Dead<OrderEvent> dead) {
          count(DEAD, 1);
          count(DIGEST, digest(dead.letter().value()));
          count(BY_REASON + kind(dead.letter().reason()), 1);
        } else {
          count(PULSES, 1);
        }
        out.collect(ingested);
      }
    }

    /** What is wrong, without the values. */
    private static String kind(String reason) {
      String[] parts = reason.split(": ", 3);
      String kind = parts[0].equals("not decodable") ? parts[0] + ", " + parts[1] : parts[0];
      return Stream.of(kind.split(" "))
          .map(word -> word.matches("[A-Za-z,']{1,12}") ? word : "#")
          .limit(6)
          .collect(Collectors.joining(" "));
    }

    private void count(String name, long more) {
      getRuntimeContext().getLongCounter(name).add(more);
    }
  }

  private static final class Passed extends RichFilterFunction<OrderEvent> {

    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(OrderEvent event) {
      getRuntimeContext().getLongCounter(PASSED).add(1L);
      return false;
    }
  }

  private static final class Letters extends RichFilterFunction<DeadLetter> {

    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(DeadLetter letter) {
      getRuntimeContext().getLongCounter(LETTERS).add(1L);
      getRuntimeContext().getLongCounter(LETTERS_DIGEST).add(digest(letter.value()));
      return false;
    }
  }

  /** Shows the time of the record that is read. */
  private static final class WallClock extends Clock {

    private long now;

    @Override
    public long millis() {
      return now;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
