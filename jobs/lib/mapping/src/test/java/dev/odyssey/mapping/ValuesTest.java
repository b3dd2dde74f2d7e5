package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  @TempDir private Path folder;

  private static Scope scope() {
    Scope scope =
        new Scope(
            "S",
            List.of(
                new SourceRecord(0, "row 1", Map.of("status", "new", "group", "A", "only", "x")),
                new SourceRecord(1, "row 2", Map.of("status", "open")),
                new SourceRecord(
                    2,
                    "row 3",
                    Map.of(
                        "status", "done",
                        "group", "B",
                        "flag", true,
                        "count", 3L,
                        "blank", " ",
                        "dotted.name", "whole",
                        "subject", "own",
                        "a", Map.of("b", List.of(Map.of("c", "deep")), "name", "inner"))),
                new SourceRecord(3, "row 4", Map.of("status", "end"))));
    scope.moveTo(2);
    scope.know(Scope.OCCURRED_AT, Instant.parse("2032-01-01T00:00:00Z"));
    return scope;
  }

  private Object value(String yaml) {
    return new Values(folder).value(node(yaml)).get(scope());
  }

  private boolean holds(String yaml) {
    return new Values(folder).condition(node(yaml)).holds(scope());
  }

  /** A value in a map, so that a scalar can be one. */
  private static Node node(String yaml) {
    return Node.parse("m.yaml", "v: " + yaml).entries().get("v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          status                                            | done
          =status                                           | status
          "=a, {b}"                                         | a, {b}
          '5'                                               | null
          5                                                 | 5
          true                                              | true
          ~                                                 | null
          a.b[0].c                                          | deep
          a.b[1].c                                          | null
          a.name                                            | inner
          dotted.name                                       | whole
          subject                                           | S
          record.subject                                    | own
          "{subject}-{count}"                               | S-3
          "{subject}-{missing}"                             | null
          [missing, blank, group, status]                   | B
          [missing, "x-{missing}", =fallback]               | fallback
          first(status)                                     | new
          last(status)                                      | end
          prev(group)                                       | A
          prev(only)                                        | x
          prev(missing)                                     | null
          first(status where group = B)                     | done
          first(status where group = *)                     | new
          {path: status, upper: true}                       | DONE
          {path: status, prefix: a-, suffix: -z}            | a-done-z
          {path: missing, prefix: a-}                       | null
          {path: "a.b[0].c", after: d, before: p}           | ee
          {path: status, map: {done: COMPLETED}}            | COMPLETED
          {path: status, map: {new: PLACED}, else: OTHER}   | OTHER
          {path: missing, map: {new: PLACED}, else: OTHER}  | null
          {path: status, replace: {done: over}}             | over
          {path: status, replace: {new: over}}              | done
          {path: missing, known: =yes, else: =no}           | no
          {path: group, known: status, else: =no}           | done
          {when: {group: B}, then: status, else: subject}   | done
          {when: {group: A}, then: status, else: subject}   | S
          {jexl: "count * 2 + 1"}                           | 7
          {jexl: "record['dotted.name'].toUpperCase()"}     | WHOLE
          {jexl: "missing"}                                 | null
          """)
  void aValueIs(String yaml, String expected) {
    Object value = value(yaml);
    assertThat(value == null ? null : value.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          always                                            | true
          first                                             | false
          last                                              | false
          {first: false, last: false}                       | true
          {status: done}                                    | true
          {status: d*}                                      | true
          {status: [new, open]}                             | false
          {status: [new, d*]}                               | true
          {status: ~}                                       | false
          {missing: ~}                                      | true
          {blank: ~}                                        | true
          {flag: true}                                      | true
          {count: 3}                                        | true
          {subject: "{record.subject}"}                     | false
          {status: "{status}"}                              | true
          {known: [status, group]}                          | true
          {known: [status, missing]}                        | false
          {unknown: [missing, blank]}                       | true
          {not: {status: done}}                             | false
          {any: [{status: new}, {group: B}]}                | true
          [{status: done}, {group: A}]                      | false
          {changed: status}                                 | true
          {changed: [only, missing]}                        | false
          {changed: group}                                  | true
          {changed: group, from: known}                     | true
          {changed: group, from: [A]}                       | true
          {changed: group, from: [X]}                       | false
          {changed: group, to: B}                           | true
          {changed: group, to: C}                           | false
          {changed: group, except: [A], from: known}        | false
          {changed: group, except: [B]}                     | false
          {changed: only, to: ~}                            | true
          {changed: flag, from: known}                      | false
          {jexl: "count > 2"}                               | true
          {jexl: "count > 3"}                               | false
          """)
  void aConditionHolds(String yaml, boolean expected) {
    assertThat(holds(yaml)).isEqualTo(expected);
  }

  @Test
  void aValueThatAMapDoesNotKnowIsNotMapped() {
    assertThatThrownBy(() -> value("{path: status, map: {new: PLACED}}"))
        .isInstanceOf(UnmappedException.class)
        .hasMessage("status has a value that the map does not know: done");
  }

  @Test
  void aTableIsReadFromBesideTheMapping() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "code,name\ndone,Finished\n");
    assertThat(value("{path: status, table: t.csv, key: code, column: name}"))
        .isEqualTo("Finished");
    assertThat(value("{path: group, table: t.csv, key: code, column: name, else: none}"))
        .isEqualTo("none");
    assertThatThrownBy(() -> value("{path: group, table: t.csv, key: code, column: name}"))
        .hasMessageContaining("B");
  }

  @Test
  void anExpressionReachesNothingOutside() {
    for (String expression :
        List.of(
            "''.getClass().forName('java.lang.Runtime')",
            "new('java.io.File', '/etc/passwd').exists()",
            "record.put('status', 'x')")) {
      Object value;
      try {
        value = value("{jexl: \"" + expression + "\"}");
      } catch (MappingException | UnmappedException | UnsupportedOperationException e) {
        continue;
      }
      assertThat(value).as(expression).isNull();
    }
  }
}
