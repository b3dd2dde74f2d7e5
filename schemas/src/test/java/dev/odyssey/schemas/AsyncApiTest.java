package dev.odyssey.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.odyssey.schemas.Topics.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code asyncapi.yaml} is what the topics and the schemas say, and AsyncAPI 3.0; {@code
 * -Dodyssey.regenerate} writes it anew.
 */
class AsyncApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DIRECTORY = Path.of("");
  private static final Path FILE = Path.of("asyncapi.yaml");
  private static final Topics TOPICS = Topics.read(Path.of("topics.yaml"));

  private static JsonSchema official;
  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    if (System.getProperty("odyssey.regenerate") != null) {
      Files.writeString(FILE, AsyncApi.yaml(DIRECTORY, TOPICS));
    }
    try (InputStream in =
        new GZIPInputStream(AsyncApiTest.class.getResourceAsStream("/asyncapi/3.0.0.json.gz"))) {
      official = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(JSON.readTree(in));
    }
    document =
        JSON.valueToTree(
            new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE)));
  }

  @Test
  void isUpToDate() throws IOException {
    assertThat(FILE).content().isEqualTo(AsyncApi.yaml(DIRECTORY, TOPICS));
  }

  @Test
  void isAsyncApi() {
    assertThat(errors(document)).isEmpty();
  }

  @Test
  void theCheckFindsWhatIsWrong() {
    ObjectNode withoutTitle = document.deepCopy();
    ((ObjectNode) withoutTitle.path("info")).remove("title");
    assertThat(errors(withoutTitle)).isNotEmpty();

    ObjectNode misspelt = document.deepCopy();
    ((ObjectNode) misspelt.path("channels").path("alerts")).put("adress", "alerts");
    assertThat(errors(misspelt)).isNotEmpty();

    ObjectNode wrongAction = document.deepCopy();
    ((ObjectNode) wrongAction.path("operations").path("send-alerts")).put("action", "publish");
    assertThat(errors(wrongAction)).isNotEmpty();
  }

  @Test
  void hasEveryTopicAndEverySchema() throws IOException {
    assertThat(document.path("channels").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(TOPICS.all().stream().map(Topic::name).toList());
    String text = Files.readString(FILE);
    for (String directory : new String[] {"src/main/avro", "json-schema"}) {
      try (var files = Files.list(Path.of(directory))) {
        assertThat(files).allSatisfy(file -> assertThat(text).contains("./" + file));
      }
    }
  }

  @Test
  void everyReferenceLeadsToWhatItSays() throws IOException {
    assertThat(document.findValues("$ref")).hasSizeGreaterThan(50);
    for (JsonNode reference : document.findValues("$ref")) {
      String to = reference.asText();
      if (to.startsWith("#")) {
        assertThat(document.at(to.substring(1)).isMissingNode()).as(to).isFalse();
      } else if (to.endsWith(".avsc")) {
        Schema schema = new Schema.Parser().parse(Path.of(to).toFile());
        assertThat(schema.getType()).as(to).isEqualTo(Schema.Type.RECORD);
      } else {
        JsonNode schema = JSON.readTree(Path.of(to).toFile());
        assertThat(schema.path("$schema").asText()).as(to).contains("2020-12");
      }
    }
  }

  private static Set<ValidationMessage> errors(JsonNode node) {
    return official.validate(node);
  }
}
