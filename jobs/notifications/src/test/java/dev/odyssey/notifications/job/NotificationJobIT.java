package dev.odyssey.notifications.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.ContactPreferenceJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.SilenceJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.incidents.Defects;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.TopicNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The job between a real broker and a real database. */
class NotificationJobIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** For many records on a busy machine. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(2);

  private static final Clock CLOCK = Clock.systemUTC();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    stage.prepare(test.getTestMethod().orElseThrow().getName() + "-");
  }

  @Test
  void whatDefectsLeadToIsOnTheTopics() throws Exception {
    long at = CLOCK.millis() - 90_000;
    stage.send(
        raised(DefectCode.NO_SHOW, "O1", at),
        raised(DefectCode.MISSED_WINDOW, "O1", at + 1_000),
        Defects.change(
            DefectCode.NO_SHOW,
            "O2",
            "US-NY",
            Defects.severity(DefectCode.NO_SHOW),
            "long ago",
            1,
            DefectStatus.RAISED,
            at - 30 * HOUR,
            at));
    stage.flush();
    JobClient job = stage.start();
    try {
      await().atMost(PATIENCE).until(() -> stage.alerts().size() >= 3);
      stage.send(over(DefectCode.NO_SHOW, "O1", CLOCK.millis()));
      await().atMost(PATIENCE).until(() -> alert(AlertStatus.CLEARED, "NO_SHOW:O1"));
      await().atMost(PATIENCE).until(() -> alert(AlertStatus.UPDATED, "MISSED_WINDOW:O1"));
    } finally {
      stage.cancel(job);
    }

    List<Alert> alerts = stage.alerts();
    Emitted.assertRevisionsFollow(alerts, stage.outreach());
    assertThat(of(alerts, "ALERT:NO_SHOW:O1"))
        .extracting(Alert::status, Alert::notifies, Alert::suppressedBy, Alert::route)
        .containsExactly(
            tuple(AlertStatus.FIRING, true, null, "operations-urgent"),
            tuple(AlertStatus.CLEARED, true, null, "operations-urgent"));
    assertThat(of(alerts, "ALERT:NO_SHOW:O2"))
        .extracting(Alert::status, Alert::notifies, Alert::suppressedBy)
        .containsExactly(tuple(AlertStatus.FIRING, false, Suppression.HISTORICAL));
    assertThat(of(alerts, "ALERT:MISSED_WINDOW:O1"))
        .extracting(Alert::status, Alert::suppressedBy)
        .containsExactly(
            tuple(AlertStatus.FIRING, Suppression.INHIBITED), tuple(AlertStatus.UPDATED, null));
    assertThat(stage.outreach())
        .filteredOn(message -> message.revision() == 1)
        .extracting(Outreach::outreachId, Outreach::reason)
        .contains(
            tuple("CUSTOMER/NO_SHOW:O1/customer of O1", null),
            tuple("PROVIDER/NO_SHOW:O1/P1", null),
            tuple("CUSTOMER/MISSED_WINDOW:O1/customer of O1", WithdrawalReason.INHIBITED),
            tuple("CUSTOMER/NO_SHOW:O2/customer of O2", WithdrawalReason.HISTORICAL));
    theHeadersAreThoseOfCloudEvents();
  }

  private static void theHeadersAreThoseOfCloudEvents() {
    for (ConsumerRecord<byte[], byte[]> record : stage.records(TopicNames.ALERTS)) {
      String alertId = new String(record.key(), UTF_8);
      assertThat(Emitted.header(record, "ce_id")).startsWith(alertId + "/");
      assertThat(Emitted.header(record, "ce_subject")).isEqualTo(alertId);
      assertThat(Emitted.header(record, "ce_type")).startsWith("dev.odyssey.alert.");
      assertThat(Emitted.header(record, "ce_source")).startsWith("/odyssey/");
      assertThat(Instant.parse(Emitted.header(record, "ce_time"))).isBefore(CLOCK.instant());
    }
    for (ConsumerRecord<byte[], byte[]> record : stage.records(TopicNames.OUTREACH)) {
      assertThat(new String(record.key(), UTF_8)).matches("(CUSTOMER|PROVIDER):.+");
      assertThat(Emitted.header(record, "ce_type")).startsWith("dev.odyssey.outreach.");
    }
  }

  @Test
  void silencesAndPreferencesTakeEffectWhileTheJobRuns() throws Exception {
    JobClient job = stage.start();
    try {
      stage.send(raised(DefectCode.NO_SHOW, "before", CLOCK.millis()));
      await().atMost(PATIENCE).until(() -> alert(AlertStatus.FIRING, "NO_SHOW:before"));

      stage.send(TopicNames.SILENCES, "s1", SilenceJson.write(silence("s1")));
      stage.send(TopicNames.CONTACT_PREFERENCES, key("after"), optedOut("after"));
      stage.flush();
      // When they are read is nobody's to know: until they are, others fire.
      int[] tries = {0};
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                stage.send(raised(DefectCode.NO_SHOW, "try" + tries[0]++, CLOCK.millis()));
                return stage.alerts().stream()
                    .anyMatch(alert -> alert.suppressedBy() == Suppression.SILENCED);
              });
      stage.send(raised(DefectCode.NO_SHOW, "after", CLOCK.millis()));
      await().atMost(PATIENCE).until(() -> alert(AlertStatus.FIRING, "NO_SHOW:after"));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  message(m -> m.outreachId().equals("CUSTOMER/NO_SHOW:after/customer of after")));

      assertThat(of(stage.alerts(), "ALERT:NO_SHOW:before")).allMatch(Alert::notifies);
      assertThat(of(stage.alerts(), "ALERT:NO_SHOW:after"))
          .extracting(Alert::notifies, Alert::suppressedBy)
          .containsExactly(tuple(false, Suppression.SILENCED));
      assertThat(stage.outreach())
          .filteredOn(
              message -> message.outreachId().equals("CUSTOMER/NO_SHOW:after/customer of after"))
          .extracting(Outreach::revision, Outreach::reason)
          .containsExactly(tuple(1, WithdrawalReason.OPTED_OUT));
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    } finally {
      stage.cancel(job);
    }
  }

  /** It is night, so nothing has been sent when it turns out whose fault it was. */
  @Test
  void whoeverItConcernsAfterAllIsToldInstead(@TempDir Path scratch) throws Exception {
    LocalTime now = LocalTime.now(CLOCK.withZone(ZoneId.of("America/Los_Angeles")));
    Path settings =
        Files.writeString(
            scratch.resolve("n.yaml"),
            DateTimeFormatter.ofPattern("'outreach: {quietHours: {from: 'HH:mm', to: '")
                .format(now.minusHours(1))
                .concat(DateTimeFormatter.ofPattern("HH:mm'}}'").format(now.plusHours(3))));
    JobClient job = stage.start("--notifications", settings.toString());
    try {
      stage.send(raised(DefectCode.NO_SHOW, "O1", CLOCK.millis()));
      stage.flush();
      await().atMost(PATIENCE).until(() -> message(isFor("P1")));
      stage.send(
          Defects.of(
              "P2", DefectCode.NO_SHOW, "O1", "US-NY", 2, DefectStatus.RAISED, CLOCK.millis()));
      stage.flush();
      await().atMost(PATIENCE).until(() -> message(isFor("P2")));
      stage.send(
          Defects.of(
              "P2", DefectCode.NO_SHOW, "O1", "US-NY", 3, DefectStatus.CLEARED, CLOCK.millis()));
      stage.flush();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          sorted(
                              stage.outreach(),
                              o -> o.outreachId() + "|" + o.revision() + "|" + o.reason()))
                      .containsExactly(
                          "CUSTOMER/NO_SHOW:O1/customer of O1|1|null",
                          "CUSTOMER/NO_SHOW:O1/customer of O1|2|CLEARED",
                          "PROVIDER/NO_SHOW:O1/P1|1|null",
                          "PROVIDER/NO_SHOW:O1/P1|2|RETRACTED",
                          "PROVIDER/NO_SHOW:O1/P2|1|null",
                          "PROVIDER/NO_SHOW:O1/P2|2|CLEARED"));
    } finally {
      stage.cancel(job);
    }
    Emitted.assertRevisionsFollow(stage.alerts(), stage.outreach());
  }

  @Test
  void nothingIsDecidedBeforeControlTopicsAreReadToTheirEnds() throws Exception {
    stage.send(raised(DefectCode.NO_SHOW, "O1", CLOCK.millis()));
    for (int i = 0; i < 5_000; i++) {
      stage.send(TopicNames.SILENCES, "other" + i, SilenceJson.write(elsewhere("other" + i)));
      stage.send(TopicNames.CONTACT_PREFERENCES, key("other" + i), optedOut("other" + i));
    }
    stage.send(TopicNames.SILENCES, "last", SilenceJson.write(silence("last")));
    stage.send(TopicNames.CONTACT_PREFERENCES, key("O1"), optedOut("O1"));
    stage.flush();
    JobClient job = stage.start("--settle", "PT0S");
    try {
      await().atMost(PATIENCE).until(() -> alert(AlertStatus.FIRING, "NO_SHOW:O1"));
      await().atMost(PATIENCE).until(() -> stage.outreach().size() == 2);

      assertThat(stage.alerts())
          .extracting(Alert::notifies, Alert::suppressedBy)
          .containsExactly(tuple(false, Suppression.SILENCED));
      assertThat(stage.outreach())
          .extracting(Outreach::outreachId, Outreach::revision, Outreach::reason)
          .containsExactlyInAnyOrder(
              tuple("CUSTOMER/NO_SHOW:O1/customer of O1", 1, WithdrawalReason.OPTED_OUT),
              tuple("PROVIDER/NO_SHOW:O1/P1", 1, null));
    } finally {
      stage.cancel(job);
    }
  }

  @Test
  void rubbishIsADeadLetterAndWhatIsFineGoesOn() throws Exception {
    JobClient job = stage.start();
    try {
      List<String> records =
          List.of(TopicNames.DEFECTS, TopicNames.SILENCES, TopicNames.CONTACT_PREFERENCES);
      for (String topic : records) {
        stage.send(topic, "k", "rubbish");
      }
      // Those of events are put aside by the jobs that detect defects in them.
      stage.send(TopicNames.ORDER_EVENTS, "k", "rubbish");
      stage.send(TopicNames.DEFECTS, "k", (String) null);
      long at = CLOCK.millis();
      DefectChange noShow = raised(DefectCode.NO_SHOW, "poison", at);
      List<Consumer<dev.odyssey.avro.DefectChange>> poison =
          List.of(
              change -> change.setAnchorEventId("and on ".repeat(50_000)),
              change -> change.setSummary("and on ".repeat(50_000)),
              change -> change.setRaisedAt(Instant.ofEpochMilli(Long.MIN_VALUE)),
              change -> change.setDetectedAt(Instant.ofEpochMilli(Long.MAX_VALUE)),
              change -> change.setWindowStart(Instant.ofEpochMilli(Long.MAX_VALUE)),
              change -> change.setTimeZone("Atlantis/Capital"),
              change -> change.setRevision(0));
      for (Consumer<dev.odyssey.avro.DefectChange> drop : poison) {
        stage.send(TopicNames.DEFECTS, "k", altered(noShow, drop));
      }
      String endless = SilenceJson.write(silence("endless", "(".repeat(200_000)));
      stage.send(TopicNames.SILENCES, "endless", endless);
      int refused = records.size() + 1 + poison.size() + 1;
      stage.send(raised(DefectCode.NO_SHOW, "O1", at));
      // Zones that IANA knows and Java by itself does not.
      stage.send(TopicNames.ORDER_EVENTS, "O3", new OrderEventAvro().encode(placed("O3", at)));
      stage.send(
          TopicNames.DEFECTS,
          "O2",
          altered(raised(DefectCode.NO_SHOW, "O2", at), change -> change.setTimeZone("HST")));
      stage.send(
          TopicNames.CONTACT_PREFERENCES,
          key("O2"),
          ContactPreferenceJson.write(
              new ContactPreference(customerOf("O2"), false, Set.of(), List.of(), "EST")));

      await().atMost(PATIENCE).until(() -> alert(AlertStatus.FIRING, "NO_SHOW:O1"));
      await()
          .atMost(PATIENCE)
          .until(() -> message(m -> m.outreachId().equals("CUSTOMER/NO_SHOW:O2/customer of O2")));
      await()
          .atMost(PATIENCE)
          .until(() -> stage.records(TopicNames.DEAD_LETTERS).size() >= refused);
      assertThat(stage.records(TopicNames.DEAD_LETTERS))
          .allSatisfy(letter -> assertThat(Emitted.header(letter, Rejected.REASON)).isNotBlank())
          .extracting(letter -> Emitted.header(letter, Rejected.TOPIC))
          .hasSize(refused)
          .allMatch(topic -> records.stream().anyMatch(topic::endsWith))
          .satisfies(
              topics ->
                  assertThat(records)
                      .allMatch(name -> topics.stream().anyMatch(topic -> topic.endsWith(name))));
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    } finally {
      stage.cancel(job);
    }
  }

  /**
   * What comes later than the lag is decided as of when it came: it is enough for a busy machine.
   */
  @Test
  void aJobWithoutStateThatReadsAllAgainTellsNothingNew(@TempDir Path scratch) throws Exception {
    Path settings = Files.writeString(scratch.resolve("n.yaml"), DefectsComeAndGo.SETTINGS);
    String[] patient = {
      "--settle", "PT2S", "--lag", "PT5S", "--notifications", settings.toString()
    };
    DefectsComeAndGo defects = new DefectsComeAndGo();
    JobClient job = stage.start(patient);
    await()
        .atMost(LONG_PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> defects.sendSome(stage, CLOCK.millis()));
    await()
        .atMost(LONG_PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(stage.alerts())
                    .extracting(Alert::alertId)
                    .containsAll(defects.alertsOfThoseThatLast()));
    stop(job, scratch);
    List<Alert> alerts = stage.alerts();
    List<Outreach> outreach = stage.outreach();
    Emitted.assertRevisionsFollow(alerts, outreach);
    assertThat(alerts).extracting(Alert::status).contains(AlertStatus.CLEARED);

    List<String> twice =
        Stream.concat(alerts.stream(), alerts.stream())
            .map(NotificationJobIT::content)
            .sorted()
            .toList();
    JobClient again = stage.start(patient);
    await()
        .atMost(LONG_PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> stage.alerts().size() >= twice.size());
    stop(again, scratch);
    assertThat(sorted(stage.alerts(), NotificationJobIT::content))
        .as("nothing new, and nothing in other words")
        .isEqualTo(twice);
    onlyWithdrawalsAreNew(outreach, stage.outreach());
  }

  /** Stops a job when all that it has told is there to be read. */
  private static void stop(JobClient job, Path scratch) throws Exception {
    var unused =
        job.stopWithSavepoint(
                false, scratch.resolve("savepoints").toString(), SavepointFormatType.CANONICAL)
            .get(1, TimeUnit.MINUTES);
    stage.awaitEnd();
  }

  /** What an alert says, apart from when it was decided. */
  private static String content(Alert alert) {
    return AlertJson.write(alert).replaceAll("\"detectedAt\":\"[^\"]*\"", "\"detectedAt\"");
  }

  /**
   * What is long due is to be sent now, so what settled it meanwhile withdraws it: of messages that
   * went out long ago that says no more than that they are over.
   */
  private static void onlyWithdrawalsAreNew(List<Outreach> before, List<Outreach> after) {
    Set<String> known = before.stream().map(NotificationJobIT::row).collect(Collectors.toSet());
    assertThat(after)
        .extracting(Outreach::outreachId)
        .containsOnly(before.stream().map(Outreach::outreachId).toArray(String[]::new));
    assertThat(after)
        .filteredOn(message -> !known.contains(row(message)))
        .allMatch(
            message -> message.status() == OutreachStatus.WITHDRAWN && message.revision() > 1);
  }

  private static String row(Outreach message) {
    return message.outreachId() + "|" + message.revision() + "|" + message.status();
  }

  /** Alone on the machine only: {@code -Dodyssey.load=true}. StormTest has it without a broker. */
  @Test
  @EnabledIfSystemProperty(named = "odyssey.load", matches = "true")
  void tenThousandDefectsInAMinuteInOneRegionInterruptSomebodyOnceAndOnceMoreWhenTheyAreOver()
      throws Exception {
    int defects = 10_000;
    long from = CLOCK.millis() - 150_000;
    for (int i = 0; i < defects; i++) {
      stage.send(raised(DefectCode.UNFILLED, "O" + i, from + i * 60_000L / defects));
    }
    stage.flush();
    JobClient job = stage.start("--settle", "PT5S");
    try {
      await()
          .atMost(LONG_PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> stage.alerts().size() > defects);
      for (int i = 0; i < defects; i++) {
        stage.send(over(DefectCode.UNFILLED, "O" + i, CLOCK.millis()));
      }
      await()
          .atMost(LONG_PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () ->
                  stage.alerts().stream()
                      .anyMatch(
                          alert ->
                              alert.alertId().startsWith("STORM:")
                                  && alert.status() == AlertStatus.CLEARED));
    } finally {
      stage.cancel(job);
    }

    List<Alert> alerts = stage.alerts();
    assertThat(alerts)
        .filteredOn(Alert::notifies)
        .extracting(Alert::status, alert -> alert.alertId().substring(0, 14))
        .containsExactly(
            tuple(AlertStatus.FIRING, "STORM:UNFILLED"),
            tuple(AlertStatus.CLEARED, "STORM:UNFILLED"));
    assertThat(alerts)
        .filteredOn(alert -> alert.alertId().startsWith("STORM:"))
        .hasSizeLessThan(10)
        .last()
        .satisfies(storm -> assertThat(storm.members().count()).isEqualTo(defects));
    assertThat(alerts)
        .filteredOn(alert -> alert.alertId().startsWith("ALERT:"))
        .allMatch(alert -> alert.suppressedBy() == Suppression.STORM);
  }

  /** State in savepoints is found by these. */
  @Test
  void operatorsKeepTheirIdentity() {
    assertThat(stage.job().getStreamGraph().getStreamNodes())
        .extracting(NotificationJobIT::uidAndName)
        .containsExactlyInAnyOrder(
            "Sink Committer: alerts-topic: Write alerts: Committer",
            "Sink Committer: outreach-topic: Write outreach: Committer",
            "Sink Committer: rejected-topic: Write dead letters: Committer",
            "alerts-topic: Write alerts: Writer",
            "ask-by-playbook: Ask by playbook",
            "contact-preferences-dead-letters: Dead letters",
            "contact-preferences-decode: contact-preferences-decode",
            "contact-preferences-read-to-end: contact-preferences-read-to-end",
            "contact-preferences-said: Contact preferences",
            "contact-preferences: Source: contact-preferences",
            "count-by-region: Count by region",
            "defects-dead-letters: Dead letters",
            "defects-decode: Decode defects",
            "defects-time: Time of defects",
            "defects: Source: Read defects",
            "feed-incidents: Incidents of feeds",
            "follow-incidents: Follow incidents",
            "gate-by-feed: Gate by feed",
            "order-events-time: Time of order-events",
            "order-events-triage: Tell events from dead letters",
            "order-events: Source: Read order-events",
            "outreach-topic: Write outreach: Writer",
            "raise-alerts: Raise alerts",
            "reach-out: Reach out",
            "rejected-topic: Write dead letters: Writer",
            "silences-dead-letters: Dead letters",
            "silences-decode: silences-decode",
            "silences-read-to-end: silences-read-to-end",
            "silences-said: Silences",
            "silences: Source: silences",
            "watch-feeds: Watch feeds");
  }

  private static String uidAndName(StreamNode node) {
    return node.getTransformationUID() + ": " + node.getOperatorName();
  }

  @Test
  void thePlanIsPrintedAndNothingRuns() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    NotificationJob.COMMAND.run(
        stage.arguments("--print-plan"), new PrintStream(printed, true, UTF_8));

    assertThat(printed.toString(UTF_8))
        .startsWith("{")
        .contains("Follow incidents", "Raise alerts", "Reach out", "Watch feeds", "Write alerts");
  }

  private static DefectChange raised(String code, String order, long at) {
    return Defects.change(code, order, "US-NY", 1, DefectStatus.RAISED, at);
  }

  private static DefectChange over(String code, String order, long at) {
    return Defects.change(code, order, "US-NY", 2, DefectStatus.CLEARED, at);
  }

  /** The record of a change, as it is not written by any job of ours. */
  private static byte[] altered(
      DefectChange change, Consumer<dev.odyssey.avro.DefectChange> alteration) throws IOException {
    var altered =
        dev.odyssey.avro.DefectChange.getDecoder().decode(DefectChangeAvro.encode(change));
    alteration.accept(altered);
    ByteBuffer bytes = dev.odyssey.avro.DefectChange.getEncoder().encode(altered);
    byte[] record = new byte[bytes.remaining()];
    bytes.get(record);
    return record;
  }

  private static Silence silence(String id) {
    return silence(id, "US-NY");
  }

  private static Silence elsewhere(String id) {
    return silence(id, "US-" + id);
  }

  private static Silence silence(String id, String region) {
    long now = CLOCK.millis();
    return new Silence(
        id,
        List.of(
            new Matcher("code", Comparison.EQUALS, "NO_SHOW"),
            new Matcher("region", Comparison.EQUALS, region)),
        now - HOUR,
        now + HOUR,
        "maintenance",
        "op-7");
  }

  private static Recipient customerOf(String order) {
    return new Recipient(Recipient.Kind.CUSTOMER, "customer of " + order);
  }

  private static String key(String order) {
    return customerOf(order).key();
  }

  private static String optedOut(String order) {
    return ContactPreferenceJson.write(
        new ContactPreference(customerOf(order), true, Set.of(), List.of(), null));
  }

  private static OrderEvent placed(String order, long at) {
    return OrderEvent.builder()
        .eventId("placed " + order)
        .type(OrderEventType.PLACED)
        .occurredAt(at)
        .recordedAt(at)
        .orderId(order)
        .offeringId("plumbing")
        .region("US-HI")
        .timeZone("HST")
        .build();
  }

  private static boolean alert(AlertStatus status, String defectId) {
    return stage.alerts().stream()
        .anyMatch(a -> a.alertId().equals("ALERT:" + defectId) && a.status() == status);
  }

  private static Predicate<Outreach> isFor(String providerId) {
    return message -> message.outreachId().equals("PROVIDER/NO_SHOW:O1/" + providerId);
  }

  private static boolean message(Predicate<Outreach> wanted) {
    return stage.outreach().stream().anyMatch(wanted);
  }

  private static List<Alert> of(List<Alert> alerts, String alertId) {
    return alerts.stream().filter(alert -> alert.alertId().equals(alertId)).toList();
  }

  private static <T> List<String> sorted(List<T> values, Function<T, String> row) {
    return values.stream().map(row).sorted().toList();
  }
}
