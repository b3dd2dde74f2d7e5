package dev.odyssey.detection.facts;

import static dev.odyssey.detection.facts.Told.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.contactdefects.rules.ContactContributions;
import dev.odyssey.contactdefects.rules.ContactRules;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.facts.FactRules.Contribution;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.ContactFacts.Inbound;
import dev.odyssey.facts.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured is contact K1, unless it is said otherwise. */
class ContactContributionsTest {

  private static final String CALL = "0h K1 INITIATED; 0h K1 CONNECTED A1; 1h K1 ENDED AGENT";

  private final ContactContributions contributions = new ContactContributions();
  private Policies policies = Policies.builtIn();

  private Judgement<CustomerHistory> judge(String told, String now) {
    return new RuleTable<>(ContactRules.ALL)
        .judge(new CustomerHistory(Told.customer(told), policies), time(now));
  }

  private List<ContactFacts> derive(Judgement<CustomerHistory> judgement) {
    return contributions.derive(judgement, List.of(), 0, 12).stream()
        .map(Contribution::fact)
        .toList();
  }

  private Inbound inbound(String contactId, String told, String now) {
    return derive(judge(told, now)).stream()
        .filter(facts -> facts.contactId().equals(contactId))
        .findFirst()
        .orElseThrow()
        .inbound();
  }

  private Inbound inbound(String told, String now) {
    return inbound("K1", told, now);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // exactly the time is within it, and it has passed only after that
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT                          | 25h    | PROVISIONAL | PROVISIONAL",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT                          | 25h+1  | SUCCESS     | PROVISIONAL",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT                          | 169h   | SUCCESS     | PROVISIONAL",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT                          | 169h+1 | SUCCESS     | SUCCESS",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT; 25h K2 INITIATED        | 25h    | FAILURE     | FAILURE",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT; 25h+1 K2 INITIATED      | 25h+1  | SUCCESS     | FAILURE",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT; 169h K2 INITIATED       | 169h   | SUCCESS     | FAILURE",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT; 169h+1 K2 INITIATED     | 169h+1 | SUCCESS     | SUCCESS",
        // from its INITIATED where it has not ended by then
        "0h K1 INITIATED; 0h K1 CONNECTED                                             | 24h    | PROVISIONAL | PROVISIONAL",
        "0h K1 INITIATED; 0h K1 CONNECTED                                             | 24h+1  | SUCCESS     | PROVISIONAL",
        "0h K1 INITIATED; 0h K1 CONNECTED; 24h+1 K2 INITIATED; 25h K1 ENDED AGENT     | 25h    | SUCCESS     | FAILURE",
        // ended within a minute of the next one: the clocks of switch and desk differ
        "0h K1 INITIATED; 0h K1 CONNECTED; 25h K2 INITIATED; 1501m K1 ENDED AGENT     | ever   | FAILURE     | FAILURE",
        // another matter, or ours to call, is no coming back
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT; 2h K2 INITIATED reason=CLAIM | 2h | PROVISIONAL | PROVISIONAL",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT; 2h K2 INITIATED OUTBOUND     | 2h | PROVISIONAL | PROVISIONAL",
        // nobody was reached
        "0h K1 INITIATED; 1h K1 ENDED CUSTOMER                                        | ever   | -           | -",
        // a reconnect is the same conversation, and its end counts
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM; 70m K2 INITIATED; 70m K2 CONNECTED; 2h K2 ENDED AGENT; 26h K3 INITIATED   | ever | FAILURE | FAILURE",
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM; 70m K2 INITIATED; 70m K2 CONNECTED; 2h K2 ENDED AGENT; 26h+1 K3 INITIATED | ever | SUCCESS | FAILURE",
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM; 70m+1 K2 INITIATED; 70m+1 K2 CONNECTED; 2h K2 ENDED AGENT                 | ever | -       | -",
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM TIMEOUT; 70m K2 INITIATED; 70m K2 CONNECTED; 2h K2 ENDED AGENT             | ever | -       | -",
      })
  void firstContactResolution(String told, String now, Outcome within24h, Outcome within7d) {
    assertThat(inbound(told, now).episode())
        .extracting(
            ContactFacts.Episode::firstContactResolution24h,
            ContactFacts.Episode::firstContactResolution7d)
        .containsExactly(within24h, within7d);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // resolved in the conversation, minutes to the first resolution of the episode, slow
        "0h K1 INITIATED; 1h K1 ENDED AGENT resolved                                           | true  | 60  | false",
        "0h K1 INITIATED; 1h K1 ENDED AGENT; 2h K1 SURVEYED yes                                | true  | 120 | false",
        "0h K1 INITIATED; 1h K1 ENDED AGENT; 2h K1 SURVEYED no                                 | false | -   | true",
        "0h K1 INITIATED; 1h K1 ENDED AGENT; 2h K2 INITIATED; 3h K2 ENDED AGENT resolved       | false | 180 | false",
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM; 70m K2 INITIATED; 2h K2 ENDED AGENT resolved     | true  | 120 | false",
        "0h K1 INITIATED; 72h K1 ENDED AGENT resolved                                          | true  | 4320 | false",
        "0h K1 INITIATED; 72h+1 K1 SURVEYED yes; 73h K1 ENDED AGENT                            | true  | 4320 | true",
      })
  void whatAnEpisodeCameTo(String told, boolean resolvedFirst, Long minutes, boolean slow) {
    ContactFacts.Episode episode = inbound(told, "ever").episode();

    assertThat(episode.resolvedFirst()).isEqualTo(resolvedFirst);
    assertThat(episode.slow()).isEqualTo(slow);
    assertThat(
            episode.resolutionMillis() == null
                ? null
                : (Long) Duration.ofMillis(episode.resolutionMillis()).toMinutes())
        .isEqualTo(minutes);
  }

  @Test
  void onlyWhatOpensAnEpisodeIsMeasuredByIt() {
    String told = CALL + "; 2h K2 INITIATED; 3h K2 ENDED AGENT resolved; 4h K3 INITIATED";

    assertThat(inbound("K1", told, "ever").episode()).isNotNull();
    assertThat(inbound("K2", told, "ever").episode()).isNull();
    assertThat(inbound("K3", told, "ever").episode()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // now at most a day after its end it is a success so far
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved                                    | 25h   | PROVISIONAL",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved                                    | 25h+1 | SUCCESS",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT                                             | 1h    | FAILURE",
        "0h K1 INITIATED BOT                                                                | 0h    | FAILURE",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved; 2h K1 ENDED AGENT unresolved      | 2h    | FAILURE",
        "0h K1 INITIATED BOT; 1h K1 CONNECTED HUMAN; 2h K1 ENDED AGENT resolved             | 2h    | FAILURE",
        "0h K1 INITIATED BOT; 1h K1 TRANSFERRED BOT; 2h K1 ENDED AGENT resolved             | 2h    | FAILURE",
        "0h K1 INITIATED BOT; 2h K1 ENDED AGENT resolved; 3h K1 TRANSFERRED BOT             | ever  | SUCCESS",
        "0h K1 INITIATED BOT; 2h K1 ENDED AGENT resolved; 3h K1 AUDITED HUMAN               | ever  | SUCCESS",
        "0h K1 INITIATED HUMAN; 1h K1 CONNECTED BOT; 2h K1 ENDED AGENT resolved             | ever  | -",
        "0h K1 INITIATED; 2h K1 ENDED AGENT resolved                                        | ever  | -",
        "0h K1 INITIATED; 1h K1 CONNECTED BOT; 2h K1 ENDED AGENT resolved                   | ever  | SUCCESS",
        // the customer comes back, about whatever
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved; 25h K2 INITIATED reason=CLAIM     | ever  | FAILURE",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved; 25h+1 K2 INITIATED                | ever  | SUCCESS",
        "0h K1 INITIATED BOT; 30m K2 INITIATED; 1h K1 ENDED AGENT resolved                  | ever  | FAILURE",
        "-1h K2 INITIATED; 0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved                  | ever  | SUCCESS",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved; 2h K2 INITIATED OUTBOUND          | ever  | SUCCESS",
        "0h K1 INITIATED BOT; 30m K1 INITIATED BOT; 1h K1 ENDED AGENT resolved              | ever  | SUCCESS",
        // but not where that contact is exempt: a misdial
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved; 2h K2 INITIATED; 2h+5000 K2 ENDED CUSTOMER | ever | SUCCESS",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved; 2h K2 INITIATED; 2h+5001 K2 ENDED CUSTOMER | ever | FAILURE",
      })
  void automation(String told, String now, Outcome outcome) {
    ContactFacts.Automation automation = inbound(told, now).automation();

    assertThat(automation == null ? null : automation.outcome()).isEqualTo(outcome);
  }

  @Test
  void automationIsOfTheFirstVersionAndArm() {
    assertThat(inbound("0h K1 INITIATED arm=A; 1h K1 CONNECTED BOT arm=B", "ever").automation())
        .isEqualTo(new ContactFacts.Automation(Outcome.FAILURE, "v1", "B"));
  }

  @Test
  void whoServedItIsReadBeforeSurveysAndBeforeTransfers() {
    Inbound inbound =
        inbound(
            "0h K1 INITIATED O1; 1h K1 CONNECTED A1 site=MNL; 2h K1 TRANSFERRED A2;"
                + " 3h K1 TRANSFERRED A3 site=SJO; 4h K1 ENDED AGENT; 5h K1 SURVEYED A4 site=X",
            "ever");

    assertThat(inbound.agentId()).isEqualTo("A3");
    assertThat(inbound.site()).isEqualTo("SJO");
    assertThat(inbound.transferringAgentId()).isEqualTo("A1");
    assertThat(inbound.transferringSite()).isEqualTo("MNL");
    assertThat(inbound.transferred()).isTrue();
    assertThat(inbound.orderId()).isEqualTo("O1");
    assertThat(inbound.day()).isEqualTo(LocalDate.parse("2025-03-03"));
  }

  @Test
  void withoutATransferItIsOfWhoServedIt() {
    Inbound inbound = inbound(CALL, "ever");

    assertThat(inbound.transferred()).isFalse();
    assertThat(inbound.transferringAgentId()).isEqualTo("A1");
    assertThat(inbound("0h K1 INITIATED; 1h K1 TRANSFERRED A2", "ever").transferred()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "15h-1 K1 INITIATED, 2025-03-03",
    "15h K1 INITIATED, 2025-03-04",
    "23h-1 K1 INITIATED zone=America/Los_Angeles, 2025-03-03",
    "23h K1 INITIATED zone=America/Los_Angeles, 2025-03-04",
    "22h K1 INITIATED; 23h K1 QUEUED zone=America/Los_Angeles, 2025-03-03",
    "23h K1 INITIATED zone=America/Los_Angeles; 24h K1 QUEUED zone=Asia/Kolkata, 2025-03-04",
  })
  void theDayIsOfTheContactsZoneOrElseOfUtc(String told, LocalDate day) {
    assertThat(inbound(told, "ever").day()).isEqualTo(day);
  }

  @Test
  void anExemptContactCountsForSomeMetricsOnly() {
    policies = Policies.parse("test", "{defaults: {exemptReasons: [BILLING]}}");

    Inbound inbound =
        inbound(
            "0h K1 INITIATED O1; 0h K1 CONNECTED BOT; 1h K1 ENDED SYSTEM; 2h K2 INITIATED O1;"
                + " 3h K1 SURVEYED no csat=2",
            "ever");

    assertThat(inbound.exempt()).isTrue();
    assertThat(inbound.orderId()).isNull();
    assertThat(inbound.episode()).isNull();
    assertThat(inbound.transferred()).isFalse();
    assertThat(inbound.solved()).isFalse();
    assertThat(inbound.csat()).isEqualTo(2);
    assertThat(inbound.automation()).isNotNull();
    assertThat(inbound)
        .extracting(Inbound::dropped, Inbound::abandoned, Inbound::repeated)
        .containsExactly(false, false, false);
  }

  @Test
  void theLastAnswersCount() {
    Inbound inbound =
        inbound(
            CALL
                + "; 2h K1 SURVEYED no csat=1 effort=7; 3h K1 SURVEYED yes csat=5;"
                + " 4h K1 AUDITED empathy=2; 5h K1 AUDITED empathy=4; 6h K1 SURVEYED effort=2",
            "ever");

    assertThat(inbound.solved()).isTrue();
    assertThat(inbound.csat()).isEqualTo(5);
    assertThat(inbound.effort()).isEqualTo(2);
    assertThat(inbound.empathy()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // dropped, abandoned, repeated
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM                                        | 90m   | true  | false | false",
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM                                        | 90m-1 | false | false | false",
        "0h K1 INITIATED; 1h K1 ENDED CUSTOMER                                      | ever  | false | true  | false",
        "0h K1 INITIATED; 1h K1 ENDED CUSTOMER; 80m K2 INITIATED; 85m K2 CONNECTED  | ever  | false | false | true",
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM; 70m K2 INITIATED                      | ever  | true  | false | false",
        "0h K1 INITIATED; 1h K1 ENDED SYSTEM; 70m+1 K2 INITIATED                    | ever  | true  | false | true",
        "0h K1 INITIATED; 1h K1 ENDED AGENT; 25h K2 INITIATED                       | ever  | false | false | true",
        "0h K1 INITIATED; 1h K1 ENDED AGENT; 25h+1 K2 INITIATED                     | ever  | false | false | false",
        "-1h K2 INITIATED; 0h K1 INITIATED                                          | ever  | false | false | false",
      })
  void defectsMeasureTheContactThatCausedThem(
      String told, String now, boolean dropped, boolean abandoned, boolean repeated) {
    assertThat(inbound(told, now))
        .extracting(Inbound::dropped, Inbound::abandoned, Inbound::repeated)
        .containsExactly(dropped, abandoned, repeated);
  }

  @Test
  void onlyInboundContactsWithABeginningCount() {
    assertThat(derive(judge("0h K1 INITIATED OUTBOUND; 1h K2 CONNECTED; 2h K3 INITIATED", "ever")))
        .extracting(ContactFacts::contactId, ContactFacts::customerId, ContactFacts::decidedAt)
        .containsExactly(tuple("K3", "C1", 12L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT                    | 1h     | 25h+1  | 169h+1",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT                    | 25h+1  | 169h+1 | 169h+1",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT                    | 169h+1 | never  | 169h+1",
        "0h K1 INITIATED; 0h K1 CONNECTED; 1h K1 ENDED AGENT; 2h K2 INITIATED   | 2h     | never  | never",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT resolved                        | 1h     | 25h+1  | 25h+1",
        "0h K1 INITIATED BOT; 1h K1 ENDED AGENT                                 | 1h     | never  | never",
      })
  void waitsForWhatTimeAloneDecides(String told, String now, String next, String last) {
    Judgement<CustomerHistory> judgement = judge(told, now);
    Judgement<CustomerHistory> alone =
        new RuleTable<CustomerHistory>(List.of()).judge(judgement.history(), judgement.now());
    derive(alone);

    assertThat(alone.nextDue()).isEqualTo(next.equals("never") ? Judgement.NEVER : time(next));
    assertThat(alone.lastDue(alone.history().retention().part(0)))
        .isEqualTo(last.equals("never") ? Long.MIN_VALUE : time(last));
  }
}
