package dev.odyssey.notifications.job;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.alerts.DeskInput;
import dev.odyssey.notifications.outreach.MessageInput;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Memory;
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
import dev.odyssey.streaming.options.PulseOptions;
import dev.odyssey.streaming.pulse.Pulse;
import dev.odyssey.streaming.registry.RegisteredRecords;
import dev.odyssey.streaming.types.EventTypeInfo;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The notifications job on Kafka.
 *
 * <pre>
 *   defects --------------.
 *   order-events ---------+                     .--> cases
 *   contact-events -------+                     |
 *   silences -------------+-- notifications ----+--> alerts
 *   acknowledgements -----+                     |
 *   contact-preferences --+                     '--> outreach
 *   outreach-outcomes ----'
 * </pre>
 *
 * <p>Time goes by the heartbeats on the topics of events, {@link HeartbeatTime}, and no further
 * than the other topics have been read, {@link dev.odyssey.streaming.TimeWhenRead}. A watermark
 * says that whatever was recorded or detected by then has been read, by the clock that events are
 * recorded and defects detected by, which is not event time: holds, caps and storms are about when
 * people could know.
 *
 * <p>Everything about checkpoints, state backends and restarts is the cluster's to configure.
 */
public final class NotificationJob {

  static final String NAME = "notifications";

  /** Heartbeats come each second, and are held for much longer after an outage. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

  /** What is later than heartbeats of our own can be is a backlog. */
  private static final Duration LATE = Duration.ofSeconds(30);

  static final List<OptionGroup> OPTIONS =
      List.of(KafkaOptions.GROUP, NotificationOptions.GROUP, PulseOptions.GROUP);

  static final JobCommand COMMAND = new JobCommand(NAME, OPTIONS, NotificationJob::build);

  private final StreamExecutionEnvironment env;
  private final KafkaOptions kafka;
  private final NotificationOptions options;
  private final PulseOptions pulse;
  private final Clock clock = Clock.systemUTC();
  private DataStream<Rejected> rejected;

  private NotificationJob(StreamExecutionEnvironment env, Configuration values) {
    this.env = env;
    this.kafka = KafkaOptions.from(values, NAME);
    this.options = NotificationOptions.from(values);
    this.pulse = PulseOptions.from(values);
  }

  public static void main(String[] args) throws Exception {
    COMMAND.run(args, System.out);
  }

  /** Adds the whole job to an environment. */
  static void build(StreamExecutionEnvironment env, Configuration values) {
    new NotificationJob(env, values).build();
  }

  private void build() {
    NotificationSettings settings =
        options
            .settingsFile()
            .map(Path::of)
            .map(NotificationSettings::load)
            .orElseGet(NotificationSettings::builtIn);
    write(
        NotificationTopology.live(settings, Memory.of(options.retention()), LONGEST_STEP)
            .build(
                new NotificationTopology.Inputs(
                    decoded(RecordContract.DEFECTS, Uids.DEFECTS),
                    events(
                        EventContract.ORDERS,
                        EventTypeInfo.ORDER,
                        OrderEvent::recordedAt,
                        Uids.ORDER_EVENTS),
                    events(
                        EventContract.CONTACTS,
                        EventTypeInfo.CONTACT,
                        ContactEvent::recordedAt,
                        Uids.CONTACT_EVENTS),
                    silences().union(acknowledgements()),
                    preferences().union(outcomes()))));
    rejected
        .sinkTo(KafkaOutlet.rejected(kafka, List.of()))
        .name("Write dead letters")
        .uid(Uids.REJECTED_TOPIC);
    // Where the detection jobs write heartbeats, theirs are ahead, and stand still for as long as
    // these jobs are away or have just started; ours see to it that time goes on without them.
    Clock behind = Clock.offset(clock, options.detectionPatience().negated());
    Pulse.attach(env, kafka, pulse, EventContract.ORDERS, behind);
    Pulse.attach(env, kafka, pulse, EventContract.CONTACTS, behind);
  }

  private void write(NotificationTopology.Outputs outputs) {
    outputs.cases().sinkTo(KafkaOutlet.cases(kafka)).name("Write cases").uid(Uids.CASES_TOPIC);
    outputs.alerts().sinkTo(KafkaOutlet.alerts(kafka)).name("Write alerts").uid(Uids.ALERTS_TOPIC);
    outputs
        .outreach()
        .sinkTo(KafkaOutlet.outreach(kafka))
        .name("Write outreach")
        .uid(Uids.OUTREACH_TOPIC);
  }

  private DataStream<DeskInput> silences() {
    return said(
        RecordContract.SILENCES,
        Uids.SILENCES,
        (silence, out) -> out.collect(ControlRecords.silence(silence)),
        NotificationTopology.DESK_INPUT);
  }

  private DataStream<DeskInput> acknowledgements() {
    return said(
        RecordContract.ACKNOWLEDGEMENTS,
        Uids.ACKNOWLEDGEMENTS,
        ControlRecords::acknowledgement,
        NotificationTopology.DESK_INPUT);
  }

  private DataStream<MessageInput> preferences() {
    return said(
        RecordContract.CONTACT_PREFERENCES,
        Uids.PREFERENCES,
        ControlRecords::preference,
        NotificationTopology.MESSAGE_INPUT);
  }

  /** What a control topic says holds from when it is read. */
  private <T, I> DataStream<I> said(
      RecordContract<Control<T>> contract,
      String uid,
      FlatMapFunction<Control<T>, I> input,
      TypeInformation<I> type) {
    SingleOutputStreamOperator<Control<T>> said = KafkaInlet.control(env, kafka, contract, uid);
    reject(said, uid);
    // By itself, since functions take it along and the job cannot be.
    Clock wall = clock;
    return said.flatMap(input)
        .returns(type)
        .name("Said on " + uid)
        .uid(uid + Uids.SAID)
        .setParallelism(1)
        .process(new StampWhenRead<>(wall), type)
        .name("Time of " + uid)
        .uid(uid + Uids.TIME)
        .setParallelism(1);
  }

  private DataStream<MessageInput> outcomes() {
    Clock wall = clock;
    return decoded(RecordContract.OUTREACH_OUTCOMES, Uids.OUTCOMES)
        .process(
            new Known<OutreachOutcome, MessageInput>(
                outcome -> MessageInput.of(outcome),
                outcome -> Math.min(outcome.at(), wall.millis())),
            NotificationTopology.MESSAGE_INPUT)
        .name("Outcomes of messages")
        .setParallelism(1);
  }

  /** Valid events. What is none is for the job that detects defects in them to put aside. */
  private <E extends Event> DataStream<E> events(
      EventContract<E> contract,
      TypeInformation<E> type,
      SerializableFunction<E, Long> recordedAt,
      String uid) {
    int parallelism = KafkaInlet.parallelism(kafka, contract, env.getParallelism());
    WatermarkStrategy<Ingested<E>> byHeartbeats =
        new HeartbeatTime<>(clock, options.lag(), options.detectionPatience().plus(LATE));
    DataStream<E> events =
        env.fromSource(
                KafkaInlet.source(kafka, contract, type, clock),
                pulse.enabled() ? byHeartbeats : WatermarkStrategy.noWatermarks(),
                "Read " + contract.topic(),
                Ingested.typeOf(type))
            .uid(uid)
            .setParallelism(parallelism)
            .process(new Triage<E>(), type)
            .name("Separate events from dead letters")
            .uid(uid + Uids.TRIAGE)
            .setParallelism(parallelism);
    return pulse.enabled()
        ? events
        : events
            .assignTimestampsAndWatermarks(DetectionTime.live(recordedAt, clock, options.lag()))
            .name("Time of " + uid)
            .uid(uid + Uids.TIME)
            .setParallelism(parallelism);
  }

  private <T> DataStream<T> decoded(RecordContract<T> contract, String uid) {
    SingleOutputStreamOperator<T> records =
        KafkaInlet.recordsInTime(env, kafka, contract, uid, options.lag(), options.settle())
            .process(
                new Decode<>(contract, RegisteredRecords.of(kafka, contract.topic())),
                contract.type())
            .name("Decode " + contract.topic())
            .uid(uid + Uids.DECODE)
            .setParallelism(1);
    reject(records, uid);
    return records;
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
