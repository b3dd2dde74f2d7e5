package dev.odyssey.notifications.outreach;

import static dev.odyssey.notifications.cases.Samples.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.cases.Wish;
import dev.odyssey.notifications.cases.Wishes;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.notifications.time.Replay;
import dev.odyssey.notifications.time.Replay.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MessageRulesTest {

  private static final long END = time(6, "00:00:00");
  private static final Recipient CUSTOMER = new Recipient(Recipient.Kind.CUSTOMER, "c-1");

  private final Replay<MessageState, MessageInput, MessageOutput> replay = replay();

  private static Replay<MessageState, MessageInput, MessageOutput> replay() {
    return new Replay<>(
        new MessageRules(NotificationSettings.builtIn().messages(), Memory.of(Duration.ofDays(30))),
        MessageState.class);
  }

  @Test
  void waitsAMinuteAndIsWithdrawnIfItIsSettledMeanwhile() {
    wish("15:00:00", "o-1", wish("o-1", "late", Severity.HIGH));
    wish("15:00:30", "o-1");

    assertThat(told()).containsExactly("15:00:00 late:o-1 15:01:00", "15:00:30 late:o-1 CLEARED");
  }

  @Test
  void isNotTakenBackOnceItHasGoneOut() {
    wish("15:00:00", "o-1", wish("o-1", "late", Severity.HIGH));
    wish("15:01:00", "o-1");

    assertThat(told()).containsExactly("15:00:00 late:o-1 15:01:00");
  }

  @Test
  void postponesWhatIsCappedAndSendsWhatIsMoreSevere() {
    wish("15:00:00", "o-1", wish("o-1", "late", Severity.HIGH));
    wish(
        "15:30:00", "o-1", wish("o-1", "late", Severity.HIGH), wish("o-1", "other", Severity.HIGH));
    wish(
        "16:00:00",
        "o-1",
        wish("o-1", "late", Severity.HIGH),
        wish("o-1", "other", Severity.HIGH),
        wish("o-1", "worst", Severity.CRITICAL));

    assertThat(told())
        .contains(
            "15:00:00 late:o-1 15:01:00",
            "15:30:00 other:o-1 17:01:00",
            "16:00:00 worst:o-1 16:00:00",
            "16:00:00 other:o-1 18:00:00");
  }

  @Test
  void isOneDigestFromTheFourthOn() {
    for (int i = 1; i <= 6; i++) {
      wish("15:00:00", "o-" + i, wish("o-" + i, "late", Severity.HIGH));
    }

    List<Outreach> sent =
        messages().stream().filter(m -> m.status() == OutreachStatus.REQUESTED).toList();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).template()).isEqualTo("DIGEST");
    assertThat(sent.get(0).variables()).containsEntry("count", "6");
    assertThat(Instant.ofEpochMilli(sent.get(0).sendAfter())).hasToString("2025-03-03T15:11:00Z");
  }

  @Test
  void triesTheNextChannel() {
    wish("15:00:00", "o-1", wish("o-1", "late", Severity.HIGH));
    outcome("15:05:00", Status.FAILED, MessageChannel.PUSH);

    assertThat(messages())
        .extracting(Outreach::channels)
        .containsExactly(
            List.of(MessageChannel.PUSH, MessageChannel.SMS, MessageChannel.EMAIL),
            List.of(MessageChannel.SMS, MessageChannel.EMAIL));
  }

  @Test
  void asksNotAgainWhatWasChosen() {
    wish("15:00:00", "o-1", wish("o-1", "late", Severity.HIGH));
    wish(
        "15:30:00", "o-1", wish("o-1", "late", Severity.HIGH), wish("o-1", "other", Severity.HIGH));
    outcome("15:40:00", Status.ACTED, null);

    assertThat(told()).contains("15:40:00 other:o-1 ACTED");
  }

  @Test
  void writesToNobodyWhoDoesNotWantIt() {
    wish("04:00:00", "o-1", wish("o-1", "late", Severity.HIGH));
    replay.at(
        time("05:00:00"),
        MessageInput.of(
            CUSTOMER.key(),
            Preference.of(
                new ContactPreference(CUSTOMER, true, Set.of(), Set.of(), List.of(), null))));

    assertThat(told()).containsExactly("04:00:00 late:o-1 13:00:00", "05:00:00 late:o-1 OPTED_OUT");
  }

  @Test
  void waitsForAZone() {
    Wish wish = wish("o-1", "late", Severity.HIGH, null);
    wish("15:00:00", "o-1", wish);
    wish("16:00:00", "o-1", wish("o-1", "late", Severity.HIGH));

    assertThat(told()).containsExactly("15:00:00 late:o-1 NO_ZONE", "16:00:00 late:o-1 15:01:00");
  }

  /** Orders go wrong in several ways and are settled again. */
  @Property(tries = 100)
  void tellsTheSameInAnyOrderAndAfterAnyRestart(@ForAll long seed) {
    List<Told<MessageOutput>> told = random(seed).until(END);

    assertThat(random(seed).shuffled(seed + 1).until(END)).isEqualTo(told);
    assertThat(random(seed).restarting().until(END)).isEqualTo(told);
  }

  @Property(tries = 100)
  void countsRevisionsAndSendsNothingTwice(@ForAll long seed) {
    Map<String, Integer> revisions = new HashMap<>();
    Map<String, Outreach> last = new HashMap<>();
    Set<String> sent = new HashSet<>();
    for (Told<MessageOutput> one : random(seed).until(END)) {
      Outreach message = one.what().message();
      String id = message.outreachId();
      assertThat(message.revision()).isEqualTo(revisions.merge(id, 1, Integer::sum));
      Outreach before = last.put(id, message);
      if (before != null
          && before.status() == OutreachStatus.REQUESTED
          && before.sendAfter() <= one.at()) {
        sent.add(id);
        assertThat(message.sendAfter()).isEqualTo(before.sendAfter());
      }
      assertThat(sent.contains(id) && message.status() == OutreachStatus.WITHDRAWN).isFalse();
    }
  }

  private static Replay<MessageState, MessageInput, MessageOutput> random(long seed) {
    Random random = new Random(seed);
    Replay<MessageState, MessageInput, MessageOutput> replay = replay();
    String[] templates = {"late", "other", "worst"};
    for (int i = 0; i < 30; i++) {
      String order = "o-" + random.nextInt(6);
      long at = time("10:00:00") + random.nextInt(40) * 600_000L;
      // Several at one instant for one case would contradict each other.
      String caseId = order + "-" + i;
      Wish[] wishes = new Wish[random.nextInt(3)];
      for (int w = 0; w < wishes.length; w++) {
        wishes[w] = wish(caseId, templates[w], w == 2 ? Severity.CRITICAL : Severity.HIGH);
      }
      replay.at(at, MessageInput.of(new Wishes(CUSTOMER, caseId, List.of(wishes), List.of())));
      replay.at(
          at + (1 + random.nextInt(200)) * 60_000L,
          MessageInput.of(new Wishes(CUSTOMER, caseId, List.of(), List.of())));
    }
    return replay;
  }

  private void wish(String at, String caseId, Wish... wishes) {
    replay.at(
        time(at), MessageInput.of(new Wishes(CUSTOMER, caseId, Arrays.asList(wishes), List.of())));
  }

  private void outcome(String at, Status status, MessageChannel channel) {
    replay.at(
        time(at),
        MessageInput.of(
            new OutreachOutcome(
                "CUSTOMER:c-1/late/late:o-1",
                status,
                time(at),
                status == Status.ACTED ? OutreachOption.RESCHEDULE : null,
                channel,
                null)));
  }

  private static Wish wish(String caseId, String template, Severity severity) {
    return wish(caseId, template, severity, "America/New_York");
  }

  private static Wish wish(String caseId, String template, Severity severity, String zone) {
    return new Wish(
        caseId,
        caseId,
        Recipient.Kind.CUSTOMER,
        template,
        List.of(OutreachOption.RESCHEDULE),
        "MISSED_WINDOW",
        severity,
        template + ":" + caseId,
        caseId,
        null,
        time("10:00:00"),
        null,
        false,
        "US-NY",
        zone,
        null,
        null,
        Duration.ofHours(24).toMillis(),
        false,
        Map.of());
  }

  private List<Outreach> messages() {
    return replay.until(END).stream()
        .map(Told::what)
        .filter(told -> told.message() != null)
        .map(MessageOutput::message)
        .toList();
  }

  private List<String> told() {
    return messages().stream()
        .map(
            m ->
                "%s %s %s"
                    .formatted(
                        clock(m.decidedAt()),
                        m.defectId(),
                        m.status() == OutreachStatus.REQUESTED ? clock(m.sendAfter()) : m.reason()))
        .toList();
  }

  private static String clock(long instant) {
    return Instant.ofEpochMilli(instant).toString().substring(11, 19);
  }
}
