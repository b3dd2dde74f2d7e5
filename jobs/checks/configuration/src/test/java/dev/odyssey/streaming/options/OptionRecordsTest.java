package dev.odyssey.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.detection.job.DetectionOptions;
import dev.odyssey.notifications.job.NotificationOptions;
import dev.odyssey.tables.PostgresOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionRecordsTest {

  @TempDir Path directory;

  @Test
  void kafkaHasItsDefaultsFromTheJob() {
    KafkaOptions options = kafka(Map.of());
    assertThat(options.groupId()).isEqualTo("lifecycle-defects");
    assertThat(options.transactionalIdPrefix()).isEqualTo("lifecycle-defects");
    assertThat(options.topic("defects")).isEqualTo("defects");
    assertThat(options.startFrom()).isEqualTo(new StartFrom(StartFrom.Position.EARLIEST, null));
    assertThat(options.consumerProperties()).containsEntry("isolation.level", "read_committed");
    assertThat(options.producerProperties()).containsEntry("transaction.timeout.ms", "600000");
  }

  @Test
  void kafkaHandsOnWhatIsNotItsOwn() {
    KafkaOptions options =
        kafka(
            Map.of(
                "kafka.consumer.isolation.level", "read_uncommitted",
                "kafka.producer.compression.type", "zstd",
                "kafka.topic-prefix", "staging-",
                "kafka.start-from", "2025-03-01T17:00:00Z"));
    assertThat(options.consumerProperties()).containsEntry("isolation.level", "read_uncommitted");
    assertThat(options.producerProperties()).containsEntry("compression.type", "zstd");
    assertThat(options.topic("defects")).isEqualTo("staging-defects");
    assertThat(options.startFrom().instant()).isEqualTo(Instant.parse("2025-03-01T17:00:00Z"));
  }

  @Test
  void secretsOfKafkaStayInTheirFile() throws IOException {
    Path properties = directory.resolve("kafka.properties");
    Files.writeString(
        properties,
        """
        security.protocol=SASL_SSL
        sasl.jaas.config=hunter2
        ssl.keystore.key=hunter2
        some.vault=hunter2
        """);
    KafkaOptions kafka = kafka(Map.of("kafka.properties-file", properties.toString()));

    assertThat(kafka.toString()).contains("SASL_SSL").doesNotContain("hunter2");
    for (Properties handedOn :
        List.of(kafka.adminProperties(), kafka.consumerProperties(), kafka.producerProperties())) {
      assertThat(handedOn).containsEntry("security.protocol", "SASL_SSL");
      assertThat(handedOn.toString()).doesNotContain("hunter2");
    }
    assertThat(new AdminClientConfig(kafka.adminProperties()).getPassword("sasl.jaas.config"))
        .isEqualTo(new Password("hunter2"));
    Properties consumer = kafka.consumerProperties();
    consumer.setProperty("bootstrap.servers", "b:1");
    consumer.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
    consumer.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
    ConsumerConfig resolved = new ConsumerConfig(consumer);
    assertThat(resolved.getPassword("ssl.keystore.key")).isEqualTo(new Password("hunter2"));
    assertThat(resolved.originals()).containsEntry("some.vault", "hunter2");
  }

  @Test
  void theUsersOwnConfigurationProvidersAreKept() throws IOException {
    Path properties = directory.resolve("kafka.properties");
    Files.writeString(
        properties,
        """
        config.providers=env
        config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
        ssl.key.password=${env:KEY_PASSWORD}
        ssl.keystore.password=hunter2
        """);
    assertThat(kafka(Map.of("kafka.properties-file", properties.toString())).consumerProperties())
        .containsEntry("config.providers", "env,odyssey")
        .containsEntry("ssl.key.password", "${env:KEY_PASSWORD}")
        .containsKey("config.providers.env.class");
  }

  @Test
  void thePasswordOfPostgresStaysInItsFile() throws IOException {
    Path password = directory.resolve("password");
    Files.writeString(password, "hunter2\n");
    PostgresOptions postgres =
        postgres(Map.of("postgres.password-file", password.toString()), Map.of());
    assertThat(postgres.toString()).contains(password.toString()).doesNotContain("hunter2");
    assertThat(postgres.password().reveal()).isEqualTo("hunter2");

    Files.writeString(password, "changed\n");
    assertThat(postgres.password().reveal()).isEqualTo("changed");
    Files.writeString(password, "");
    assertThatThrownBy(() -> postgres.password().reveal())
        .hasMessage(password + ": the first line is empty");

    PostgresOptions fromEnvironment = postgres(Map.of(), Map.of("POSTGRES_PASSWORD", "env"));
    assertThat(fromEnvironment.password().reveal()).isEqualTo("env");
    assertThat(fromEnvironment.toString()).endsWith("password=******]");
  }

  @Test
  void credentialsOfTheRegistryStayInTheirFile() throws IOException {
    Path credentials = directory.resolve("credentials");
    Files.writeString(credentials, "job:hunter2\n");
    Map<String, String> given =
        Map.of(
            "schema-registry.url",
            "http://registry:8081/",
            "schema-registry.credentials-file",
            credentials.toString());
    RegistryOptions registry = kafka(given).registry();
    assertThat(registry.url()).isEqualTo("http://registry:8081");
    assertThat(registry.credentials().reveal()).isEqualTo("job:hunter2");
    assertThat(kafka(given).toString()).contains("registry:8081").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://job:hunter2@registry:8081", "http://job:hunter2@reg istry"})
  void credentialsInTheRegistrysUrlAreRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> kafka(Map.of("schema-registry.url", url)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith("--schema-registry.url")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFileOfPropertiesMustNotTakeWhatIsTheJobsOwn() throws IOException {
    Path properties = directory.resolve("kafka.properties");
    Files.writeString(properties, "group.id=mine\n");
    assertThatThrownBy(() -> kafka(Map.of("kafka.properties-file", properties.toString())))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("group.id is the job's own");
  }

  @Test
  void notificationsHaveTheirDefaults() {
    assertThat(NotificationOptions.from(new Configuration()))
        .isEqualTo(
            new NotificationOptions(
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofMinutes(2),
                Duration.ofDays(30)));
    assertThat(
            NotificationOptions.from(Configuration.fromMap(Map.of("notifications", "n.yaml")))
                .settingsFile())
        .contains("n.yaml");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("kafka.start-from", "yesterday", "is not one of earliest, latest, committed"),
        Arguments.of("kafka.transaction-timeout", "PT0S", "must be more than 0"),
        Arguments.of(
            "kafka.rejected.max-bytes", "100", "must be at least 16384 and at most 1073741824"),
        Arguments.of("kafka.properties-file", "/no/such/file", "cannot be read"),
        Arguments.of("schema-registry.url", "registry:8081", "is not like http://host:port/path"),
        Arguments.of("schema-registry.credentials-file", "/no/such/file", "cannot be read"),
        Arguments.of("pulse.interval", "PT0S", "must be at least"),
        Arguments.of("pulse.patience", "PT0S", "must be at least"),
        Arguments.of("retention", "PT0S", "must be more than 0"),
        Arguments.of("timeline.max-events", "0", "must be at least 1"),
        Arguments.of("incidents.retention", "PT0S", "must be more than 0"),
        Arguments.of("settle", "PT-1S", "is not a value of kind duration"),
        Arguments.of("lag", "2 seconds", "is not a value of kind duration"),
        Arguments.of("postgres.url", "mysql://h", "does not begin with jdbc:postgresql:"),
        Arguments.of("postgres.password-file", "/no/such/file", "cannot be read"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refused")
  void whatIsWrongIsNamed(String key, String value, String message) {
    assertThatThrownBy(
            () -> {
              Map<String, String> given = Map.of(key, value);
              Map<String, String> withUrl = new HashMap<>(given);
              if (key.equals("schema-registry.credentials-file")) {
                withUrl.put("schema-registry.url", "http://registry:8081");
              }
              kafka(withUrl);
              PulseOptions.from(Configuration.fromMap(given));
              DetectionOptions.from(Configuration.fromMap(given));
              NotificationOptions.from(Configuration.fromMap(given));
              postgres(given, Map.of("POSTGRES_PASSWORD", "p"));
            })
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("--" + key + " " + value)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?password=hunter2",
        "jdbc:postgresql://h/d?ssl=true&sslPassword=hunter2",
        "jdbc:postgresql://job:hunter2@h/d",
        "postgresql://job:hunter2@h/d"
      })
  void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> postgres(Map.of("postgres.url", url), Map.of()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("postgres.password-file")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aMissingPasswordIsNamed() {
    assertThatThrownBy(() -> postgres(Map.of(), Map.of()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("postgres.password-file")
        .hasMessageContaining("POSTGRES_PASSWORD");
  }

  private static KafkaOptions kafka(Map<String, String> given) {
    Map<String, String> all = new HashMap<>(Map.of("kafka.bootstrap-servers", "b:1"));
    all.putAll(given);
    return KafkaOptions.from(Configuration.fromMap(all), "lifecycle-defects");
  }

  private static PostgresOptions postgres(Map<String, String> given, Map<String, String> env) {
    Map<String, String> all =
        new HashMap<>(Map.of("postgres.url", "jdbc:postgresql://h/d", "postgres.user", "u"));
    all.putAll(given);
    return PostgresOptions.from(Configuration.fromMap(all), env);
  }
}
