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
import dev.odyssey.connectors.Committed;
import dev.odyssey.connectors.TopicNames;
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

/** What readers of committed data see on the topics of alerts and messages. */
final class Emitted {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema ALERT = schema("alert");
  private static final JsonSchema OUTREACH = schema("outreach");

  /** The alerts; those of one alertId in order. Each validates against its schema. */
  static List<Alert> alerts(String bootstrapServers, String prefix) {
    return read(bootstrapServers, prefix + TopicNames.ALERTS, ALERT, AlertJson::read);
  }

  /** The messages; those of one recipient in order. Each validates against its schema. */
  static List<Outreach> outreach(String bootstrapServers, String prefix) {
    return read(bootstrapServers, prefix + TopicNames.OUTREACH, OUTREACH, OutreachJson::read);
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

  private static <T> List<T> read(
      String bootstrapServers, String topic, JsonSchema schema, Function<String, T> codec) {
    List<T> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : Committed.records(bootstrapServers, topic)) {
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
    return values;
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

  private Emitted() {}
}
