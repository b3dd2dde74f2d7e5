package dev.odyssey.streaming.options;

import dev.odyssey.streaming.options.Option.Kind;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How a job talks to Kafka.
 *
 * @param startFrom where a job without savepoint begins to read
 * @param topicPrefix put before the name of every topic
 * @param transactionalIdPrefix begins the transactional ids of every sink of the job
 * @param transactionTimeout after which the broker gives up a transaction of a job that went away
 * @param rejectedMaxBytes a rejected record larger than this is cut
 * @param consumer properties of consumers; in the place of secrets, where they are
 * @param producer properties of producers, likewise
 * @param registry the registry of the schemas of records; null where there is none
 */
public record KafkaOptions(
    String bootstrapServers,
    String groupId,
    StartFrom startFrom,
    String topicPrefix,
    String transactionalIdPrefix,
    Duration transactionTimeout,
    int rejectedMaxBytes,
    Map<String, String> consumer,
    Map<String, String> producer,
    RegistryOptions registry)
    implements Serializable {

  private static final int MIN_REJECTED_BYTES = 16 * 1024;

  private static final int MAX_REJECTED_BYTES = 1024 * 1024 * 1024;

  /** Kafka's default; a producer refuses larger records by itself. */
  private static final int MAX_REQUEST_BYTES = 1024 * 1024;

  static final ConfigOption<String> BOOTSTRAP_SERVERS =
      ConfigOptions.key("kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Brokers to begin with, host:port, separated by commas.");

  static final ConfigOption<String> GROUP_ID =
      ConfigOptions.key("kafka.group-id")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Consumer group under which read offsets are committed at each checkpoint, for"
                  + " monitoring of the lag and for --kafka.start-from committed. A restored job"
                  + " reads on from its checkpoint, whatever was committed.");

  static final ConfigOption<String> START_FROM =
      ConfigOptions.key("kafka.start-from")
          .stringType()
          .defaultValue("earliest")
          .withDescription(
              "Where a job that is not restored begins to read: earliest, latest, committed (of"
                  + " the group; earliest where there is none), or the records from an instant on"
                  + " (2025-03-01T17:00:00Z). From anything but earliest, what happened to a"
                  + " subject before is unknown and can show as defects that are none.");

  static final ConfigOption<String> TOPIC_PREFIX =
      ConfigOptions.key("kafka.topic-prefix")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Put before the name of every topic read or written, so that several installations"
                  + " can share brokers (staging- makes staging-order-events).");

  static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      ConfigOptions.key("kafka.transactional-id-prefix")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Begins the transactional ids of the job's sinks. Two jobs running with the same one"
                  + " end each other's transactions; a job started with another one leaves open"
                  + " transactions of its past to time out, and readers of committed data wait for"
                  + " them. With the same one, a start ends those that no checkpoint needs.");

  static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      ConfigOptions.key("kafka.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "After this the broker gives up a transaction. Nothing is lost by it: what a"
                  + " transaction of a checkpoint held is kept with the checkpoint, and written"
                  + " again by a job that recovers later. Keep it well above checkpoint interval"
                  + " plus its timeout, or a job fails while it runs. At most the broker's"
                  + " transaction.max.timeout.ms (Kafka's default: 15 minutes).");

  static final ConfigOption<Integer> REJECTED_MAX_BYTES =
      ConfigOptions.key("kafka.rejected.max-bytes")
          .intType()
          .defaultValue(900 * 1024)
          .withDescription(
              "Largest rejected record in bytes (key, value, headers); of a larger one the"
                  + " beginning is kept, in the dead-letter topic. Keep it below max.message.bytes"
                  + " of those topics, or a huge record stops the job. At least 16384.");

  static final ConfigOption<String> PROPERTIES_FILE =
      ConfigOptions.key("kafka.properties-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Java properties for every client: security protocol, SASL, TLS. The place for"
                  + " secrets, which are no part of the job: the file is read on every machine of"
                  + " the job, whenever a client is made there.");

  private static final Option<String> BOOTSTRAP = Option.of(BOOTSTRAP_SERVERS, Kind.TEXT);
  private static final Option<String> GROUP_NAME =
      Option.optional(GROUP_ID, Kind.TEXT, "the job's name");
  private static final Option<String> START = Option.of(START_FROM, Kind.START);
  private static final Option<String> PREFIX = Option.optional(TOPIC_PREFIX, Kind.TEXT, "none");
  private static final Option<String> TRANSACTIONS =
      Option.optional(TRANSACTIONAL_ID_PREFIX, Kind.TEXT, "the job's name");
  private static final Option<Duration> TIMEOUT = Option.of(TRANSACTION_TIMEOUT, Kind.DURATION);
  private static final Option<Integer> MAX_BYTES = Option.of(REJECTED_MAX_BYTES, Kind.INTEGER);
  private static final Option<String> FILE = Option.optional(PROPERTIES_FILE, Kind.FILE, "none");

  private static final Passthrough CONSUMER =
      new Passthrough(
          "kafka.consumer.",
          "Handed to Kafka's consumers as it is; isolation.level is read_committed unless given"
              + " here.",
          Map.of(
              ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
              use(BOOTSTRAP_SERVERS),
              ConsumerConfig.GROUP_ID_CONFIG,
              use(GROUP_ID),
              ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
              use(START_FROM),
              ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
              "offsets are committed with checkpoints",
              ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
              "records are read as bytes",
              ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
              "records are read as bytes"));

  private static final Passthrough PRODUCER =
      new Passthrough(
          "kafka.producer.",
          "Handed to Kafka's producers as it is.",
          Map.of(
              ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
              use(BOOTSTRAP_SERVERS),
              ProducerConfig.TRANSACTIONAL_ID_CONFIG,
              use(TRANSACTIONAL_ID_PREFIX),
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
              use(TRANSACTION_TIMEOUT),
              ProducerConfig.ACKS_CONFIG,
              "exactly once needs all",
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
              "exactly once needs it",
              ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
              "records are written as bytes",
              ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
              "records are written as bytes"));

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Kafka",
          "Topics are read by partition and written exactly once.",
          Stream.concat(
                  Stream.of(
                      BOOTSTRAP, GROUP_NAME, START, PREFIX, TRANSACTIONS, TIMEOUT, MAX_BYTES, FILE),
                  RegistryOptions.OPTIONS.stream())
              .toList(),
          List.of(CONSUMER, PRODUCER));

  public KafkaOptions {
    consumer = Map.copyOf(consumer);
    producer = Map.copyOf(producer);
  }

  /**
   * The options that were given.
   *
   * @param job the job's name, the default of what must tell jobs apart
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  public static KafkaOptions from(Configuration values, String job) {
    Duration timeout = TIMEOUT.get(values);
    if (timeout.isZero() || timeout.toMillis() > Integer.MAX_VALUE) {
      throw InvalidOptionException.of(
          TIMEOUT.key(), timeout, "must be more than 0 and at most 24 days");
    }
    int maxBytes = MAX_BYTES.get(values);
    if (maxBytes < MIN_REJECTED_BYTES || maxBytes > MAX_REJECTED_BYTES) {
      throw InvalidOptionException.of(
          MAX_BYTES.key(),
          maxBytes,
          "must be at least " + MIN_REJECTED_BYTES + " and at most " + MAX_REJECTED_BYTES);
    }
    Map<String, String> shared = FILE.find(values).map(KafkaOptions::properties).orElse(Map.of());
    Map<String, String> consumer = new TreeMap<>(shared);
    consumer.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.putAll(CONSUMER.from(values));
    Map<String, String> producer = new TreeMap<>(shared);
    producer.putAll(PRODUCER.from(values));
    return new KafkaOptions(
        BOOTSTRAP.get(values),
        GROUP_NAME.find(values).orElse(job),
        StartFrom.parse(START.key(), START.get(values)),
        PREFIX.find(values).orElse(""),
        TRANSACTIONS.find(values).orElse(job),
        timeout,
        maxBytes,
        consumer,
        producer,
        RegistryOptions.from(values).orElse(null));
  }

  private static String use(ConfigOption<?> instead) {
    return "use --" + instead.key();
  }

  private static Map<String, String> properties(String file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      // A malformed escape is not quoted, so what is said holds nothing of the file.
      throw new InvalidOptionException(
          "--" + PROPERTIES_FILE.key() + " " + file + ": cannot be read: " + e, e);
    }
    for (String key : properties.stringPropertyNames()) {
      CONSUMER.refuseOwned(file, key);
      PRODUCER.refuseOwned(file, key);
    }
    return KafkaSecrets.referred(Path.of(file).toAbsolutePath().toString(), properties);
  }

  /** The full name of a topic. */
  public String topic(String name) {
    return topicPrefix + name;
  }

  /** What an administrative client is made with. */
  public Properties adminProperties() {
    Properties properties = new Properties();
    Set<String> known = AdminClientConfig.configNames();
    consumer.forEach(
        (key, value) -> {
          if (known.contains(key) || KafkaSecrets.isAboutProviders(key)) {
            properties.setProperty(key, value);
          }
        });
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return properties;
  }

  /** What a consumer is made with, but for brokers and group. */
  public Properties consumerProperties() {
    Properties properties = new Properties();
    properties.putAll(consumer);
    return properties;
  }

  /** What a transactional producer is made with, but for brokers and ids. */
  public Properties producerProperties() {
    Properties properties = new Properties();
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Long.toString(Math.max(MAX_REQUEST_BYTES, rejectedMaxBytes + (long) MIN_REJECTED_BYTES)));
    properties.putAll(producer);
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()));
    return properties;
  }

  /** Without the values of secrets. */
  @Override
  public String toString() {
    return "KafkaOptions[bootstrapServers=%s, groupId=%s, startFrom=%s, topicPrefix=%s, transactionalIdPrefix=%s, transactionTimeout=%s, rejectedMaxBytes=%d, consumer=%s, producer=%s, registry=%s]"
        .formatted(
            bootstrapServers,
            groupId,
            startFrom,
            topicPrefix,
            transactionalIdPrefix,
            transactionTimeout,
            rejectedMaxBytes,
            redacted(consumer),
            redacted(producer),
            registry);
  }

  private static Map<String, String> redacted(Map<String, String> properties) {
    Map<String, String> shown = new TreeMap<>(properties);
    shown.replaceAll(
        (key, value) -> KafkaSecrets.isSecret(key) ? GlobalConfiguration.HIDDEN_CONTENT : value);
    return shown;
  }
}
