package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every story. */
class AlertLawsTest {

  private static final List<String> DEFECTS =
      List.of(
          "NO_SHOW/a",
          "MISSED_WINDOW/a",
          "LATE_DEPARTURE/a",
          "REWORK/a",
          "NO_SHOW/b",
          "MISSED_WINDOW/b",
          "MISSED_WINDOW/c",
          "SKIPPED_SCAN/a");

  /** An act of a story, and how often a change is read again after it. */
  record Act(int after, String verb, String defect, int repeats) {}

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 400),
            Arbitraries.of(
                "raise",
                "raise",
                "raise",
                "correct",
                "clear",
                "clear",
                "retract",
                "feed",
                "silence",
                "unsilence"),
            Arbitraries.of(DEFECTS),
            Arbitraries.integers().between(0, 2))
        .as(Act::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 300)
  void changesThatComeAgainChangeNothing(@ForAll("acts") List<Act> acts) {
    assertThat(alerts(acts, true)).isEqualTo(alerts(acts, false));
  }

  @Property(tries = 300)
  void everyAlertIsOneTale(@ForAll("acts") List<Act> acts) {
    Map<String, List<Alert>> byId =
        alerts(acts, false).stream()
            .collect(Collectors.groupingBy(Alert::alertId, TreeMap::new, Collectors.toList()));
    assertThat(byId).allSatisfy((id, tale) -> assertIsOneTale(tale));
  }

  private static void assertIsOneTale(List<Alert> tale) {
    boolean notified = false;
    AlertStatus before = AlertStatus.CLEARED;
    for (int i = 0; i < tale.size(); i++) {
      Alert alert = tale.get(i);
      assertThat(alert.revision()).isEqualTo(i + 1);
      assertThat(alert.status() == AlertStatus.FIRING)
          .as("fires when nothing of it does")
          .isEqualTo(before == AlertStatus.CLEARED);
      if (alert.status() == AlertStatus.CLEARED) {
        assertThat(alert.notifies()).as("an all-clear for what paged").isEqualTo(notified);
        notified = false;
      } else {
        assertThat(alert.notifies() && notified).as("twice").isFalse();
        notified |= alert.notifies();
      }
      assertThat(alert.notifies() && alert.suppressedBy() != null).isFalse();
      before = alert.status();
    }
  }

  @Property(tries = 300)
  void whateverStandsFiringIsSaidToStand(@ForAll("acts") List<Act> acts) {
    Set<String> open = new HashSet<>();
    Map<String, AlertStatus> last = new HashMap<>();
    for (Alert alert : alerts(acts, false)) {
      last.put(alert.alertId(), alert.status());
    }
    for (Act act : acts) {
      switch (act.verb()) {
        case "raise", "correct" -> open.add(act.defect());
        case "clear", "retract" -> open.remove(act.defect());
        default -> {}
      }
    }
    open.remove("SKIPPED_SCAN/a");
    Set<String> firing =
        last.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("ALERT:"))
            .filter(entry -> entry.getValue() != AlertStatus.CLEARED)
            .map(entry -> entry.getKey().substring("ALERT:".length()).replace(':', '/'))
            .collect(Collectors.toSet());
    assertThat(firing).isEqualTo(open);
  }

  private static List<Alert> alerts(List<Act> acts, boolean repeated) {
    StringBuilder script = new StringBuilder();
    Set<String> told = new HashSet<>();
    int now = 0;
    for (Act act : acts) {
      now += act.after();
      String words =
          switch (act.verb()) {
            case "feed" -> "feed R " + List.of("LIVE", "SUSPECT", "SILENT").get(act.repeats());
            case "silence" -> "silence s orderId=a %ds..%ds".formatted(now, now + 300);
            case "unsilence" -> "unsilence s";
            default -> act.verb() + " " + act.defect();
          };
      script.append(now).append("s ").append(words).append(';');
      boolean change = words.equals(act.verb() + " " + act.defect());
      if (change) {
        told.add(act.defect());
      }
      for (int i = 0; repeated && i < act.repeats() && told.contains(act.defect()); i++) {
        script.append(now + i * 7).append("s again ").append(act.defect()).append(';');
      }
    }
    return Story.of(script.toString()).until("10h");
  }
}
