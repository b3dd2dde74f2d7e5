package dev.odyssey.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.odyssey.schemas.Topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The AsyncAPI document of the suite, made of the list of topics and the schemas: which records a
 * topic holds is what its value says in {@code topics.yaml}.
 */
final class AsyncApi {

  private static final String BINDING = "0.5.0";
  private static final Pattern AVRO_NAME = Pattern.compile("\\b[A-Z][A-Za-z]+\\b");
  private static final Pattern JSON_FILE = Pattern.compile("\\b[a-z-]+\\.schema\\.json\\b");

  private static final Pattern WORD_START = Pattern.compile("\\W+(\\w)");

  /** What others write and the suite reads; all else it writes itself. */
  private static final Set<String> INPUTS =
      Set.of(
          "order-events",
          "contact-events",
          "rules",
          "silences",
          "acknowledgements",
          "contact-preferences",
          "outreach-outcomes");

  /** What a job of the suite writes and another reads. */
  private static final Set<String> BETWEEN_JOBS = Set.of("defects", "order-facts", "contact-facts");

  private final Path schemas;
  private final Map<String, Object> channels = new LinkedHashMap<>();
  private final Map<String, Object> operations = new LinkedHashMap<>();
  private final Map<String, Object> messages = new TreeMap<>();

  private AsyncApi(Path schemas) {
    this.schemas = schemas;
  }

  /** The document as YAML. */
  static String yaml(Path schemas, Topics topics) throws IOException {
    AsyncApi document = new AsyncApi(schemas);
    for (Topic topic : topics.all()) {
      document.add(topic);
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(110);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return """
        # What is on the topics of the suite. Generated from topics.yaml and the schemas beside it, and checked by a
        # test; to write it anew after a change:
        #
        #   mvn -pl schemas test -Dtest=AsyncApiTest -Dodyssey.regenerate

        """
        + new Yaml(options).dump(document.root());
  }

  private Map<String, Object> root() {
    return fields(
        "asyncapi",
        "3.0.0",
        "info",
        fields(
            "title",
            "Odyssey",
            "version",
            "0.1.0",
            "description",
            "Service defects of a home services marketplace: what is read of orders and contacts,"
                + " what is found, whom it is told. An installation may put a prefix before the"
                + " name of every topic."),
        "defaultContentType",
        "application/json",
        "channels",
        channels,
        "operations",
        operations,
        "components",
        fields("messages", messages, "schemas", headers()));
  }

  private void add(Topic topic) throws IOException {
    Map<String, Object> ofTopic = new LinkedHashMap<>();
    for (String message : messagesOf(topic)) {
      ofTopic.put(message, reference("#/components/messages/" + message));
    }
    Map<String, Object> configuration = new LinkedHashMap<>();
    topic
        .config()
        .forEach(
            (key, value) ->
                configuration.put(
                    key,
                    key.equals("cleanup.policy")
                        ? List.of(value)
                        : key.endsWith(".ms") ? (Object) Long.valueOf(value) : value));
    channels.put(
        topic.name(),
        fields(
            "address",
            topic.name(),
            "description",
            topic.description() + " Key: " + topic.key() + ". Value: " + topic.value() + ".",
            "messages",
            ofTopic,
            "bindings",
            fields(
                "kafka",
                fields(
                    "topic",
                    topic.name(),
                    "partitions",
                    topic.partitions(),
                    "topicConfiguration",
                    configuration,
                    "bindingVersion",
                    BINDING))));
    if (INPUTS.contains(topic.name()) || BETWEEN_JOBS.contains(topic.name())) {
      operations.put("receive-" + topic.name(), operation("receive", topic, ofTopic.keySet()));
    }
    if (!INPUTS.contains(topic.name())) {
      operations.put("send-" + topic.name(), operation("send", topic, ofTopic.keySet()));
    } else if (ofTopic.containsKey("Pulse")) {
      operations.put("send-pulses-to-" + topic.name(), operation("send", topic, Set.of("Pulse")));
    }
  }

  private static Map<String, Object> operation(String action, Topic topic, Set<String> messages) {
    String channel = "#/channels/" + topic.name();
    return fields(
        "action",
        action,
        "channel",
        reference(channel),
        "messages",
        messages.stream().map(name -> reference(channel + "/messages/" + name)).toList());
  }

  /** Adds the messages that a topic holds, and gives their names. */
  private List<String> messagesOf(Topic topic) throws IOException {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    Matcher json = JSON_FILE.matcher(topic.value());
    while (json.find()) {
      Map<String, Object> message = json(topic, json.group());
      found.put(camelCase(message.get("title").toString()), message);
    }
    Matcher avro = AVRO_NAME.matcher(topic.value());
    while (avro.find()) {
      if (Files.exists(schemas.resolve(avroFile(avro.group())))) {
        found.put(avro.group(), avro(topic, avro.group()));
      }
    }
    if (topic.name().equals("dead-letters")) {
      found.put("DeadLetter", deadLetter(topic));
    } else if (topic.value().contains("the reason is in the headers")) {
      Map<String, Map<String, Object>> rejected = new LinkedHashMap<>();
      found.forEach(
          (name, message) -> {
            message.put("headers", reference("#/components/schemas/Reason"));
            rejected.put("Rejected" + name, message);
          });
      found = rejected;
    }
    if (found.isEmpty()) {
      throw new IllegalStateException(topic.name() + " holds no known record: " + topic.value());
    }
    messages.putAll(found);
    return List.copyOf(found.keySet());
  }

  /** {@code ContactPreference} of "Contact preference". */
  private static String camelCase(String title) {
    return WORD_START.matcher(title).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  private Map<String, Object> json(Topic topic, String file) throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(schemas.resolve("json-schema").resolve(file).toFile());
    boolean cloudEvent = topic.value().contains("the attributes of the event are in the headers");
    return message(
        schema.path("title").asText(),
        schema.path("description").asText(),
        "application/json",
        cloudEvent ? reference("#/components/schemas/CloudEvent") : null,
        fields(
            "schemaFormat",
            "application/schema+json;version=draft-2020-12",
            "schema",
            reference("./json-schema/" + file)),
        topic.key());
  }

  private Map<String, Object> avro(Topic topic, String name) throws IOException {
    JsonNode schema = new ObjectMapper().readTree(schemas.resolve(avroFile(name)).toFile());
    return message(
        name,
        schema.path("doc").asText(),
        "avro/binary",
        null,
        fields(
            "schemaFormat",
            "application/vnd.apache.avro+json;version=1.9.0",
            "schema",
            reference("./" + avroFile(name))),
        name.equals("Pulse") ? null : topic.key());
  }

  private static Map<String, Object> deadLetter(Topic topic) {
    return message(
        "Dead letter",
        topic.description(),
        "application/octet-stream",
        reference("#/components/schemas/Rejection"),
        null,
        topic.key());
  }

  private static Map<String, Object> message(
      String title,
      String description,
      String contentType,
      Map<String, Object> headers,
      Map<String, Object> payload,
      String key) {
    Map<String, Object> message =
        fields("title", title, "description", description, "contentType", contentType);
    if (headers != null) {
      message.put("headers", headers);
    }
    if (payload != null) {
      message.put("payload", payload);
    }
    if (key != null) {
      message.put("bindings", fields("kafka", fields("key", text(key), "bindingVersion", BINDING)));
    }
    return message;
  }

  /** The headers of records, which Kafka knows as bytes and all of the suite's as text. */
  private static Map<String, Object> headers() {
    Map<String, Object> where =
        fields(
            "odyssey.reason", text("What is wrong: the field and the value."),
            "odyssey.topic", text("The topic that it came on."),
            "odyssey.partition", text("The partition."),
            "odyssey.offset", text("The offset."),
            "odyssey.timestamp",
                text("The record's timestamp in epoch milliseconds; left out where it had none."),
            "odyssey.truncated",
                text("What was cut off, where the record was too large to be carried whole."));
    return fields(
        "CloudEvent",
        object(
            "The attributes of a CloudEvent 1.0 in Kafka's binary mode, in UTF-8.",
            List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "content-type"),
            fields(
                "ce_specversion", fields("description", "Of CloudEvents.", "const", "1.0"),
                "ce_id", text("Deterministic: the id of what it says, a slash, the revision."),
                "ce_source", text("/odyssey/ and the topic."),
                "ce_type",
                    text(
                        "dev.odyssey.case.open, .acknowledged or .closed; dev.odyssey.alert.firing,"
                            + " .updated or .cleared;"
                            + " dev.odyssey.outreach.requested or .withdrawn."),
                "ce_subject", text("The id of the case, the alert or the message."),
                "ce_time", text("When the revision was decided, RFC 3339."),
                "ce_dataschema", text("The $id of the schema of the value."),
                "content-type", text("Of the value."))),
        "Reason",
        object(
            "Why a valid event was not taken in.",
            List.of("odyssey.reason"),
            fields("odyssey.reason", text("What it is, in a sentence."))),
        "Rejection",
        object(
            "The original headers, then these.",
            List.of("odyssey.reason", "odyssey.topic", "odyssey.partition", "odyssey.offset"),
            where));
  }

  private static Map<String, Object> object(
      String description, List<String> required, Map<String, Object> properties) {
    return fields(
        "type",
        "object",
        "description",
        description,
        "required",
        required,
        "properties",
        properties);
  }

  private static Map<String, Object> text(String description) {
    return fields("type", "string", "description", description);
  }

  private static Map<String, Object> reference(String to) {
    return fields("$ref", to);
  }

  private static String avroFile(String name) {
    return "src/main/avro/" + name + ".avsc";
  }

  /** A mapping in this order, given as names and values in turn. */
  private static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
