package dev.odyssey.detection.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.codec.Instants;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.events.Texts;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.streaming.options.JobArguments;
import dev.odyssey.testdata.simulator.Rubbish;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every detection job does with a real Kafka. A job's own test says what its events are like.
 */
public abstract class DetectionJobContract<E extends Event, H extends History<E>, F extends Fact> {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Clock CLOCK = Clock.systemUTC();

  /** A record that is taken by the input topic, and too large for that of dead letters. */
  private static final String LARGE = "large";

  private static Platform platform;

  private final Detection<E, H, F> detection;
  private final Function<E, byte[]> encoder;
  private String prefix;

  protected DetectionJobContract(Detection<E, H, F> detection) {
    this.detection = detection;
    this.encoder = detection.contract().newEncoder();
  }

  /** The events of this kind that a simulator delivers. */
  protected abstract List<E> delivered(Simulator simulator);

  /** Rubbish among events of this kind. */
  protected abstract Rubbish rubbish();

  /** Events of a subject with exactly one defect due at an instant, unless {@link #settling}. */
  protected abstract List<E> dueAt(String subject, long due);

  /** The code of the defect of {@link #dueAt}. */
  protected abstract String dueCode();

  /** An event of that subject, at an instant, which settles what is due. */
  protected abstract E settling(String subject, long at);

  /** An event that means nothing by itself. */
  protected abstract E harmless(String subject, String eventId, long at);

  /** An event that is a defect by itself, at once and for good. */
  protected abstract E defective(String subject, String eventId, long at);

  /** The operators: uid and name of each, in the order of the alphabet. */
  protected abstract List<String> operators();

  @BeforeAll
  static void startPlatform() {
    platform = Platform.start();
  }

  @AfterAll
  static void stopPlatform() {
    if (platform != null) {
      platform.close();
    }
  }

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    prefix = test.getTestMethod().orElseThrow().getName() + "-";
    platform.prepare(prefix);
  }

  @Test
  void everyOperatorKeepsItsUidAndItsName() {
    StreamExecutionEnvironment env = RunningJob.environment();
    String[] arguments = RunningJob.arguments(platform, prefix).toArray(String[]::new);
    new DetectionJob<>(detection)
        .build(env, JobArguments.parse(arguments, DetectionJob.OPTIONS).values());

    assertThat(env.getStreamGraph().getStreamNodes())
        .extracting(DetectionJobContract::uidAndName)
        .containsExactlyInAnyOrderElementsOf(operators());
  }

  private static String uidAndName(StreamNode node) {
    return node.getTransformationUID() + ": " + node.getOperatorName();
  }

  @Test
  void thePlanIsPrintedAndNothingRuns() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new DetectionJob<>(detection)
        .run(
            RunningJob.arguments(platform, prefix, "--print-plan").toArray(String[]::new),
            new PrintStream(printed, true, UTF_8));

    assertThat(printed.toString(UTF_8))
        .startsWith("{")
        .contains(
            "Detect defects",
            "Write defects",
            "Write " + detection.facts().topic(),
            "Heartbeats through");
  }

  @Test
  void theGraphThatClustersKeepHoldsNoSecret(@TempDir Path directory) throws Exception {
    Path kafka =
        Files.writeString(
            directory.resolve("kafka.properties"),
            "sasl.jaas.config=hunter2\nssl.keystore.key=hunter2\n");
    String[] arguments =
        RunningJob.arguments(platform, prefix, "--kafka.properties-file", kafka.toString())
            .toArray(String[]::new);
    StreamExecutionEnvironment env = RunningJob.environment();
    new DetectionJob<>(detection)
        .build(env, JobArguments.parse(arguments, DetectionJob.OPTIONS).values());

    byte[] graph = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());

    assertThat(new String(graph, UTF_8)).contains(kafka.toString()).doesNotContain("hunter2");
  }

  @Test
  void theTopicHoldsWhatTheEventsShow() throws Exception {
    // Long ago, so that whatever the simulator tells has happened and whatever is due is over.
    List<E> events =
        delivered(
            new Simulator(
                SimulationConfig.of(7, 250)
                    .withOrdersPerDay(250)
                    .withStart(CLOCK.instant().minus(Duration.ofDays(500)))));
    Map<String, Finding> expected = Fold.expected(detection, events, CLOCK.millis());
    assertThat(expected).hasSizeGreaterThan(50);

    try (RunningJob job = start("--retention", "P1000D", "--pulse.settle", "PT2S")) {
      for (E event : events) {
        send(event);
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(Fold.standing(platform.changes(prefix))).isEqualTo(expected));
      // Nothing of so long ago is provisional any more, whenever it is looked at.
      Map<String, Long> expectedFacts = Fold.expectedFacts(detection, events, CLOCK.millis());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Fold.facts(platform.facts(detection.facts(), prefix)))
                      .isEqualTo(expectedFacts));
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }

    List<DefectChange> changes = platform.changes(prefix);
    everyRevisionIsThereOnceAndInOrder(changes);
  }

  private static void everyRevisionIsThereOnceAndInOrder(List<DefectChange> changes) {
    Map<String, Integer> revisions = new HashMap<>();
    for (DefectChange change : changes) {
      assertThat(change.revision())
          .as("revision of %s", change.defectId())
          .isEqualTo(revisions.merge(change.defectId(), 1, Integer::sum));
    }
  }

  @Test
  void aDeadlineOnASilentTopicIsNoticedWithinSeconds() throws Exception {
    try (RunningJob job = start(quick("PT1S"))) {
      awaitThatTimePasses();
      long due = CLOCK.millis() + 4_000;
      dueAt("the-last", due).forEach(this::send);

      DefectChange noticed = awaitChange("the-last");

      assertThat(noticed.finding().code()).isEqualTo(dueCode());
      assertThat(noticed.finding().raisedAt()).isEqualTo(due);
      assertThat(noticed.status()).isEqualTo(DefectStatus.RAISED);
      assertThat(Duration.ofMillis(noticed.detectedAt() - due))
          .isBetween(Duration.ZERO, Duration.ofSeconds(15));
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }
  }

  @Test
  void anOutageOfTheBrokerRaisesNothingThatDidNotHappen() throws Exception {
    try (RunningJob job = start(quick("PT5S"));
        var device = platform.broker().producer(Duration.ofMinutes(1))) {
      awaitThatTimePasses();
      long due = CLOCK.millis() + 5_000;
      awaitSent(dueAt("missed", due));
      awaitSent(dueAt("kept", due));

      var arrival = device.send(record(settling("kept", due - 1_000)));
      platform.broker().stop();
      assertThat(arrival).as("what the device still holds").isNotDone();
      await().atMost(PATIENCE).until(() -> CLOCK.millis() > due + 3_000);
      platform.broker().start();
      device.flush();

      DefectChange noticed = awaitChange("missed");
      assertThat(noticed.finding().raisedAt()).isEqualTo(due);
      assertThat(platform.changes(prefix))
          .as("what is due at the same time and was kept")
          .noneMatch(change -> change.finding().anchorEventId().contains("kept"));
      assertThat(arrival).isDone();
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }
  }

  @Test
  void rubbishOfEveryKindIsADeadLetterAndOddEventsAmongItAreFound() throws Exception {
    Rubbish rubbish = rubbish();
    Map<String, byte[]> values = new HashMap<>();
    rubbish.kinds().forEach(kind -> values.put(kind.name(), rubbish.record(kind)));
    values.put("tombstone", null);
    values.put(LARGE, new byte[1_000_000]);
    String longest = "\u20ac".repeat(Texts.MAX_CHARS);
    long now = CLOCK.millis();
    // Rubbish is of long ago, and is not to be put aside for that.
    try (RunningJob job = start(quick("PT1S", "--retention", "P1000D"))) {
      Map<String, String> sent = new HashMap<>();
      for (String kind : values.keySet()) {
        sent.put(sendRubbish(kind.getBytes(UTF_8), kind, values.get(kind)), kind);
      }
      sent.put(sendRubbish(null, "tombstone", null), "tombstone");
      send(defective("nul \0", "nul \0", now));
      send(defective("a \ud83d\ude00 smile", "a \ud83d\ude00 smile", now));
      send(defective("long", longest, now));

      awaitChange("nul \0");
      awaitChange("a \ud83d\ude00 smile");
      awaitChange(longest);
      await()
          .atMost(PATIENCE)
          .until(() -> committed(TopicNames.DEAD_LETTERS).size() >= sent.size());
      List<ConsumerRecord<byte[], byte[]>> letters = committed(TopicNames.DEAD_LETTERS);
      assertThat(letters).hasSize(sent.size());
      assertThat(letters)
          .allSatisfy(
              letter -> {
                String coordinates =
                    header(letter, Rejected.PARTITION) + "/" + header(letter, Rejected.OFFSET);
                assertThat(header(letter, Rejected.TOPIC)).isEqualTo(inputTopic());
                assertThat(sent).containsEntry(coordinates, header(letter, "kind"));
                assertThat(header(letter, Rejected.REASON)).isNotBlank();
              })
          .filteredOn(letter -> !header(letter, "kind").equals(LARGE))
          .allSatisfy(
              letter -> assertThat(letter.value()).isEqualTo(values.get(header(letter, "kind"))));
      assertThat(letters)
          .filteredOn(letter -> header(letter, "kind").equals(LARGE))
          .extracting(letter -> header(letter, Rejected.TRUNCATED))
          .singleElement(STRING)
          .contains("of 1000000 bytes of the value");
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }
  }

  /** Sends what is no event, and returns where it stands. */
  private String sendRubbish(byte[] key, String kind, byte[] value) throws Exception {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(inputTopic(), key, value);
    record.headers().add("kind", kind.getBytes(UTF_8));
    RecordMetadata where = platform.send(record).get();
    return where.partition() + "/" + where.offset();
  }

  @Test
  void lateAndOverflowingEventsCanBeFedInAgain() throws Exception {
    long now = CLOCK.millis();
    long longAgo = now - Duration.ofDays(40).toMillis();
    E late = defective("late", "late-1", longAgo);
    E overflowing = defective("crowded", "crowded-4", now);
    String lateTopic = detection.contract().lateTopic();
    String overflowTopic = detection.contract().overflowTopic();
    try (RunningJob job =
        start(
            quick(
                "PT0S",
                "--retention",
                "P30D",
                "--retention.open",
                "P30D",
                "--timeline.max-events",
                "3"))) {
      awaitThatTimePasses();
      send(late);
      for (int i = 1; i <= 3; i++) {
        send(harmless("crowded", "crowded-" + i, now));
      }
      send(overflowing);
      await()
          .atMost(PATIENCE)
          .until(() -> committed(lateTopic).size() + committed(overflowTopic).size() >= 2);
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }
    assertThat(platform.changes(prefix))
        .noneMatch(change -> change.finding().anchorEventId().matches("late-1|crowded-4"));
    List<ConsumerRecord<byte[], byte[]>> rejected = new ArrayList<>(committed(lateTopic));
    rejected.addAll(committed(overflowTopic));
    assertThat(rejected).extracting(this::event).containsExactly(late, overflowing);
    assertThat(rejected)
        .extracting(record -> header(record, Rejected.REASON))
        .satisfiesExactly(
            reason -> assertThat(reason).contains("retention", "PT720H"),
            reason -> assertThat(reason).contains("most events", "3"));

    String firstRun = prefix;
    prefix = firstRun + "again-";
    platform.prepare(prefix);
    try (RunningJob job = start(quick("PT0S", "--retention", "P1000D"))) {
      for (ConsumerRecord<byte[], byte[]> record : rejected) {
        platform.send(new ProducerRecord<>(inputTopic(), record.key(), record.value())).get();
      }
      awaitChange("late-1");
      awaitChange("crowded-4");
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }
  }

  @Test
  void whatIsPublishedHoldsFromItsInstantOn() throws Exception {
    long before = CLOCK.millis() - Duration.ofDays(1).toMillis();
    publish("READ_AT_THE_START", before, "live");
    try (RunningJob job = start(quick("PT1S"))) {
      awaitThatTimePasses();
      long from = CLOCK.millis() + 3_000;
      publish("TOO_LATE", before, "live");
      publish("LIVE_RULE", from, "live");
      publish("TRIED_RULE", from, "shadow");
      await().atMost(PATIENCE).until(() -> committed(TopicNames.DEAD_LETTERS), l -> !l.isEmpty());
      await().atMost(PATIENCE).until(() -> CLOCK.millis() > from);
      send(harmless("published", "the-anchor", CLOCK.millis()));

      await().atMost(PATIENCE).until(() -> codes(platform.changes(prefix)).contains("LIVE_RULE"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(codes(platform.shadow(prefix))).containsExactly("TRIED_RULE"));
      assertThat(codes(platform.changes(prefix)))
          .contains("LIVE_RULE", "READ_AT_THE_START")
          .doesNotContain("TOO_LATE", "TRIED_RULE");
      assertThat(committed(TopicNames.DEAD_LETTERS))
          .singleElement()
          .extracting(letter -> header(letter, Rejected.REASON), STRING)
          .contains("TOO_LATE", "before the watermark");
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }
  }

  private static Set<String> codes(List<DefectChange> changes) {
    return changes.stream().map(change -> change.finding().code()).collect(Collectors.toSet());
  }

  /** Publishes a rule that is met by each harmless event. */
  private void publish(String code, long from, String mode) throws Exception {
    String instant = Instants.format(from);
    String rule =
        """
        {"of": "%s", "severity": "INFO", "charge": "PLATFORM", "when": {"types": ["%s"]},
         "times": 1, "says": "it came", "from": "%s", "mode": "%s"}
        """
            .formatted(
                detection.vocabulary().concerns("order") ? "order" : "contact",
                harmless("any", "any", from).typeName(),
                instant,
                mode);
    platform
        .send(
            new ProducerRecord<>(
                prefix + TopicNames.RULES,
                (code + "@" + instant).getBytes(UTF_8),
                rule.getBytes(UTF_8)))
        .get();
  }

  private RunningJob start(String... options) throws Exception {
    return RunningJob.start(
        new DetectionJob<>(detection), detection.job(), platform, prefix, options);
  }

  /** Options with which time moves on soon. */
  private static String[] quick(String settle, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("--watermark.disorder", "PT2S", "--pulse.interval", "PT0.2S"));
    options.addAll(List.of("--pulse.patience", "PT1S", "--pulse.settle", settle));
    return options.toArray(String[]::new);
  }

  /** Sees to it that the job has noticed a deadline, so time stands no longer still in it. */
  private void awaitThatTimePasses() {
    dueAt("the-first", CLOCK.millis() - 1_000).forEach(this::send);
    awaitChange("the-first");
  }

  private void awaitSent(List<E> events) throws Exception {
    for (E event : events) {
      platform.send(record(event)).get();
    }
  }

  private void send(E event) {
    var unused = platform.send(record(event));
  }

  private ProducerRecord<byte[], byte[]> record(E event) {
    return new ProducerRecord<>(
        inputTopic(), event.subjectId().getBytes(UTF_8), encoder.apply(event));
  }

  private String inputTopic() {
    return prefix + detection.contract().topic();
  }

  private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return platform.broker().read(prefix + topic);
  }

  /** The first change of a defect whose anchor's id begins like this, as soon as there is one. */
  private DefectChange awaitChange(String anchor) {
    return await().atMost(PATIENCE).until(() -> change(anchor), Optional::isPresent).orElseThrow();
  }

  private Optional<DefectChange> change(String anchor) {
    return platform.changes(prefix).stream()
        .filter(change -> change.finding().anchorEventId().startsWith(anchor))
        .findFirst();
  }

  private E event(ConsumerRecord<byte[], byte[]> record) {
    E event = ((Decoded.Fact<E>) detection.contract().newDecoder().decode(record.value())).event();
    assertThat(record.key()).asString(UTF_8).isEqualTo(event.subjectId());
    return event;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
