package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  private static final Map<String, Object> FIELDS =
      Map.ofEntries(
          Map.entry("iso", "2032-03-01T17:00:00Z"),
          Map.entry("offset", "2032-03-01 18:00:00.123456+01:00"),
          Map.entry("basic", "2032-03-01T17:00:00.000+0000"),
          Map.entry("local", "2032-07-01 12:00:00"),
          Map.entry("minutes", "2032-07-01T12:00"),
          Map.entry("date", "2032-07-01"),
          Map.entry("us", "07/01/2032 12:00:00 pm"),
          Map.entry("eu", "1/7/2032 9:05"),
          Map.entry("s", 1961665200L),
          Map.entry("micros", "1961665200123456"),
          Map.entry("bad", "yesterday"),
          Map.entry("tz", "Asia/Tokyo"),
          Map.entry("nowhere", "Mars/Base"));

  private static String time(String yaml) {
    return time("{}", yaml);
  }

  private static String time(String usual, String yaml) {
    Map<String, Node> nodes = Node.parse("m.yaml", "usual: " + usual + "\ntime: " + yaml).entries();
    Times times = new Times(new Values(Path.of(".")));
    times.setUsual(nodes.get("usual"));
    Scope scope = new Scope("S", List.of(new SourceRecord(0, "row 1", FIELDS)));
    scope.know(Scope.OCCURRED_AT, Instant.parse("2032-01-01T00:00:00Z"));
    Long millis = times.time(nodes.get("time")).get(scope);
    return millis == null ? null : Instant.ofEpochMilli(millis).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          iso                                                      | 2032-03-01T17:00:00Z
          offset                                                   | 2032-03-01T17:00:00.123Z
          basic                                                    | 2032-03-01T17:00:00Z
          missing                                                  | null
          {path: local, zone: America/New_York}                    | 2032-07-01T16:00:00Z
          {path: minutes, zone: UTC}                               | 2032-07-01T12:00:00Z
          {path: date, zone: Europe/Berlin}                        | 2032-06-30T22:00:00Z
          {path: date, zone: Europe/Berlin, plus: P1D}             | 2032-07-01T22:00:00Z
          {path: local, zone: "{tz}"}                              | 2032-07-01T03:00:00Z
          {path: us, zone: UTC, format: "MM/dd/yyyy hh:mm:ss a"}   | 2032-07-01T12:00:00Z
          {path: eu, zone: UTC, format: ["M/d/yy", "d/M/yyyy H:mm"]} | 2032-07-01T09:05:00Z
          {path: s, unit: s}                                       | 2032-02-29T11:00:00Z
          {path: micros, unit: us}                                 | 2032-02-29T11:00:00.123Z
          max(iso, offset, missing)                                | 2032-03-01T17:00:00.123Z
          min(iso, offset)                                         | 2032-03-01T17:00:00Z
          max(occurredAt, first(iso))                              | 2032-03-01T17:00:00Z
          {value: "min(iso, offset)", plus: PT1H}                  | 2032-03-01T18:00:00Z
          [missing, iso]                                           | 2032-03-01T17:00:00Z
          =2032-01-01T00:00:00Z                                    | 2032-01-01T00:00:00Z
          {when: {tz: Asia/Tokyo}, then: iso, else: offset}        | 2032-03-01T17:00:00Z
          """)
  void aTimeIs(String yaml, String expected) {
    assertThat(time(yaml)).isEqualTo(expected);
  }

  @Test
  void whatIsUsualHoldsWhereNothingElseIsSaid() {
    assertThat(time("{zone: UTC, format: d/M/yyyy H:mm}", "eu")).isEqualTo("2032-07-01T09:05:00Z");
    assertThat(time("{zone: UTC, format: d/M/yyyy H:mm}", "{path: eu, zone: Asia/Tokyo}"))
        .isEqualTo("2032-07-01T00:05:00Z");
    assertThat(time("{unit: s}", "s")).isEqualTo("2032-02-29T11:00:00Z");
    assertThat(time("{unit: s}", "{path: micros, unit: us}")).isEqualTo("2032-02-29T11:00:00.123Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bad                                  | bad is not a time as expected: yesterday
          local                                | local is a local time, and no zone is known: 2032-07-01T12:00
          {path: bad, unit: s}                 | bad is not a number of seconds or parts of them: yesterday
          {path: local, zone: "{nowhere}"}     | the zone of local is not an IANA time zone: Mars/Base
          {path: local, zone: "{missing}"}     | local is a local time, and no zone is known
          """)
  void whatIsNoTimeIsNotMapped(String yaml, String reason) {
    assertThatThrownBy(() -> time(yaml))
        .isInstanceOf(UnmappedException.class)
        .hasMessageContaining(reason);
  }
}
