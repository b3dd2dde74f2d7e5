package dev.odyssey.codec;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.scorecards.ScorecardRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every record that was ever written can be read. How a version is added is said in the README of
 * this module.
 */
class SchemaVersionsTest {

  private static final Path SCHEMAS = Path.of("src", "main", "avro");
  private static final Path VERSIONS = Path.of("versions");
  private static final int RANDOM_RECORDS = 200;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(
              new SimpleModule().addSerializer(LocalDate.class, ToStringSerializer.instance));

  /** One committed version of one schema. */
  record Version(String name, int number, Schema schema) {

    Path file(String extension) {
      return VERSIONS.resolve(name).resolve(number + extension);
    }

    @Override
    public String toString() {
      return name + " " + number;
    }
  }

  static Stream<String> names() {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".avsc", ""))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Version> versions() {
    return names()
        .flatMap(
            name -> {
              List<Schema> schemas = SchemaVersions.of(name);
              return IntStream.range(0, schemas.size())
                  .mapToObj(i -> new Version(name, i + 1, schemas.get(i)));
            });
  }

  private static Schema today(String name) throws IOException {
    return new Schema.Parser().parse(SCHEMAS.resolve(name + ".avsc").toFile());
  }

  @ParameterizedTest
  @MethodSource("names")
  void todaysSchemaIsTheNewestCommittedVersion(String name) throws IOException {
    List<Schema> versions = SchemaVersions.of(name);

    assertThat(versions.get(versions.size() - 1))
        .as(
            "%s.avsc differs from versions/%s/%d.avsc: commit it as versions/%s/%d.avsc",
            name, name, versions.size(), name, versions.size() + 1)
        .isEqualTo(today(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void versionsAreNumberedWithoutGaps(String name) throws IOException {
    try (Stream<Path> files = Files.list(VERSIONS.resolve(name))) {
      assertThat(files.filter(file -> file.toString().endsWith(".avsc")))
          .hasSize(SchemaVersions.of(name).size());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void todaysSchemaIsCompatibleWithTheVersion(Version version) throws IOException {
    SchemaCompatibility.SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(today(version.name()), version.schema());

    assertThat(result.getType()).as(result.getDescription()).isEqualTo(COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anyRecordOfTheVersionIsRead(Version version) throws IOException {
    Class<?> generated = SpecificData.get().getClass(version.schema());
    SingleObjectReader<?> reader =
        new SingleObjectReader<>(
            SpecificData.getForClass(generated),
            SpecificData.get().getSchema(generated),
            SchemaVersions.of(version.name()));
    BinaryMessageEncoder<Object> encoder =
        new BinaryMessageEncoder<>(new GenericData(), version.schema());

    for (Object written : new RandomData(version.schema(), RANDOM_RECORDS, 17L)) {
      assertThat(reader.read(bytes(encoder.encode(written)))).isNotNull();
    }
  }

  /** A stored record is proof that the file of a version is still what records were written in. */
  @ParameterizedTest
  @MethodSource("versions")
  void theStoredRecordOfTheVersionIsReadAsItWasMeant(Version version) throws IOException {
    Path stored = version.file(".hex");
    assertThat(stored)
        .as("no record is stored for %s; this is one: %s", version, aRecord(version))
        .exists();
    byte[] bytes = HexFormat.of().parseHex(Files.readString(stored).strip());
    JsonNode meant = JSON.readTree(version.file(".json").toFile());

    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2))
        .isEqualTo(SchemaNormalization.parsingFingerprint64(version.schema()));
    JsonNode read = JSON.readTree(readAsJson(version.name(), bytes));
    meant
        .properties()
        .forEach(
            field ->
                assertThat(read.get(field.getKey()))
                    .as(field.getKey())
                    .isEqualTo(field.getValue()));
  }

  /** What evolution is for, shown while there is no second version: a field came, another went. */
  @Test
  void anEventIsReadFromASchemaWithOtherFields() throws IOException {
    Schema today = today("OrderEvent");
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : today.getFields()) {
      if (!field.name().equals("claimId")) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    fields.add(3, new Schema.Field("retired", Schema.create(Schema.Type.STRING)));
    Schema other =
        Schema.createRecord(today.getName(), today.getDoc(), today.getNamespace(), false, fields);
    GenericRecord written = (GenericRecord) new RandomData(other, 1, 17L).iterator().next();
    written.put("eventId", "e1");
    written.put("type", new GenericData.EnumSymbol(other.getField("type").schema(), "PLACED"));
    written.put("occurredAt", 1_740_848_400_000L);
    written.put("recordedAt", 1_740_848_401_000L);
    written.put("windowStart", null);
    written.put("windowEnd", null);
    written.put("timeZone", "UTC");
    written.put("stars", null);
    byte[] bytes = bytes(new BinaryMessageEncoder<>(new GenericData(), other).encode(written));

    OrderEvent read = event(new OrderEventAvro(List.of(today, other)), bytes);

    assertThat(read.eventId()).isEqualTo("e1");
    assertThat(read.orderId()).isEqualTo(written.get("orderId").toString());
    assertThat(read.claimId()).isNull();
    assertThatThrownBy(() -> new OrderEventAvro().decode(bytes))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("unknown schema");
  }

  @Test
  void aSchemaOfNoVersionIsNamed() {
    assertThatThrownBy(() -> SchemaVersions.of("Nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Nothing");
  }

  private static String aRecord(Version version) throws IOException {
    Object any = new RandomData(version.schema(), 1, 17L).iterator().next();
    return HexFormat.of()
        .formatHex(
            bytes(new BinaryMessageEncoder<>(new GenericData(), version.schema()).encode(any)));
  }

  private static String readAsJson(String name, byte[] bytes) throws IOException {
    return switch (name) {
      case "OrderEvent" -> new OrderEventJson().write(event(new OrderEventAvro(), bytes));
      case "ContactEvent" -> new ContactEventJson().write(event(new ContactEventAvro(), bytes));
      case "DefectChange" -> DefectChangeJson.write(DefectChangeAvro.decode(bytes));
      case "OrderFacts" -> JSON.writeValueAsString(OrderFactsAvro.decode(bytes));
      case "ContactFacts" -> JSON.writeValueAsString(ContactFactsAvro.decode(bytes));
      case "OrderScorecardDay", "ContactScorecardDay", "RuleDay" ->
          row(ScorecardRowAvro.decode(bytes));
      case "ProviderTier" -> ProviderTierJson.write(ProviderTierAvro.decode(bytes));
      case "Pulse" ->
          "{\"pulsedAt\":\"%s\"}"
              .formatted(
                  Instants.format(
                      ((Decoded.Pulse<?>) new OrderEventAvro().decode(bytes)).pulsedAt()));
      default -> throw new IllegalArgumentException("No reader is known for " + name);
    };
  }

  /** With the counters by their columns. */
  private static String row(ScorecardRow row) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", row.key().text());
    fields.put("revision", row.revision());
    fields.put("updatedAt", Instants.format(row.updatedAt()));
    List<String> columns = row.key().scorecard().columns();
    for (int i = 0; i < columns.size(); i++) {
      fields.put(columns.get(i), row.counters().at(i));
    }
    return JSON.writeValueAsString(fields);
  }

  private static <E extends Event> E event(EventDecoder<E> decoder, byte[] bytes) {
    return ((Decoded.Fact<E>) decoder.decode(bytes)).event();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
