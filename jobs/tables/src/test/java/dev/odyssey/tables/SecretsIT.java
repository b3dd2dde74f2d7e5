package dev.odyssey.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.deploy.FlinkRest;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.sandbox.EmbeddedKafka;
import dev.odyssey.sandbox.FlinkCluster;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.sandbox.Sandbox;
import dev.odyssey.sandbox.SandboxOptions;
import dev.odyssey.sandbox.SandboxOptions.Service;
import dev.odyssey.sandbox.SelfSignedCertificate;
import dev.odyssey.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job from its jar, on a cluster of processes, with TLS and a password to Kafka and to
 * PostgreSQL. Whatever the cluster wrote or says is searched for the secrets afterwards.
 */
class SecretsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USER = "detector";
  private static final OrderEventAvro AVRO = new OrderEventAvro();

  @TempDir private Path scratch;
  private final List<String> secrets = new ArrayList<>();

  @Test
  void secretsAreUsedAndWrittenNowhere() throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create(scratch);
    String kafkaPassword = secret();
    Path password = Files.writeString(scratch.resolve("postgres.password"), secret());
    SandboxOptions options =
        SandboxOptions.forTest(scratch.resolve("sandbox"))
            .withServices(Service.FLINK, Service.POSTGRES);
    try (EmbeddedKafka kafka = EmbeddedKafka.startSecured(certificate, USER, kafkaPassword);
        Sandbox sandbox = Sandbox.start(options)) {
      kafka.createTopics(Topics.bundled());
      logEverything(sandbox.flink());
      requireTls(sandbox, certificate);
      execute(
          sandbox,
          "CREATE ROLE detector LOGIN PASSWORD '%s'".formatted(Files.readString(password)),
          "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO detector");
      Map<String, String> written = new LinkedHashMap<>();

      Path wrong = kafkaProperties("wrong.properties", certificate, secret());
      assertThatThrownBy(() -> submit(sandbox, kafka, wrong, certificate, password))
          .hasMessageContaining("topic order-events cannot be had from " + kafka.securedServers())
          .hasMessageContaining("Authentication failed")
          .satisfies(e -> written.put("what is said of a wrong password", e.getMessage()));

      Path right = kafkaProperties("kafka.properties", certificate, kafkaPassword);
      String job = submit(sandbox, kafka, right, certificate, password);
      FlinkCluster flink = sandbox.flink();
      flink.awaitRunning(job, PATIENCE);
      send(kafka, "first");
      awaitEvents(sandbox, job, "first");
      assertThat(
              rows(
                  sandbox,
                  "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                      + " WHERE usename = 'detector'"))
          .containsExactly("t");

      String changed = secret();
      execute(
          sandbox,
          "ALTER ROLE detector PASSWORD '%s'".formatted(changed),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'detector'");
      send(kafka, "second");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  files(sandbox.directory()).values().stream()
                      .anyMatch(
                          text ->
                              text.contains(
                                  "password authentication failed for user \"detector\"")));
      Files.writeString(password, changed);
      awaitEvents(sandbox, job, "first", "second");
      assertThat(flink.rest().restores(job)).as("the job has waited, and not failed").isZero();

      written.putAll(answers(flink.rest(), job));
      assertThat(written.keySet()).as("answers").hasSizeGreaterThan(20);
      written.putAll(files(sandbox.directory()));
      assertThat(written).anySatisfy((where, text) -> assertThat(where).endsWith("_metadata"));
      assertThat(written)
          .anySatisfy((where, text) -> assertThat(text).contains("sasl.jaas.config = [hidden]"));
      written.forEach(this::holdsNoSecret);
    }
  }

  private String secret() {
    String secret = "secret-" + UUID.randomUUID();
    secrets.add(secret);
    return secret;
  }

  private static Path kafkaProperties(
      String name, SelfSignedCertificate certificate, String password) throws IOException {
    return Files.writeString(
        certificate.certificate().resolveSibling(name),
        """
        security.protocol=SASL_SSL
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
        username="%s" password="%s";
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
            .formatted(USER, password, certificate.certificate()));
  }

  /** The sandbox logs little; many clusters log every setting of every client. */
  private static void logEverything(FlinkCluster flink) throws IOException {
    Path logging = flink.conf().resolve("log4j.properties");
    Files.writeString(logging, Files.readString(logging).replace("level = WARN", "level = INFO"));
  }

  /** What an administrator does, as far as this test is concerned. */
  private static void requireTls(Sandbox sandbox, SelfSignedCertificate certificate)
      throws Exception {
    String copy =
        "COPY (SELECT unnest(string_to_array('%s', E'\\n'))) TO PROGRAM 'umask 077; cat > %s'";
    execute(
        sandbox,
        copy.formatted(
            String.join("\n", Files.readAllLines(certificate.certificate())), "server.crt"),
        copy.formatted(certificate.privateKey().strip(), "server.key"),
        "ALTER SYSTEM SET ssl = on",
        "SELECT pg_reload_conf()");
  }

  private static String submit(
      Sandbox sandbox,
      EmbeddedKafka kafka,
      Path kafkaProperties,
      SelfSignedCertificate certificate,
      Path password) {
    return sandbox
        .flink()
        .submit(
            ProjectHome.locate().jobJar("tables"),
            Optional.empty(),
            List.of(
                "--kafka.bootstrap-servers",
                kafka.securedServers(),
                "--kafka.properties-file",
                kafkaProperties.toString(),
                "--postgres.url",
                sandbox.postgres().url()
                    + "?sslmode=verify-full&sslrootcert="
                    + certificate.certificate(),
                "--postgres.user",
                USER,
                "--postgres.password-file",
                password.toString()));
  }

  /** Sends an order event. */
  private static void send(EmbeddedKafka kafka, String id) throws Exception {
    long now = Clock.systemUTC().millis();
    OrderEvent event =
        OrderEvent.builder()
            .eventId(id)
            .type(OrderEventType.RATED)
            .occurredAt(now)
            .recordedAt(now)
            .orderId("order-" + id)
            .offeringId("tv-mount")
            .region("east")
            .timeZone("America/New_York")
            .stars(1)
            .build();
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "order-events", event.orderId().getBytes(UTF_8), AVRO.encode(event)))
          .get();
    }
  }

  private static void awaitEvents(Sandbox sandbox, String job, String... events) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(rows(sandbox, "SELECT event_id FROM order_event ORDER BY event_id"))
                    .as(() -> "events, with " + sandbox.flink().rest().rootCause(job))
                    .containsExactly(events));
  }

  private static List<String> rows(Sandbox sandbox, String sql) throws SQLException {
    try (Connection connection = sandbox.postgres().connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }

  private static void execute(Sandbox sandbox, String... statements) throws SQLException {
    try (Connection connection = sandbox.postgres().connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** What a person, or a program, can ask the cluster. */
  private static Map<String, String> answers(FlinkRest rest, String job) {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/config",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/logs",
                "/taskmanagers"));
    for (String path :
        List.of(
            "",
            "/accumulators",
            "/checkpoints",
            "/checkpoints/config",
            "/config",
            "/exceptions?maxExceptions=100",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/plan")) {
      paths.add("/jobs/" + job + path);
    }
    for (JsonNode vertex : rest.get("/jobs/" + job).path("vertices")) {
      String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
      paths.add(path);
      paths.add(path + "/accumulators");
    }
    rest.taskManagers().forEach(id -> paths.add("/taskmanagers/" + id));
    Map<String, String> answers = new LinkedHashMap<>();
    paths.forEach(path -> answers.put(path, rest.get(path).toString()));
    return answers;
  }

  /**
   * All files that the cluster has: configuration, logs, checkpoints, what was uploaded. The
   * database's own are left out, since it keeps passwords as it must.
   */
  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(directory.resolve("postgres"))) {
          files.put(file.toString(), new String(Files.readAllBytes(file), UTF_8));
        }
      }
    }
    return files;
  }

  private void holdsNoSecret(String where, String text) {
    for (String secret : secrets) {
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
      assertThat(text.contains(secret) || text.contains(encoded))
          .as("a secret in %s", where)
          .isFalse();
    }
  }
}
