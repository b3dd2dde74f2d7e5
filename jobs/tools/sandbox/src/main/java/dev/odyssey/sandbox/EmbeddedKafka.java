package dev.odyssey.sandbox;

import dev.odyssey.deploy.Await;
import dev.odyssey.schemas.Topics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker inside this JVM, on a random port of the loopback interface, its data in a
 * temporary directory. For tests:
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
 *   kafka.createTopics(Topics.bundled());
 *   ... kafka.bootstrapServers() ...
 *   kafka.stop();     // an outage
 *   kafka.restart();  // the same port, the same data
 * }
 * }</pre>
 *
 * Not thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final Path directory;
  private final Map<String, String> settings;
  private final int port;
  private final int securedPort = FreePorts.any();
  private KafkaRaftServer server;

  private EmbeddedKafka() {
    directory = Directories.createTemporary("odyssey-kafka-");
    Path data = directory.resolve("data");
    port = FreePorts.any();
    settings = BrokerSettings.of(port, FreePorts.any(), data);
    format(data);
  }

  /**
   * Starts a broker that has a second port, where it speaks TLS and knows one user by password
   * (SASL PLAIN); returns when it answers.
   */
  public static EmbeddedKafka startSecured(
      SelfSignedCertificate certificate, String user, String password) {
    EmbeddedKafka kafka = new EmbeddedKafka();
    BrokerSettings.addSecured(kafka.settings, kafka.securedPort, certificate, user, password);
    return started(kafka);
  }

  /** Starts a broker; returns when it answers. */
  public static EmbeddedKafka start() {
    return started(new EmbeddedKafka());
  }

  private static EmbeddedKafka started(EmbeddedKafka kafka) {
    try {
      kafka.restart();
      return kafka;
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  /** Where clients connect: {@code 127.0.0.1:PORT}, the same over restarts. */
  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  /** Where clients of a secured broker connect with TLS and a password. */
  public String securedServers() {
    return BrokerSettings.HOST + ":" + securedPort;
  }

  /** Creates those topics of the list that do not exist yet. */
  public void createTopics(Topics topics) {
    var unused = KafkaTopics.create(bootstrapServers(), topics);
  }

  public boolean isRunning() {
    return server != null;
  }

  /** Stops the broker and keeps its data: to clients, an outage. Harmless when it is stopped. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Starts the broker again after {@link #stop} on the same port with the same data. */
  public void restart() {
    if (isRunning()) {
      throw new IllegalStateException("the broker at " + bootstrapServers() + " runs already");
    }
    server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    Await.answer(
        "Kafka in this JVM", Duration.ofSeconds(60), () -> KafkaTopics.ping(bootstrapServers()));
  }

  /** Stops the broker and deletes its data. */
  @Override
  public void close() {
    try {
      stop();
    } finally {
      Directories.deleteTree(directory);
    }
  }

  private static void format(Path data) {
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setNodeId(BrokerSettings.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
            .setMetadataLogDirectory(data.toString());
    formatter.setDirectories(List.of(data.toString()));
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + data + " for Kafka", e);
    }
  }
}
