package dev.odyssey.notifications.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.alerts.AlertTypes;
import dev.odyssey.notifications.outreach.OutreachTypes;
import dev.odyssey.notifications.outreach.PreferenceChange;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.streaming.Control;
import dev.odyssey.streaming.Decode;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.RecordContract;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.job.JobCommand;
import dev.odyssey.streaming.kafka.KafkaInlet;
import dev.odyssey.streaming.kafka.KafkaOutlet;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.OptionGroup;
import dev.odyssey.streaming.options.PostgresOptions;
import dev.odyssey.streaming.postgres.AlertTables;
import dev.odyssey.streaming.postgres.OrderContactTable;
import dev.odyssey.streaming.postgres.OutreachOutcomeTable;
import dev.odyssey.streaming.postgres.OutreachTables;
import dev.odyssey.streaming.postgres.PostgresConnection;
import dev.odyssey.streaming.registry.RegisteredRecords;
import dev.odyssey.streaming.types.EventTypeInfo;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The notifications job between Kafka and PostgreSQL.
 *
 * <pre>
 *   Kafka defects --------------.                     .--> Kafka alerts
 *   Kafka order-events ---------+-- notifications ----+--> PostgreSQL alert, alert_change
 *   Kafka silences -------------+                     +--> Kafka outreach
 *   Kafka contact-preferences --'                     '--> PostgreSQL outreach, outreach_change
 *   Kafka outreach-outcomes -------------------------------> PostgreSQL outreach_outcome
 *   Kafka contact-events ----------------------------------> PostgreSQL order_contact
 * </pre>
 *
 * <p>Everything about checkpoints, state backends and restarts is the cluster's to configure.
 */
public final class NotificationJob {

  static final String NAME = "notifications";

  static final List<OptionGroup> OPTIONS =
      List.of(KafkaOptions.GROUP, PostgresOptions.GROUP, NotificationOptions.GROUP);

  static final JobCommand COMMAND = JobCommand.of(NAME, OPTIONS, NotificationJob::build);

  private final StreamExecutionEnvironment env;
  private final KafkaOptions kafka;
  private final NotificationOptions options;
  private final PostgresConnection database;
  private final Clock clock = Clock.systemUTC();
  private DataStream<Rejected> rejected;

  private NotificationJob(
      StreamExecutionEnvironment env, Configuration values, Map<String, String> environment) {
    PostgresOptions postgres = PostgresOptions.from(values, environment);
    this.env = env;
    this.kafka = KafkaOptions.from(values, NAME);
    this.options = NotificationOptions.from(values);
    this.database = new PostgresConnection(postgres.url(), postgres.user(), postgres.password());
  }

  public static void main(String[] args) throws Exception {
    COMMAND.run(args, System.getenv(), System.out);
  }

  /** Adds the whole job to an environment. */
  static void build(
      StreamExecutionEnvironment env, Configuration values, Map<String, String> environment) {
    new NotificationJob(env, values, environment).build();
  }

  private void build() {
    NotificationSettings settings =
        options
            .settingsFile()
            .map(Path::of)
            .map(NotificationSettings::load)
            .orElseGet(NotificationSettings::builtIn);
    // By itself, since operators take it along and the job cannot be.
    Clock wall = clock;
    notify(
        new NotificationTopology(settings, streamTime -> wall.millis(), options.retention())
            .build(
                new NotificationTopology.Inputs(
                    changes(), orderEvents(), silences(), preferences())));
    keepOutcomes();
    keepContacts();
    rejected
        .sinkTo(KafkaOutlet.rejected(kafka, List.of()))
        .name("Write dead letters")
        .uid(Uids.REJECTED_TOPIC);
  }

  private DataStream<DefectChange> changes() {
    return inTime(
        decoded(RecordContract.DEFECTS, Uids.DEFECTS), DefectChange::detectedAt, Uids.DEFECTS);
  }

  private DataStream<OrderEvent> orderEvents() {
    return inTime(
        events(EventContract.ORDERS, EventTypeInfo.ORDER, Uids.ORDER_EVENTS),
        OrderEvent::recordedAt,
        Uids.ORDER_EVENTS);
  }

  private DataStream<Silence> silences() {
    SingleOutputStreamOperator<Control<Silence>> said =
        KafkaInlet.control(env, kafka, RecordContract.SILENCES, Uids.SILENCES);
    reject(said, Uids.SILENCES);
    return said.map(ControlRecords::silence)
        .returns(AlertTypes.SILENCE)
        .name("Silences")
        .uid(Uids.SILENCES + Uids.SAID)
        .setParallelism(1);
  }

  private DataStream<PreferenceChange> preferences() {
    SingleOutputStreamOperator<Control<ContactPreference>> said =
        KafkaInlet.control(env, kafka, RecordContract.CONTACT_PREFERENCES, Uids.PREFERENCES);
    reject(said, Uids.PREFERENCES);
    return said.flatMap(new ControlRecords.Preferences(clock))
        .returns(OutreachTypes.PREFERENCE_CHANGE)
        .name("Contact preferences")
        .uid(Uids.PREFERENCES + Uids.SAID)
        .setParallelism(1);
  }

  private void notify(NotificationTopology.Outputs outputs) {
    outputs.alerts().sinkTo(KafkaOutlet.alerts(kafka)).name("Write alerts").uid(Uids.ALERTS_TOPIC);
    outputs
        .alerts()
        .sinkTo(AlertTables.sink(database))
        .name("Write tables alert, alert_change")
        .uid(Uids.ALERTS_TABLES);
    outputs
        .outreach()
        .sinkTo(KafkaOutlet.outreach(kafka))
        .name("Write outreach")
        .uid(Uids.OUTREACH_TOPIC);
    outputs
        .outreach()
        .sinkTo(OutreachTables.sink(database))
        .name("Write tables outreach, outreach_change")
        .uid(Uids.OUTREACH_TABLES);
  }

  private void keepOutcomes() {
    DataStream<OutreachOutcome> outcomes = decoded(RecordContract.OUTREACH_OUTCOMES, Uids.OUTCOMES);
    outcomes
        .sinkTo(OutreachOutcomeTable.sink(database))
        .name("Write table outreach_outcome")
        .uid(Uids.OUTCOMES_TABLE);
  }

  private void keepContacts() {
    DataStream<ContactEvent> contacts =
        events(EventContract.CONTACTS, EventTypeInfo.CONTACT, Uids.CONTACT_EVENTS);
    contacts
        .filter(OrderContactTable::concerns)
        .name("Contacts about orders")
        .uid(Uids.CONTACT_EVENTS + Uids.ABOUT_ORDERS)
        .sinkTo(OrderContactTable.sink(database))
        .name("Write table order_contact")
        .uid(Uids.ORDER_CONTACTS_TABLE);
  }

  /** Valid events. What is none is for the job that detects defects in them to put aside. */
  private <E extends Event> DataStream<E> events(
      EventContract<E> contract, TypeInformation<E> type, String uid) {
    int parallelism = KafkaInlet.parallelism(kafka, contract, env.getParallelism());
    return env.fromSource(
            KafkaInlet.source(kafka, contract, type, clock),
            WatermarkStrategy.<Ingested<E>>noWatermarks(),
            "Read " + contract.topic(),
            Ingested.typeOf(type))
        .uid(uid)
        .setParallelism(parallelism)
        .process(new Triage<E>(), type)
        .name("Tell events from dead letters")
        .uid(uid + Uids.TRIAGE)
        .setParallelism(parallelism);
  }

  private <T> DataStream<T> decoded(RecordContract<T> contract, String uid) {
    int parallelism = KafkaInlet.parallelism(kafka, contract, env.getParallelism());
    SingleOutputStreamOperator<T> records =
        env.fromSource(
                KafkaInlet.records(kafka, contract),
                WatermarkStrategy.noWatermarks(),
                "Read " + contract.topic())
            .uid(uid)
            .setParallelism(parallelism)
            .process(
                new Decode<>(contract, RegisteredRecords.of(kafka, contract.topic())),
                contract.type())
            .name("Decode " + contract.topic())
            .uid(uid + Uids.DECODE)
            .setParallelism(parallelism);
    reject(records, uid);
    return records;
  }

  private <T> DataStream<T> inTime(
      DataStream<T> stream, SerializableFunction<T, Long> recordedAt, String uid) {
    return stream
        .assignTimestampsAndWatermarks(
            DetectionTime.live(recordedAt, clock, options.lag(), options.settle()))
        .name("Time of " + uid)
        .uid(uid + Uids.TIME)
        .setParallelism(stream.getParallelism());
  }

  private void reject(SingleOutputStreamOperator<?> decoded, String uid) {
    DataStream<Rejected> letters =
        decoded
            .getSideOutput(Triage.DEAD_LETTERS)
            .map(Rejected::of)
            .returns(Rejected.TYPE)
            .name("Dead letters")
            .uid(uid + Uids.DEAD_LETTERS);
    rejected = rejected == null ? letters : rejected.union(letters);
  }
}
