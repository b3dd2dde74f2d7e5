package dev.odyssey.streaming.kafka;

import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.streaming.Control;
import dev.odyssey.streaming.Decode;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.HoldTimeUntilRead;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.RecordContract;
import dev.odyssey.streaming.TimeWhenRead;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.options.InvalidOptionException;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.registry.RegisteredRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/** Events and facts from topics. */
public final class KafkaInlet {

  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** How long an answer may take that is asked for all the time. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /**
   * The source of one kind of event. Whatever is on the topic, it yields something for it and runs
   * on: what is no event, a tombstone too, is a dead letter, and so is an event or heartbeat whose
   * time is more than ten minutes after the clock. Where there is a schema registry, a record whose
   * schema cannot be had fails the job, so that it is read again.
   *
   * @param eventType the type of the events
   * @param clock tells the wall time; serializable, as those of the JDK are
   * @throws InvalidOptionException if there is a registry and it does not answer
   */
  public static <E extends Event> KafkaSource<Ingested<E>> source(
      KafkaOptions options, EventContract<E> contract, TypeInformation<E> eventType, Clock clock) {
    return KafkaSource.<Ingested<E>>builder()
        .setProperties(options.consumerProperties())
        .setBootstrapServers(options.bootstrapServers())
        .setGroupId(options.groupId())
        .setTopics(options.topic(contract.topic()))
        .setStartingOffsets(options.startFrom().offsets())
        .setDeserializer(
            new EventDeserializer<>(
                contract, eventType, clock, RegisteredRecords.of(options, contract.topic())))
        .build();
  }

  /**
   * The source of one kind of fact: each as it was written, a withdrawn one for a record without a
   * value; and of the heartbeats among them. What is neither, or of a time more than ten minutes
   * after the clock, is a dead letter.
   *
   * @param clock tells the wall time; serializable, as those of the JDK are
   */
  public static <F extends Fact> KafkaSource<Ingested<F>> facts(
      KafkaOptions options, FactContract<F> contract, Clock clock) {
    return KafkaSource.<Ingested<F>>builder()
        .setProperties(options.consumerProperties())
        .setBootstrapServers(options.bootstrapServers())
        .setGroupId(options.groupId())
        .setTopics(options.topic(contract.topic()))
        .setStartingOffsets(options.startFrom().offsets())
        .setDeserializer(new FactDeserializer<>(contract, clock))
        .build();
  }

  /**
   * The source of records of one kind as they come, to be read by {@link Decode}. Where they are
   * written in transactions it reads committed ones, unless the consumer was told otherwise.
   */
  public static KafkaSource<KafkaRecord> records(KafkaOptions options, RecordContract<?> contract) {
    return records(options, contract.topic());
  }

  /** The same for a topic by its name, before the prefix of the installation. */
  public static KafkaSource<KafkaRecord> records(KafkaOptions options, String topic) {
    return records(options, topic, options.startFrom().offsets());
  }

  /**
   * A control topic as a stream that holds time back until it has been read to its end, see {@link
   * HoldTimeUntilRead}. A job without savepoint reads it from its beginning, wherever it begins to
   * read others: what was said long ago may still hold.
   *
   * @param uid begins the uids and names of the source, of what holds time, and of what decodes
   * @return what is said; its side output {@link Triage#DEAD_LETTERS} has what is none
   */
  public static <T> SingleOutputStreamOperator<Control<T>> control(
      StreamExecutionEnvironment env,
      KafkaOptions options,
      RecordContract<Control<T>> contract,
      String uid) {
    return held(env, options, contract.topic(), uid)
        .process(new Decode<>(contract))
        .returns(contract.type())
        .uid(uid + "-decode")
        .name(uid + "-decode")
        .setParallelism(1);
  }

  /**
   * The records of a control topic as they come, as {@link #control} reads them.
   *
   * @param topic before the prefix of the installation
   */
  public static SingleOutputStreamOperator<KafkaRecord> held(
      StreamExecutionEnvironment env, KafkaOptions options, String topic, String uid) {
    return env.fromSource(
            records(options, topic, OffsetsInitializer.earliest()),
            WatermarkStrategy.noWatermarks(),
            uid)
        .uid(uid)
        .setParallelism(1)
        .transform(
            uid + "-read-to-end",
            KafkaRecord.TYPE,
            new HoldTimeUntilRead(new KafkaEnds(options, topic, ANSWER)))
        .uid(uid + "-read-to-end")
        .setParallelism(1);
  }

  /**
   * Records of one kind as they come, with time: see {@link TimeWhenRead}. They are read by one
   * task.
   *
   * @param uid begins the uids and names of the source and of what gives time
   * @param lag how far time stays behind
   * @param settle how long time stands still after a start or an outage
   * @throws InvalidOptionException if the brokers do not answer or have no such topic
   */
  public static SingleOutputStreamOperator<KafkaRecord> recordsInTime(
      StreamExecutionEnvironment env,
      KafkaOptions options,
      RecordContract<?> contract,
      String uid,
      Duration lag,
      Duration settle) {
    return env.fromSource(
            records(options, contract),
            WatermarkStrategy.noWatermarks(),
            "Read " + contract.topic())
        .uid(uid)
        // Asks for the topic, so that one that is missing stops the start.
        .setParallelism(parallelism(options, contract, 1))
        .transform(
            uid + "-read",
            KafkaRecord.TYPE,
            new TimeWhenRead(new KafkaEnds(options, contract.topic(), SOON), lag, settle))
        .uid(uid + "-read")
        .setParallelism(1);
  }

  private static KafkaSource<KafkaRecord> records(
      KafkaOptions options, String topic, OffsetsInitializer from) {
    return KafkaSource.<KafkaRecord>builder()
        .setProperties(options.consumerProperties())
        .setBootstrapServers(options.bootstrapServers())
        .setGroupId(options.groupId())
        .setTopics(options.topic(topic))
        .setStartingOffsets(from)
        .setDeserializer(new RecordDeserializer())
        .build();
  }

  /**
   * How many readers the topic keeps busy: at most one for each partition. A reader without a
   * partition never has a watermark, and time would stand still behind it.
   *
   * @param wanted the job's parallelism
   * @throws InvalidOptionException if the brokers do not answer or have no such topic
   */
  public static int parallelism(KafkaOptions options, EventContract<?> contract, int wanted) {
    return parallelism(options, contract.topic(), wanted);
  }

  /** The same for a topic of facts. */
  public static int parallelism(KafkaOptions options, FactContract<?> contract, int wanted) {
    return parallelism(options, contract.topic(), wanted);
  }

  /** The same for a topic of other records. */
  public static int parallelism(KafkaOptions options, RecordContract<?> contract, int wanted) {
    return parallelism(options, contract.topic(), wanted);
  }

  /** The same for a topic by its name, before the prefix of the installation. */
  public static int parallelism(KafkaOptions options, String name, int wanted) {
    String topic = options.topic(name);
    try (Admin admin = Admin.create(options.adminProperties())) {
      TopicDescription description =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
              .get(topic);
      return Math.min(wanted, description.partitions().size());
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new InvalidOptionException(
          "topic " + topic + " cannot be had from " + options.bootstrapServers() + ": " + cause, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for topic " + topic, e);
    }
  }

  private KafkaInlet() {}
}
