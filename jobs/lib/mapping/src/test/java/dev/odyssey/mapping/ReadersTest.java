package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Map<String, Object>> all(RecordReader reader) throws IOException {
    try (reader) {
      List<Map<String, Object>> all = new ArrayList<>();
      for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
        all.add(record.fields());
      }
      return all;
    }
  }

  // CSV

  @Test
  void columnsAreNamedByTheMappingWhateverTheirCase() throws IOException {
    Path csv = file("a.csv", "\uFEFFID,Name,other\n1,\"a, b\",x\n\n2,,y\n3,?,z\n");
    Columns columns = Columns.of(Set.of("id", "name"), Set.of(), Set.of("?"), false);
    assertThat(all(CsvRecords.open(csv, ",", columns)))
        .containsExactly(Map.of("id", "1", "name", "a, b"), Map.of("id", "2"), Map.of("id", "3"));
  }

  @Test
  void compressedAndWithOtherSeparators() throws IOException {
    Path csv = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(csv))) {
      out.write("id;name\n1;a,b\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(all(CsvRecords.open(csv, ";", Columns.ALL)))
        .containsExactly(Map.of("id", "1", "name", "a,b"));
  }

  @Test
  void whatIsWrongWithACsvFileIsSaidWithWhere() throws IOException {
    assertThatThrownBy(
            () -> CsvRecords.open(file("a.csv", "id,name\n"), ",", Columns.only(Set.of("nam"))))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("a.csv has no column nam; it has id, name");
    assertThatThrownBy(
            () ->
                all(
                    CsvRecords.open(
                        file("b.csv", "id,name\n1,a\n2\n"), ",", Columns.only(Set.of("name")))))
        .hasMessageContaining("b.csv, row 3: has 1 cells, and name is cell 2");
    assertThatThrownBy(() -> CsvRecords.open(file("c.csv", ""), ",", Columns.ALL))
        .hasMessageContaining("c.csv is empty");
    assertThatThrownBy(() -> CsvRecords.open(file("d.csv.gz", "id\n"), ",", Columns.ALL))
        .hasMessageContaining("d.csv.gz is not compressed by gzip");
  }

  // JSON

  @Test
  void documentsOneAfterTheOtherOrInOneArray() throws IOException {
    List<Map<String, Object>> two = List.of(Map.of("a", 1), Map.of("a", 2));
    assertThat(all(JsonRecords.open(file("a", "{\"a\":1}\n{\"a\":2}\n"), "$", null, Columns.ALL)))
        .isEqualTo(two);
    assertThat(all(JsonRecords.open(file("b", "[{\"a\":1},{\"a\":2}]"), "$", null, Columns.ALL)))
        .isEqualTo(two);
  }

  @Test
  void recordsWithinADocumentWithWhatIsAroundThem() throws IOException {
    Path json =
        file(
            "a",
            """
            {"x": {"events": [{"id": 1, "changes": [{"f": "a"}, {"f": "b"}]}, {"id": 2, "changes": []},
                              {"id": 3, "changes": [{"f": "c", "n": null}]}]}}
            {"x": {"events": null}}
            """);
    assertThat(all(JsonRecords.open(json, "x.events[*].changes[*]", "event", Columns.ALL)))
        .containsExactly(
            Map.of("f", "a", "event", Map.of("id", 1)),
            Map.of("f", "b", "event", Map.of("id", 1)),
            Map.of("f", "c", "event", Map.of("id", 3)));
  }

  @Test
  void whatIsWrongWithAJsonFileIsSaidWithWhere() throws IOException {
    assertThatThrownBy(
            () -> all(JsonRecords.open(file("a", "{\"a\":1}\n{nonsense"), "$", null, Columns.ALL)))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("not JSON");
    assertThatThrownBy(() -> all(JsonRecords.open(file("b", "[1]"), "$", null, Columns.ALL)))
        .hasMessageContaining("document 1: a record must be an object, not 1");
  }

  @Test
  void changesWithAndWithoutTheirSchema() throws IOException {
    Path json =
        file(
            "a",
            "{\"schema\":{},\"payload\":{\"op\":\"c\",\"after\":{\"id\":1}}}\n{\"op\":\"d\"}\n");
    assertThat(all(Source.of(Source.Format.DEBEZIUM).open(json, Set.of(), false)))
        .containsExactly(Map.of("op", "c", "after", Map.of("id", 1)), Map.of("op", "d"));
    assertThatThrownBy(
            () ->
                all(
                    Source.of(Source.Format.DEBEZIUM)
                        .open(file("b", "{\"id\":1}"), Set.of(), false)))
        .hasMessageContaining("b, record 1: not a change as Debezium writes it: no op");
  }

  // XES

  @Test
  void eventsHaveTheAttributesOfTheirTrace() throws IOException {
    Path xes =
        file(
            "a.xes",
            """
            <log><global scope="event"><string key="x" value="no"/></global>
            <float key="stat" value="1"><float key="inner" value="2"/></float>
            <trace><string key="concept:name" value="T1"/>
              <event><string key="a" value="1"/><list key="l"><string key="a" value="9"/></list><int key="n" value="5"/></event>
              <event><string key="a" value=""/></event></trace>
            <trace><event><string key="a" value="3"/></event></trace></log>
            """);
    assertThat(all(XesRecords.open(xes, Columns.ALL)))
        .containsExactly(
            Map.of("case:concept:name", "T1", "a", "1", "n", "5"),
            Map.of("case:concept:name", "T1"),
            Map.of("a", "3"));
  }

  @Test
  void anEventLogReadsNoOtherFiles() throws IOException {
    Path secret = file("secret", "secret");
    Path xes =
        file(
            "a.xes",
            "<!DOCTYPE log [<!ENTITY e SYSTEM \""
                + secret.toUri()
                + "\">]>"
                + "<log><trace><event><string key=\"a\" value=\"b\"/>&e;</event></trace></log>");
    assertThatThrownBy(() -> all(XesRecords.open(xes, Columns.ALL)))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("is not XES");
  }
}
