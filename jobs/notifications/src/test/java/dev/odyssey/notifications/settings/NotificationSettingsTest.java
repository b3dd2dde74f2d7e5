package dev.odyssey.notifications.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.odyssey.defects.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationSettingsTest {

  @Test
  void theFileOfTheProjectHoldsTheBuiltInValues() throws IOException {
    assertThat(Files.readString(Path.of("..", "..", "flink-conf", "notifications.yaml")))
        .isEqualTo(NotificationSettings.builtInText());
  }

  @Test
  void aFileChangesWhatItNames() {
    NotificationSettings settings =
        NotificationSettings.parse(
            "f", "{cases: {holds: {UNFILLED: PT2M}}, alerts: {pageAt: HIGH}, codes: [MINE]}");

    assertThat(settings.cases().hold("UNFILLED", Severity.HIGH)).isEqualTo(120_000);
    assertThat(settings.cases().hold("MINE", Severity.HIGH)).isEqualTo(60_000);
    assertThat(settings.cases().hold("MINE", Severity.INFO)).isNull();
    assertThat(settings.alerts().pageAt()).isEqualTo(Severity.HIGH);
    assertThat(settings.messages().cap()).isEqualTo(Duration.ofHours(2));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{cases: {holds: {NO_SUCH: PT1M}}}; key cases.holds.NO_SUCH, value NO_SUCH: no such code",
        "{cases: {hold: {HIGH: PT1M}}}; key cases.hold",
        "{cases: {newsHorizon: 2 days}}; key cases.newsHorizon, value 2 days",
        "{alerts: {pageAt: BAD}}; key alerts.pageAt, value BAD",
        "{alerts: {surge: {usual: 1.5}}}; key alerts.surge.usual, value 1.5",
        "{alerts: {routes: [{name: a, hours: office}, {name: b}]}}; key alerts.routes[0].hours, value office",
        "{alerts: {routes: [{name: a, codes: [UNFILLED], escalateTo: c}, {name: b}]}}; value c: no route of that name",
        "{alerts: {calendars: {c: {zone: UTC, open: {MON: ['08:00-12:00']}}}}}; value c: no route uses it",
        "{feeds: {cycle: P1D}}; key feeds.cycle",
        "{templates: [mine]}; key templates, value mine: nobody uses it",
        "{messages: {playbook: {UNFILLED: [{to: CUSTOMER, template: mine, options: [CANCEL], validFor: PT1H}]}}}; value mine: no such template",
        "{messages: {playbook: {UNFILLED: [{to: CUSTOMER, template: offer-times, options: [JUMP], validFor: PT1H}]}}}; value JUMP",
        "{messages: {never: {from: midnight, until: '06:00'}}}; key messages.never.from, value midnight",
        "{unknown: 1}; key unknown, value 1: no such setting",
      })
  void aMistakeIsRefusedWithItsKeyAndValue(String yaml, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotificationSettings.parse("f.yaml", yaml))
        .withMessageContaining("f.yaml")
        .withMessageContaining(message);
  }
}
