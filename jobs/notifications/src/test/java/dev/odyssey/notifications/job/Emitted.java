package dev.odyssey.notifications.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.sandbox.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What readers of committed data were given of a topic of alerts or messages so far, each validated
 * against its schema. What was read before is not read again.
 */
final class Emitted<T> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema ALERT = schema("alert");
  private static final JsonSchema OUTREACH = schema("outreach");

  private final JsonSchema schema;
  private final Function<String, T> codec;
  private final List<T> values = new ArrayList<>();

  private Emitted(JsonSchema schema, Function<String, T> codec) {
    this.schema = schema;
    this.codec = codec;
  }

  static Emitted<Alert> alerts() {
    return new Emitted<>(ALERT, AlertJson::read);
  }

  static Emitted<Outreach> outreach() {
    return new Emitted<>(OUTREACH, OutreachJson::read);
  }

  /** The revisions of each id are there once, in order, from 1 on and without gaps. */
  static void assertRevisionsFollow(List<Alert> alerts, List<Outreach> outreach) {
    Map<String, Integer> revisions = new HashMap<>();
    for (Alert alert : alerts) {
      assertThat(alert.revision())
          .as("revision of %s", alert.alertId())
          .isEqualTo(revisions.merge(alert.alertId(), 1, Integer::sum));
    }
    for (Outreach message : outreach) {
      assertThat(message.revision())
          .as("revision of %s", message.outreachId())
          .isEqualTo(revisions.merge(message.outreachId(), 1, Integer::sum));
    }
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  /**
   * Those of one id in order.
   *
   * @param records all of the topic, with those of the last time first
   */
  synchronized List<T> of(List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records.subList(values.size(), records.size())) {
      String line = new String(record.value(), UTF_8);
      assertThat(header(record, "content-type")).startsWith("application/json");
      assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
      try {
        assertThat(schema.validate(JSON.readTree(line))).as(line).isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      values.add(codec.apply(line));
    }
    return List.copyOf(values);
  }

  private static JsonSchema schema(String name) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(
            SchemaLocation.of(
                ProjectHome.locate()
                    .path()
                    .resolve("schemas/json-schema/" + name + ".schema.json")
                    .toUri()
                    .toString()),
            config);
  }
}
