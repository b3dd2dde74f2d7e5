package dev.odyssey.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.GenericRecords;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.codec.OrderFactsAvro;
import dev.odyssey.codec.Pulses;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.sandbox.EmbeddedKafka;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.schemas.Topics;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.flink.formats.avro.typeutils.AvroSchemaConverter;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tables of {@code schemas/flink-sql} over the topics of a real broker. */
@Timeout(120)
class FlinkSqlIT {

  private static final String TO_THE_END = " /*+ OPTIONS('scan.bounded.mode'='latest-offset') */ ";

  private static EmbeddedKafka kafka;
  private static TableEnvironment tables;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopics(Topics.bundled());
    tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set("table.local-time-zone", "UTC");
    tables.getConfig().set("parallelism.default", "1");
    String script = Files.readString(ddl());
    for (String statement :
        script.replace("${kafka.bootstrap.servers}", kafka.bootstrapServers()).split(";\n")) {
      tables.executeSql(statement);
    }
  }

  private static Path ddl() {
    return ProjectHome.locate().path().resolve("schemas/flink-sql/topics.sql");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void tablesHaveTheColumnsOfTheSchemas() {
    Map<String, String> schemas =
        Map.of(
            "order_events", "OrderEvent",
            "contact_events", "ContactEvent",
            "defects", "DefectChange",
            "order_facts", "OrderFacts",
            "contact_facts", "ContactFacts",
            "order_scorecard_day", "OrderScorecardDay",
            "contact_scorecard_day", "ContactScorecardDay",
            "rule_day", "RuleDay",
            "provider_tiers", "ProviderTier");
    Set<String> ofTheKey = Set.of("factId", "rowKey");
    assertThat(tables.listTables()).containsExactlyInAnyOrderElementsOf(schemas.keySet());
    schemas.forEach(
        (table, name) -> {
          Schema schema = new GenericRecords(name).schema();
          DataType ofSchema = AvroSchemaConverter.convertToDataType(schema.toString(), false);
          RowType expected = (RowType) ofSchema.getLogicalType();
          List<String> columns = new ArrayList<>();
          for (Column column : tables.from(table).getResolvedSchema().getColumns()) {
            if (!ofTheKey.contains(column.getName())) {
              columns.add(column.getName() + " " + nullable(column.getDataType()));
            }
          }
          List<String> fields = new ArrayList<>();
          for (RowType.RowField field : expected.getFields()) {
            fields.add(field.getName() + " " + field.getType().copy(true).asSummaryString());
          }
          assertThat(columns).as(table).hasSameSizeAs(fields);
          assertThat(columns.stream().map(FlinkSqlIT::loose))
              .as(table)
              .containsExactlyElementsOf(fields.stream().map(FlinkSqlIT::loose).toList());
        });
  }

  private static String nullable(DataType type) {
    return type.nullable().getLogicalType().asSummaryString();
  }

  /** What a schema may not leave out, a table does not enforce. */
  private static String loose(String type) {
    return type.replace(" NOT NULL", "").replace("VARCHAR(2147483647)", "STRING");
  }

  @Test
  void eventsAreRowsAndWhatIsNoEventIsPassedOver() throws Exception {
    OrderEvent placed =
        new OrderEventJson()
            .read(
                """
                {"eventId":"e1","type":"RATED","occurredAt":"2025-03-01T17:00:00.250Z","recordedAt":"2025-03-01T17:00:01Z",\
                "orderId":"o1","offeringId":"tv-mount","region":"US-CA","timeZone":"America/Los_Angeles","stars":4}""");
    send("order-events", null, new OrderEventAvro().encode(placed));
    send("order-events", null, Pulses.encode(1));
    send("order-events", null, "rubbish".getBytes(StandardCharsets.UTF_8));
    send("order-events", null, null);

    assertThat(
            select(
                "SELECT eventId, type, stars, customerId, CAST(occurredAt AS STRING) FROM order_events"
                    + TO_THE_END))
        .containsExactly(Row.of("e1", "RATED", 4, null, "2025-03-01 17:00:00.250"));
  }

  @Test
  void aDefectIsItsLatestRevision() throws Exception {
    Path stored = ProjectHome.locate().path().resolve("schemas/versions/DefectChange/3.hex");
    byte[] cleared = HexFormat.of().parseHex(Files.readString(stored).strip());
    DefectChange change = DefectChangeAvro.decode(cleared);
    assertThat(change.status()).isEqualTo(DefectStatus.CLEARED);
    byte[] raised =
        DefectChangeAvro.encode(
            new DefectChange(
                1, DefectStatus.RAISED, change.detectedAt() - 1, change.finding().uncleared()));
    send("defects", change.defectId(), raised);
    send("defects", change.defectId(), cleared);

    List<Row> rows =
        select(
            "SELECT defectId, status, evidence[2].type, policy['arrivalGrace'], COUNT(*)"
                + " FROM defects"
                + TO_THE_END
                + " GROUP BY defectId, status, evidence[2].type, policy['arrivalGrace']");
    assertThat(rows.get(rows.size() - 1))
        .isEqualTo(Row.ofKind(RowKind.INSERT, change.defectId(), "CLEARED", "ARRIVED", "PT0S", 1L));
    assertThat(rows.stream().filter(row -> row.getKind() == RowKind.DELETE)).hasSize(1);
  }

  @Test
  void aWithdrawnFactIsNoRowAndRowsOfTwoKindsShareATopic() throws Exception {
    OrderFacts.Order order =
        new OrderFacts.Order(
            LocalDate.parse("2025-03-01"), "tv-mount", "US-CA", "p1", true, null, 5, false, null);
    OrderFacts facts = new OrderFacts("o1", 1, 2, order, List.of(), List.of());
    send("order-facts", facts.factId(), OrderFactsAvro.encode(facts));
    send("order-facts", "o2@1", OrderFactsAvro.encode(facts));
    send("order-facts", "o2@1", null);
    send("order-facts", "odyssey-pulse", Pulses.encode(1));
    for (Scorecard scorecard : List.of(Scorecard.ORDER, Scorecard.CONTACT)) {
      ScorecardKey key =
          new ScorecardKey(scorecard, EntityType.ALL, "ALL", LocalDate.parse("2025-03-01"));
      ScorecardRow row = new ScorecardRow(key, 1, 2, Counters.ZERO);
      send("scorecards", key.text(), ScorecardRowAvro.encode(row));
    }

    List<Row> changes = select("SELECT factId, `order`.stars FROM order_facts" + TO_THE_END);
    assertThat(changes.stream().filter(row -> row.getField(0).equals("o1@1")))
        .containsExactly(Row.of("o1@1", 5));
    assertThat(changes.stream().filter(row -> row.getField(0).equals("o2@1")).map(Row::getKind))
        .endsWith(RowKind.DELETE);
    assertThat(select("SELECT rowKey, `day` FROM contact_scorecard_day" + TO_THE_END))
        .containsExactly(Row.of("CONTACT/ALL/ALL/2025-03-01", LocalDate.parse("2025-03-01")));
  }

  @Test
  void aTableOfAnUnknownSchemaOrFieldIsRefused() {
    assertThatThrownBy(() -> declare("Nonsense", "eventId STRING"))
        .hasStackTraceContaining("No version of a schema is committed as Nonsense");
    assertThatThrownBy(() -> declare("OrderEvent", "nonsense STRING"))
        .isInstanceOf(ValidationException.class)
        .hasMessage("The schema OrderEvent has no field nonsense");
    assertThatThrownBy(() -> declare("OrderEvent", "stars STRING"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("STRING cannot be read from \"int\"");
  }

  @Test
  void rubbishEndsAQueryThatDoesNotPassItOver() throws Exception {
    send("contact-events", null, "rubbish".getBytes(StandardCharsets.UTF_8));
    assertThat(select("SELECT contactId FROM contact_events" + TO_THE_END)).isEmpty();
    assertThatThrownBy(
            () ->
                select(
                    "SELECT contactId FROM contact_events /*+ OPTIONS("
                        + "'scan.bounded.mode'='latest-offset',"
                        + "'avro-single-object.skip-others'='false') */"))
        .hasStackTraceContaining("no ContactEvent: no Avro in single-object encoding");
  }

  private static void declare(String schema, String column) throws Exception {
    tables.executeSql(
        """
        CREATE TEMPORARY TABLE wrong (%s) WITH (
          'connector' = 'kafka', 'topic' = 'order-events',
          'properties.bootstrap.servers' = '%s', 'scan.startup.mode' = 'earliest-offset',
          'scan.bounded.mode' = 'latest-offset',
          'format' = 'avro-single-object', 'avro-single-object.schema' = '%s')"""
            .formatted(column, kafka.bootstrapServers(), schema));
    try {
      select("SELECT * FROM wrong");
    } finally {
      tables.executeSql("DROP TEMPORARY TABLE wrong");
    }
  }

  private static List<Row> select(String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> found = tables.executeSql(query).collect()) {
      found.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static void send(String topic, String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, 0, bytes, value)).get();
    }
  }
}
