package dev.odyssey.notifications.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationSettingsTest {

  private static final Path CONF = Path.of("../../flink-conf");

  @Test
  void theFileThatComesAlongIsTheBuiltInValues() {
    assertThat(NotificationSettings.load(CONF.resolve("notifications.yaml")))
        .isEqualTo(NotificationSettings.builtIn());
  }

  @Test
  void everyRunbookIsThere() {
    assertThat(NotificationSettings.builtIn().alerts().runbooks().values())
        .allSatisfy(runbook -> assertThat(CONF.resolve(runbook)).isNotEmptyFile());
  }

  @Test
  void theSpecifiedValuesAreBuiltIn() {
    AlertSettings alerts = NotificationSettings.builtIn().alerts();
    assertThat(alerts.hold(Severity.CRITICAL)).contains(Duration.ZERO);
    assertThat(alerts.hold(Severity.HIGH)).contains(Duration.ofMinutes(1));
    assertThat(alerts.hold(Severity.WARNING)).contains(Duration.ofMinutes(5));
    assertThat(alerts.hold(Severity.INFO)).isEmpty();
    assertThat(alerts.pagingHorizon()).isEqualTo(Duration.ofHours(6));
    assertThat(alerts.storm())
        .isEqualTo(new AlertSettings.Storm(25, Duration.ofMinutes(10), Duration.ofMinutes(1)));
    assertThat(NotificationSettings.builtIn().feeds().atLeast()).isEqualTo(Duration.ofMinutes(10));
  }

  /** Whom, and with what options, in the words of the playbook. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNSCHEDULED | CUSTOMER [RESCHEDULE, CANCEL]",
        "UNFILLED | CUSTOMER [ALTERNATIVE_PROVIDER, RESCHEDULE]",
        "UNCONFIRMED | PROVIDER [CONFIRM, RESCHEDULE]",
        "LATE_DEPARTURE | PROVIDER [UPDATE_ETA, RESCHEDULE]",
        "MISSED_WINDOW | CUSTOMER [RESCHEDULE, CANCEL, ALTERNATIVE_PROVIDER]; PROVIDER [UPDATE_ETA, RESCHEDULE]",
        "NO_SHOW | CUSTOMER [RESCHEDULE, CANCEL, ALTERNATIVE_PROVIDER]; PROVIDER [UPDATE_ETA, RESCHEDULE]",
        "STALLED_START | PROVIDER [UPDATE_ETA, RESCHEDULE]",
        "STALLED_COMPLETION | PROVIDER [UPDATE_ETA, RESCHEDULE]",
        "STALLED_PAUSE | PROVIDER [UPDATE_ETA, RESCHEDULE]",
        "STALLED_CLAIM | PROVIDER [CALL_ME]",
        "DROPPED_CONTACT | CUSTOMER [CALL_ME]",
        "ABANDONED_CONTACT | CUSTOMER [CALL_ME]",
        "NOT_SOLVED | CUSTOMER [CALL_ME]",
      })
  void thePlaybookIsBuiltIn(String code, String plays) {
    List<Play> built = NotificationSettings.builtIn().outreach().playbook().get(code);
    assertThat(built.stream().map(play -> play.to() + " " + play.options()).toList())
        .containsExactly(plays.split("; "));
  }

  @Test
  void nobodyIsWrittenToAboutTheRest() {
    assertThat(NotificationSettings.builtIn().outreach().playbook().keySet())
        .doesNotContainAnyElementsOf(
            Set.of(
                DefectCode.BACKDATED_PROMISE,
                DefectCode.RESCHEDULE_CHURN,
                DefectCode.LATE_CANCEL,
                DefectCode.SKIPPED_SCAN,
                DefectCode.REWORK,
                DefectCode.LOW_RATING,
                DefectCode.REPEAT_CONTACT,
                DefectCode.TRANSFER_CHAIN,
                DefectCode.SLOW_RESOLUTION))
        .hasSize(13);
  }

  @Test
  void whatAFileLeavesOutKeepsItsValueAndATableIsReplaced() {
    NotificationSettings settings =
        NotificationSettings.parse(
            "n.yaml",
            """
            alerts:
              holds: {CRITICAL: PT5S}
              storm: {moreThan: 3}
            outreach:
              quietHours: {to: 09:30}
              channels: {CUSTOMER: [VOICE]}
            """);
    NotificationSettings builtIn = NotificationSettings.builtIn();

    assertThat(settings.alerts().holds())
        .isEqualTo(Map.of(Severity.CRITICAL, Duration.ofSeconds(5)));
    assertThat(settings.alerts().storm().moreThan()).isEqualTo(3);
    assertThat(settings.alerts().storm().within()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.alerts().routes()).isEqualTo(builtIn.alerts().routes());
    assertThat(settings.feeds()).isEqualTo(builtIn.feeds());
    assertThat(settings.outreach().quietFrom()).isEqualTo(LocalTime.of(21, 0));
    assertThat(settings.outreach().quietTo()).isEqualTo(LocalTime.of(9, 30));
    assertThat(settings.outreach().channels())
        .containsEntry(Recipient.Kind.CUSTOMER, List.of(MessageChannel.VOICE))
        .containsEntry(
            Recipient.Kind.PROVIDER, builtIn.outreach().channels().get(Recipient.Kind.PROVIDER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // an unknown key
        "alarms: {} | key alarms, value {}: no such setting",
        "alerts: {hold: {HIGH: PT1M}} | key alerts.hold, value {HIGH=PT1M}: no such setting",
        "alerts: {storm: {morethan: 3}} | key alerts.storm.morethan, value 3: no such setting",
        "feeds: {least: PT1M} | key feeds.least, value PT1M: no such setting",
        "outreach: {quietHours: {until: 08:00}} | key outreach.quietHours.until, value 08:00: no such",
        "alerts: {routes: [{name: a, code: [NO_SHOW]}]} | key alerts.routes[0].code, value [NO_SHOW]: no such",
        // a wrong value
        "alerts: {holds: {HIGH: 60}} | key alerts.holds.HIGH, value 60: expected an ISO-8601 duration",
        "alerts: {holds: {HIGH: -PT1M}} | key alerts.holds.HIGH, value -PT1M: expected a duration from PT0S",
        "alerts: {holds: {high: PT1M}} | key alerts.holds.high, value high: expected one of [INFO, WARNING",
        "alerts: {holds: } | key alerts.holds, value null: expected values by name",
        "alerts: {pagingHorizon: P4000D} | key alerts.pagingHorizon, value P4000D: expected a duration from",
        "alerts: {inhibits: [NO_SHOW, LATE]} | key alerts.inhibits[1], value LATE: expected one of",
        "alerts: {inhibits: [NO_SHOW, NO_SHOW]} | key alerts.inhibits, value NO_SHOW: it is there twice",
        "alerts: {inhibits: NO_SHOW} | key alerts.inhibits, value NO_SHOW: expected a list",
        "alerts: {storm: {moreThan: 0}} | key alerts.storm.moreThan, value 0: expected a count of 1 or more",
        "alerts: {storm: {moreThan: many}} | key alerts.storm.moreThan, value many: expected a count",
        "alerts: {storm: {within: PT0S}} | key alerts.storm.within, value PT0S: expected a duration of",
        "alerts: {storm: 25} | key alerts.storm, value 25: expected values by name",
        "alerts: {routes: []} | key alerts.routes, value []: expected a route",
        "alerts: {routes: [{name: a, codes: [NO_SHOW]}]} | key alerts.routes[0], value a: the last route must fit all",
        "alerts: {routes: [{name: a}, {name: b}]} | key alerts.routes[0], value a: it fits all",
        "alerts: {routes: [{codes: [NO_SHOW]}]} | key alerts.routes[0].name, value null: expected a text",
        "alerts: {routes: [{name: a, codes: [GHOST]}]} | key alerts.routes[0].codes[0], value GHOST: expected one of",
        "alerts: {routes: [{name: a, severities: [BAD]}]} | key alerts.routes[0].severities[0], value BAD: expected",
        "alerts: {runbooks: {GHOST: a.md}} | key alerts.runbooks.GHOST, value GHOST: expected one of",
        "alerts: {runbooks: {NO_SHOW: }} | key alerts.runbooks.NO_SHOW, value null: expected a text",
        "feeds: {slot: PT7M} | key feeds.slot, value PT7M: the cycle PT24H is no multiple of it",
        "feeds: {learned: 0} | key feeds.learned, value 0: expected a count",
        "feeds: {missed: NaN} | key feeds.missed, value NaN: expected a number above 0",
        "feeds: {missed: few} | key feeds.missed, value few: expected a number above 0",
        "feeds: {suspect: 21} | key feeds.suspect, value 21.0: it is more than missed",
        "feeds: {recovery: -PT1S} | key feeds.recovery, value -PT1S: expected a duration from PT0S",
        "outreach: {quietHours: {from: 25:00}} | key outreach.quietHours.from, value 25:00: expected a time of day",
        "outreach: {cap: 2 hours} | key outreach.cap, value 2 hours: expected an ISO-8601 duration",
        "outreach: {zones: {US-NY: New York}} | key outreach.zones.US-NY, value New York: expected an IANA time zone",
        "outreach: {defaultZone: Mars/Base} | key outreach.defaultZone, value Mars/Base: expected an IANA",
        "outreach: {channels: {CUSTOMER: [FAX]}} | key outreach.channels.CUSTOMER[0], value FAX: expected one of",
        "outreach: {channels: {CUSTOMER: []}} | key outreach.channels.CUSTOMER, value []: expected one at least",
        "outreach: {channels: {FRIEND: [SMS]}} | key outreach.channels.FRIEND, value FRIEND: expected one of",
        "outreach: {playbook: {GHOST: []}} | key outreach.playbook.GHOST, value GHOST: expected one of",
        "outreach: {playbook: {NO_SHOW: [{to: ALL}]}} | key outreach.playbook.NO_SHOW[0].to, value ALL: expected one of",
        "outreach: {playbook: {NO_SHOW: [{to: CUSTOMER, template: t, options: [PAY], validFor: PT1H}]}} | key outreach.playbook.NO_SHOW[0].options[0], value PAY: expected one of",
        "outreach: {playbook: {NO_SHOW: [{to: CUSTOMER, template: t, options: [CANCEL]}]}} | key outreach.playbook.NO_SHOW[0].validFor, value null: expected an ISO",
        "outreach: {playbook: {NO_SHOW: [{to: CUSTOMER, options: [CANCEL], validFor: PT1H}]}} | key outreach.playbook.NO_SHOW[0].template, value null: expected a text",
        "outreach: {playbook: {NO_SHOW: [{to: CUSTOMER, template: t, options: [CANCEL], validFor: PT1H, untilWindow: yes}]}} | untilWindow, value yes: expected true or false",
        "outreach: {playbook: {NO_SHOW: [{to: CUSTOMER, template: t, options: [CANCEL], validFor: PT1H}, {to: CUSTOMER, template: u, options: [CANCEL], validFor: PT1H}]}} | key outreach.playbook.NO_SHOW, value CUSTOMER: told twice",
        // no values by name
        "just text | key the file, value just text: expected values by name",
        "alerts: [holds] | key alerts, value [holds]: expected values by name",
        "alerts: {<<: {}} | key alerts.<<, value {}: no such setting",
        "{feeds: {learned: 1, learned: 2}} | is not YAML",
      })
  void refusesAWrongFileByFileKeyAndValue(String yaml, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotificationSettings.parse("conf/n.yaml", yaml))
        .withMessageContaining("Notifications file conf/n.yaml")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a remark\n"})
  void refusesAnEmptyFile(String yaml) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotificationSettings.parse("conf/n.yaml", yaml))
        .withMessage("Notifications file conf/n.yaml is empty");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotificationSettings.load(Path.of("no-such.yaml")))
        .withMessageContaining("Notifications file no-such.yaml cannot be read");
  }

  @Test
  void travelsToWhereTheOperatorsRun() throws IOException, ClassNotFoundException {
    NotificationSettings settings =
        NotificationSettings.parse("n", Files.readString(CONF.resolve("notifications.yaml")));
    assertThat(InstantiationUtil.clone(settings)).isEqualTo(settings);
  }
}
