package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a mapping file is said with the file, the line, the key and the value. */
class MappingErrorsTest {

  private static final String GOOD =
      """
      source: {format: csv}
      target: order-events
      subject: id
      at: time
      fields:
        offeringId: =service
        region: =R
        timeZone: =UTC
      rules:
        - when: first
          emit: {type: PLACED}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          format: csv            | format: xml                  | line 1, source.format, value 'xml': expected csv, json, xes or debezium
          target: order-events   | target: orders               | line 2, target, value 'orders': expected order-events or contact-events
          subject: id            | subjects: id                 | line 3, subjects, value 'id': unknown key
          at: time               | at: {path: time, zone: Mars} | line 4, at.zone, value 'Mars': expected an IANA time zone
          at: time               | at: {path: time, unit: min}  | line 4, at.unit, value 'min': expected s, ms or us
          at: time               | at: {path: time, format: jj} | line 4, at.format, value 'jj': expected a pattern
          at: time               | order: time                  | line 11, rules[0].emit: at is missing
          offeringId: =service   | offering: =service           | line 6, fields.offering, value '=service': not a field of order-events
          offeringId: =service   | offeringId: "{x"             | line 6, fields.offeringId, value '{x': expected a value
          region: =R             | region: {lower: true}        | line 7, fields.region: expected path, value or jexl
          region: =R             | region: {path: r, lowr: true}| line 7, fields.region.lowr, value 'true': unknown key
          region: =R             | region: {jexl: "a +"}        | line 7, fields.region.jexl, value 'a +': expected a JEXL expression
          region: =R             | region: {path: r, table: t.csv}| line 7, fields.region: a table needs key and column
          when: first            | when: sometimes              | line 10, rules[0].when, value 'sometimes': expected first, last, always
          type: PLACED           | type: PLACE                  | line 11, rules[0].emit.type, value 'PLACE': not a type of order-events
          emit: {type: PLACED}   | skip: false                  | line 10, rules[0]: expected either emit or skip: true
          """)
  void saysWhere(String good, String bad, String message) {
    assertThatThrownBy(() -> Mapping.parse("m.yaml", Path.of("."), GOOD.replace(good, bad)))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("Mapping m.yaml, " + message);
  }

  @Test
  void aKeyThatComesTwiceIsRefused() {
    assertThatThrownBy(() -> Mapping.parse("m.yaml", Path.of("."), GOOD + "at: other\n"))
        .hasMessageContaining("line 12, at, value 'other': the key comes twice");
  }

  @Test
  void aStatusHasOneMeaning() {
    String twice =
        GOOD + "lifecycle: {status: s, queued: [New], working: [Work, New], done: [Done]}\n";
    assertThatThrownBy(() -> Mapping.parse("m.yaml", Path.of("."), twice))
        .hasMessageContaining("lifecycle.working[1], value 'New': the status 'New' has a meaning");
  }

  @Test
  void aMappingThatMakesNothingIsRefused() {
    String nothing = GOOD.substring(0, GOOD.indexOf("rules:"));
    assertThatThrownBy(() -> Mapping.parse("m.yaml", Path.of("."), nothing))
        .hasMessageContaining("nothing makes events");
  }

  @Test
  void textThatIsNoYamlIsRefused() {
    assertThatThrownBy(() -> Mapping.parse("m.yaml", Path.of("."), "a: [b"))
        .hasMessageContaining("Mapping m.yaml is not YAML");
    assertThatThrownBy(() -> Mapping.parse("m.yaml", Path.of("."), "# nothing\n"))
        .hasMessageContaining("Mapping m.yaml is empty");
  }

  @Test
  void statusesNeedAPlaceWhereTheStatusIs() {
    String contacts =
        """
        source: {format: csv}
        target: contact-events
        subject: id
        at: time
        conversation:
          begin: {channel: =VOICE}
          talking: [Talking]
        """;
    assertThatThrownBy(() -> Mapping.parse("m.yaml", Path.of("."), contacts))
        .hasMessageContaining("conversation.talking[0], value 'Talking'")
        .hasMessageContaining("does not say where the status is");
  }
}
