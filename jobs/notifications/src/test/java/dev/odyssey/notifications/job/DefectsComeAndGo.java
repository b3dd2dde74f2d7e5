package dev.odyssey.notifications.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.notifications.incidents.Defects;
import java.util.ArrayList;
import java.util.List;

/**
 * Defects as they are found over some seconds: of each order one, and soon after of every third
 * that it is over. One region is far busier than the others.
 */
final class DefectsComeAndGo {

  /** So that a storm is told of once, and nothing waits for the morning. */
  static final String SETTINGS =
      """
      alerts:
        holds: {CRITICAL: PT0S, HIGH: PT2S}
        storm: {within: PT1H, updateEvery: PT1H}
      outreach: {quietHours: {from: 00:00, to: 00:00}}
      """;

  private static final int ORDERS = 400;
  private static final int PORTION = 10;
  private static final int LATER = 40;
  private static final int REGIONS = 40;
  private static final List<String> CODES =
      List.of(DefectCode.NO_SHOW, DefectCode.UNFILLED, DefectCode.LATE_CANCEL);

  private int sent;

  /** Sends the next few as found at an instant; returns whether these were the last. */
  boolean sendSome(Stage stage, long at) {
    int to = Math.min(ORDERS, sent + PORTION);
    for (; sent < to; sent++) {
      stage.send(change(sent, 1, DefectStatus.RAISED, at));
      int over = sent - LATER;
      if (over >= 0 && ends(over)) {
        stage.send(
            change(over, 2, over % 2 == 0 ? DefectStatus.CLEARED : DefectStatus.RETRACTED, at));
      }
    }
    stage.flush();
    return sent == ORDERS;
  }

  /** The alerts that must fire: of defects that are not over again. */
  List<String> alertsOfThoseThatLast() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      if (!ends(i)) {
        ids.add("ALERT:" + Defects.id(code(i), "O" + i));
      }
    }
    return ids;
  }

  private static String code(int i) {
    return CODES.get(i % CODES.size());
  }

  /** Every third order, whatever the code of its defect. */
  private static boolean ends(int i) {
    return i / CODES.size() % 3 == 0;
  }

  private static DefectChange change(int i, int revision, DefectStatus status, long at) {
    String region = i % 5 == 0 ? "busy" : "R" + i % REGIONS;
    return Defects.change(code(i), "O" + i, region, revision, status, at);
  }
}
