package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each rule about who is told, as a scenario with the revisions of alerts and messages that follow
 * from it beside it, through the command itself.
 */
class NotificationScenariosTopologyTest {

  private static final Path SCENARIOS =
      Path.of("..", "..", "..", "test-data", "scenarios", "notifications");
  private static final Path SCHEMAS = Path.of("..", "..", "..", "schemas", "json-schema");

  /** What a record has only sometimes, and an expectation must therefore be complete in. */
  private static final Set<String> TELLING = Set.of("suppressedBy", "reason", "endsAt");

  @RegisterExtension
  private static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir private Path directory;

  @TestFactory
  List<DynamicTest> everyScenarioTellsWhomItShould() throws IOException {
    try (Stream<Path> scenarios = Files.list(SCENARIOS)) {
      return scenarios
          .filter(Files::isDirectory)
          .sorted()
          .map(
              scenario ->
                  DynamicTest.dynamicTest(scenario.getFileName().toString(), () -> check(scenario)))
          .toList();
    }
  }

  private void check(Path scenario) throws IOException {
    assertThat(scenario.resolve("README.md")).isNotEmptyFile();

    Run run =
        Run.of(directory.resolve(scenario.getFileName().toString()), arguments(scenario).toArray());

    assertThat(run.exit()).as(run.complaints()).isZero();
    assertThat(run.lines("dead-letters.jsonl")).isEmpty();
    List<JsonNode> alerts = run.lines("alerts.jsonl");
    List<JsonNode> messages = run.lines("outreach.jsonl");
    assertValid("alert", alerts);
    assertValid("outreach", messages);
    assertAsExpected(alerts, scenario.resolve("expected-alerts.jsonl"));
    assertAsExpected(messages, scenario.resolve("expected-outreach.jsonl"));
  }

  private static List<Object> arguments(Path scenario) {
    List<Object> arguments = new ArrayList<>();
    addIfThere(arguments, "--order-events", scenario.resolve("orders.jsonl"));
    addIfThere(arguments, "--contact-events", scenario.resolve("contacts.jsonl"));
    addIfThere(arguments, "--policies", scenario.resolve("policies.yaml"));
    addIfThere(arguments, "--notifications", scenario.resolve("notifications.yaml"));
    addIfThere(arguments, "--silences", scenario.resolve("silences.jsonl"));
    addIfThere(arguments, "--contact-preferences", scenario.resolve("contact-preferences.jsonl"));
    return arguments;
  }

  private static void addIfThere(List<Object> arguments, String option, Path file) {
    if (Files.exists(file)) {
      arguments.add(option);
      arguments.add(file);
    }
  }

  private static void assertValid(String name, List<JsonNode> records) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                Files.readString(SCHEMAS.resolve(name + ".schema.json")),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    for (JsonNode record : records) {
      assertThat(schema.validate(record)).as(record.toString()).isEmpty();
    }
  }

  private static void assertAsExpected(List<JsonNode> records, Path file) throws IOException {
    List<JsonNode> expected = Run.parsed(file);
    List<JsonNode> told = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      JsonNode expectation = i < expected.size() ? expected.get(i) : null;
      told.add(expectation == null ? records.get(i) : inTermsOf(expectation, records.get(i)));
    }
    assertThat(told).as(file.toString()).containsExactlyElementsOf(expected);
  }

  /** A record as far as an expectation speaks of it, and in what it must not pass over. */
  private static JsonNode inTermsOf(JsonNode expectation, JsonNode record) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    expectation.fieldNames().forEachRemaining(name -> shown.set(name, record.get(name)));
    TELLING.stream()
        .filter(name -> record.has(name))
        .forEach(name -> shown.set(name, record.get(name)));
    return shown;
  }
}
