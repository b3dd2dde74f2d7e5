package dev.odyssey.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.CaseStatus;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schemas against what the codecs write, and against what must not be written. */
@Domain(AnyRecord.Notifications.class)
class JsonSchemasTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMAS = Path.of("json-schema");

  private static final JsonSchema ALERT = schema("alert");
  private static final JsonSchema OUTREACH = schema("outreach");
  private static final JsonSchema SILENCE = schema("silence");
  private static final JsonSchema PREFERENCE = schema("contact-preference");
  private static final JsonSchema OUTCOME = schema("outreach-outcome");

  @Property(tries = 300)
  void everyAlertValidates(@ForAll Alert alert) {
    assertThat(errors(ALERT, AlertJson.write(alert))).isEmpty();
  }

  @Property(tries = 300)
  void everyCaseValidates(@ForAll CaseFile file) {
    assertThat(errors(schema("case"), CaseFileJson.write(file))).isEmpty();
  }

  @Property(tries = 300)
  void everyMessageValidates(@ForAll Outreach outreach) {
    assertThat(errors(OUTREACH, OutreachJson.write(outreach))).isEmpty();
  }

  @Property(tries = 300)
  void everySilenceValidates(@ForAll Silence silence) {
    assertThat(errors(SILENCE, SilenceJson.write(silence))).isEmpty();
  }

  @Property(tries = 300)
  void everyPreferenceValidates(@ForAll ContactPreference preference) {
    assertThat(errors(PREFERENCE, ContactPreferenceJson.write(preference))).isEmpty();
  }

  @Property(tries = 300)
  void everyOutcomeValidates(@ForAll OutreachOutcome outcome) {
    assertThat(errors(OUTCOME, OutreachOutcomeJson.write(outcome))).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "alert; {`revision`: 0}; /revision: must have a minimum value of 1",
        "alert; {`revision`: `1`}; /revision: string found, integer expected",
        "alert; {`alertId`: ` `}; /alertId: does not match the regex pattern",
        "alert; {`status`: `OPEN`}; /status: does not have a value in the enumeration",
        "alert; {`startsAt`: `2025-03-01T17:00:00Z`}; /startsAt: does not match the regex pattern",
        "alert; {`startsAt`: `2025-02-30T17:00:00.000Z`}; /startsAt: does not match the date-time",
        "alert; {`startsAt`: 1740848400000}; /startsAt: integer found, string expected",
        "alert; {`members`: {`count`: 1}}; /members: required property 'ids' not found",
        "alert; {`notified`: true}; : property 'notified' is not defined in the schema",
        "alert; {`suppressedBy`: `SURGE`}; /notify: must be the constant value 'false'",
        "alert; {`notify`: false}; /reason: must be the constant value 'EXPIRED'",
        "case; {`status`: `CLOSED`}; : required property 'closedAt' not found",
        "alert; {`status`: `CLEARED`}; : required property 'endsAt' not found",
        "alert; {`endsAt`: `2025-03-01T17:00:00.000Z`}; /endsAt: schema for 'endsAt' is false",
        "outreach; {`outreachId`: `NO_SHOW:e1`}; /outreachId: does not match the regex pattern",
        "outreach; {`recipient`: null}; /recipient: null found, object expected",
        "outreach; {`recipient`: {`kind`: `CUSTOMER`, `id`: `c`, `phone`: `1`}}; /recipient: property 'phone' is not defined",
        "outreach; {`reason`: `CLEARED`}; /reason: schema for 'reason' is false",
        "outreach; {`status`: `WITHDRAWN`}; : required property 'reason' not found",
        "outreach; {`channels`: [`PIGEON`]}; /channels/0: does not have a value in the enumeration",
        "outreach; {`variables`: {`a`: 1}}; /variables/a: integer found, string expected",
        "silence; {`matchers`: []}; /matchers: must have at least 1 items",
        "silence; {`matchers`: [{`field`: `regoin`, `comparison`: `EQUALS`, `value`: ``}]}; /matchers/0/field: does not have a value",
        "silence; {`from`: `today`}; /from: does not match the date-time pattern",
        "contact-preference; {`channels`: [`SMS`, `SMS`]}; /channels: must have only unique items",
        "contact-preference; {`optedOut`: `no`}; /optedOut: string found, boolean expected",
        "outreach-outcome; {`status`: `ACTED`}; : required property 'option' not found",
        "outreach-outcome; {`option`: `CANCEL`}; /option: schema for 'option' is false",
      })
  void whatIsWrongDoesNotValidate(String name, String changes, String error) throws IOException {
    ObjectNode fields = (ObjectNode) JSON.readTree(good(name));
    assertThat(errors(schema(name), fields.toString())).isEmpty();

    fields.setAll((ObjectNode) JSON.readTree(changes.replace('`', '"')));

    assertThat(errors(schema(name), fields.toString()))
        .anySatisfy(message -> assertThat(message).startsWith(error));
  }

  @ParameterizedTest
  @CsvSource({
    "silence, /silenceId, 1000",
    "silence, /reason, 1000",
    "silence, /by, 1000",
    "silence, /matchers/0/value, 1100",
    "contact-preference, /recipient/id, 1000",
    "outreach-outcome, /outreachId, 2101",
  })
  void aTextHasItsBound(String name, String at, int most) throws IOException {
    int last = at.lastIndexOf('/');
    for (int length : new int[] {most, most + 1}) {
      ObjectNode fields = (ObjectNode) JSON.readTree(good(name));
      ObjectNode parent = last == 0 ? fields : (ObjectNode) fields.at(at.substring(0, last));
      parent.put(at.substring(last + 1), "x".repeat(length));

      assertThat(errors(schema(name), fields.toString()).isEmpty()).isEqualTo(length == most);
    }
  }

  static Stream<Arguments> enumerations() {
    return Stream.of(
        Arguments.of("alert", "/properties/status", names(AlertStatus.values())),
        Arguments.of("alert", "/properties/severity", names(Severity.values())),
        Arguments.of("alert", "/properties/kind", names(AlertKind.values())),
        Arguments.of("alert", "/properties/reason", names(AlertReason.values())),
        Arguments.of("case", "/properties/status", names(CaseStatus.values())),
        Arguments.of("case", "/properties/severity", names(Severity.values())),
        Arguments.of("case", "/properties/acted", names(OutreachOption.values())),
        Arguments.of("alert", "/properties/suppressedBy", names(Suppression.values())),
        Arguments.of("outreach", "/properties/status", names(OutreachStatus.values())),
        Arguments.of("outreach", "/properties/reason", names(WithdrawalReason.values())),
        Arguments.of("outreach", "/properties/severity", names(Severity.values())),
        Arguments.of(
            "outreach", "/properties/recipient/properties/kind", names(Recipient.Kind.values())),
        Arguments.of("outreach", "/properties/channels/items", names(MessageChannel.values())),
        Arguments.of("outreach", "/properties/options/items", names(OutreachOption.values())),
        Arguments.of("silence", "/properties/matchers/items/properties/field", SilenceJson.FIELDS),
        Arguments.of(
            "silence",
            "/properties/matchers/items/properties/comparison",
            names(Silence.Comparison.values())),
        Arguments.of(
            "contact-preference",
            "/properties/recipient/properties/kind",
            names(Recipient.Kind.values())),
        Arguments.of(
            "contact-preference", "/properties/channels/items", names(MessageChannel.values())),
        Arguments.of(
            "outreach-outcome", "/properties/status", names(OutreachOutcome.Status.values())),
        Arguments.of("outreach-outcome", "/properties/option", names(OutreachOption.values())),
        Arguments.of("outreach-outcome", "/properties/channel", names(MessageChannel.values())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("enumerations")
  void enumerationsAreThoseOfTheRecords(String name, String at, Collection<String> values) {
    List<String> listed = new ArrayList<>();
    schema(name).getSchemaNode().at(at).path("enum").forEach(value -> listed.add(value.asText()));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(values);
  }

  @ParameterizedTest
  @CsvSource("outreach")
  void codesHaveTheFormOfTheRecords(String name) {
    JsonNode code = schema(name).getSchemaNode().at("/properties/code");

    assertThat(code.path("pattern").asText()).isEqualTo("^" + DefectCode.FORM + "$");
  }

  @ParameterizedTest
  @CsvSource({
    "alert",
    "case",
    "acknowledgement",
    "outreach",
    "silence",
    "contact-preference",
    "outreach-outcome"
  })
  void everyFieldSaysWhatItMeans(String name) {
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema(name).getSchemaNode()))
        .as("a JSON Schema")
        .isEmpty();
    JsonNode root = schema(name).getSchemaNode();
    assertThat(root.path("description").asText()).isNotEmpty();
    root.findValues("properties").stream()
        .flatMap(properties -> properties.properties().stream())
        .filter(field -> !isOfARule(field))
        .forEach(
            field ->
                assertThat(field.getValue().path("description").asText())
                    .as(field.getKey())
                    .isNotEmpty());
  }

  /** Within a rule a field is compared, not described. */
  private static boolean isOfARule(Map.Entry<String, JsonNode> field) {
    JsonNode schema = field.getValue();
    return schema.isBoolean() || schema.has("const") || (schema.has("enum") && schema.size() == 1);
  }

  private static String good(String name) {
    return switch (name) {
      case "alert" -> NotificationJsonTest.GOOD.get("alert");
      case "case" -> NotificationJsonTest.GOOD.get("case");
      case "acknowledgement" -> NotificationJsonTest.GOOD.get("acknowledgement");
      case "outreach" -> NotificationJsonTest.GOOD.get("outreach");
      case "silence" -> NotificationJsonTest.GOOD.get("silence");
      case "contact-preference" -> NotificationJsonTest.GOOD.get("preference");
      default -> NotificationJsonTest.GOOD.get("outcome");
    };
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static List<String> errors(JsonSchema schema, String json) {
    try {
      return schema.validate(JSON.readTree(json)).stream()
          .map(ValidationMessage::getMessage)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchema schema(String name) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).locale(Locale.ROOT).build();
    try {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(Files.readString(SCHEMAS.resolve(name + ".schema.json")), config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
