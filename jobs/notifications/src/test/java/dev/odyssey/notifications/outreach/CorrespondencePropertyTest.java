package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident.Step;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of the messages to one recipient about one order, whatever its incidents. */
class CorrespondencePropertyTest {

  private static final long START = Desk.instant("2025-03-08T12:00");
  private static final Suppression[] SUPPRESSIONS = {
    null, null, null, Suppression.INHIBITED, Suppression.FEED_SILENT, Suppression.HISTORICAL
  };

  @Property(tries = 1_000)
  void anyDuplicationGivesTheSameMessages(@ForAll long seed) {
    Random random = new Random(seed);
    List<Ask> asks = asks(random);
    Desk once = new Desk();
    Desk again = new Desk();
    for (int i = 0; i < asks.size(); i++) {
      long now = asks.get(i).at();
      once.accept(asks.get(i), now);
      again.accept(asks.get(i), now);
      for (int n = random.nextInt(3); n > 0; n--) {
        again.accept(asks.get(random.nextInt(i + 1)), now);
      }
    }
    assertThat(again.written()).isEqualTo(once.written());
  }

  @Property(tries = 1_000)
  void noTwoWithinTheCapUnlessTheLaterOneIsMoreSevere(@ForAll long seed) {
    Desk desk = new Desk();
    asks(new Random(seed)).forEach(ask -> desk.accept(ask, ask.at()));
    Map<String, Outreach> last = new LinkedHashMap<>();
    desk.written().forEach(outreach -> last.put(outreach.outreachId(), outreach));
    List<Outreach> toBeSent =
        last.values().stream().filter(o -> o.status() == OutreachStatus.REQUESTED).toList();

    for (Outreach one : toBeSent) {
      for (Outreach other : toBeSent) {
        boolean isLater = one.decidedAt() < other.decidedAt();
        long apart = Math.abs(one.sendAfter() - other.sendAfter());
        if (isLater && apart < Desk.SETTINGS.cap().toMillis()) {
          assertThat(other.severity()).as("%s after %s", other, one).isGreaterThan(one.severity());
        }
      }
    }
  }

  @Property(tries = 1_000)
  void whatIsDueIsNeverTakenBackNorSentAgain(@ForAll long seed) {
    Desk desk = new Desk();
    asks(new Random(seed)).forEach(ask -> desk.accept(ask, ask.at()));
    Map<String, Outreach> before = new HashMap<>();
    for (Outreach next : desk.written()) {
      Outreach last = before.put(next.outreachId(), next);
      assertThat(next.revision()).isEqualTo(last == null ? 1 : last.revision() + 1);
      assertThat(next.sendAfter() < next.expiresAt() || next.reason() != null).isTrue();
      if (last != null && last.status() == OutreachStatus.REQUESTED) {
        assertThat(next.decidedAt()).isLessThan(last.sendAfter());
        assertThat(next.status()).isEqualTo(OutreachStatus.WITHDRAWN);
      } else if (last != null) {
        assertThat(next.reason()).as("says something new").isNotEqualTo(last.reason());
      }
    }
  }

  /** Steps of a few incidents, in order of time, none at the same instant as another. */
  private static List<Ask> asks(Random random) {
    String[] codes = {
      DefectCode.UNCONFIRMED,
      DefectCode.LATE_DEPARTURE,
      DefectCode.MISSED_WINDOW,
      DefectCode.NO_SHOW,
      DefectCode.STALLED_START
    };
    Step[] last = new Step[codes.length];
    Severity[] severities = new Severity[codes.length];
    List<Ask> asks = new ArrayList<>();
    long at = START;
    for (int i = random.nextInt(25); i >= 0; i--) {
      at += 1 + (long) (random.nextDouble() * Duration.ofMinutes(150).toMillis());
      int which = random.nextInt(codes.length);
      boolean isOpen = last[which] == Step.FIRING || last[which] == Step.CHANGED;
      Step step =
          isOpen
              ? List.of(Step.CHANGED, Step.CLEARED, Step.RETRACTED).get(random.nextInt(3))
              : last[which] == Step.CLEARED && random.nextBoolean() ? Step.RETRACTED : Step.FIRING;
      if (step == Step.FIRING) {
        severities[which] = Severity.values()[1 + random.nextInt(3)];
      }
      last[which] = step;
      asks.add(ask(codes[which], severities[which], step, at, random));
    }
    return asks;
  }

  private static Ask ask(String code, Severity severity, Step step, long at, Random random) {
    return new Ask(
        "CUSTOMER/" + code + ":e",
        Desk.CUSTOMER,
        new Play(
            Recipient.Kind.CUSTOMER,
            "t",
            List.of(OutreachOption.CANCEL),
            Duration.ofHours(24),
            random.nextBoolean()),
        step,
        at,
        SUPPRESSIONS[random.nextInt(SUPPRESSIONS.length)],
        code,
        severity,
        "O",
        null,
        code + ":e",
        "R",
        Desk.ZONE.getId(),
        START,
        START + Duration.ofHours(18).toMillis(),
        Map.of());
  }
}
