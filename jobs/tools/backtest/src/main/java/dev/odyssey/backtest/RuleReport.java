package dev.odyssey.backtest;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.detection.custom.CustomRule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of each rule of one's own in a run. */
final class RuleReport {

  private static final String ANCHORS = "anchors";
  private static final String SHADOW = "shadow";
  private static final String LIVE = "live";
  private static final String SEPARATOR = "\t";

  /**
   * What one rule came to.
   *
   * @param anchors events that its defects may hang on; {@link #NOT_READ} where no events of its
   *     kind were read
   * @param raised defects that stand at the end
   * @param cleared those of them that were settled after all
   * @param retracted defects that were taken back; of a rule in the shadow also those that are live
   *     and would not be
   */
  record Line(
      String code, boolean shadow, long anchors, long raised, long cleared, long retracted) {

    /** No events of the kind that a rule is about were read. */
    static final long NOT_READ = -1;

    String name() {
      return shadow ? code + " (shadow)" : code;
    }

    /** How many anchors it met, in words where it is none. */
    String met() {
      return anchors == NOT_READ ? "not read" : anchors == 0 ? "met none" : Rows.number(anchors);
    }
  }

  private final Map<String, Long> anchors = new TreeMap<>();
  private final Map<String, Map<DefectStatus, Long>> shadow = new TreeMap<>();
  private final Map<String, Map<DefectStatus, Long>> live;

  /** With the defects of the run by code and the status that they end in. */
  RuleReport(Map<String, Map<DefectStatus, Long>> live) {
    this.live = live;
  }

  /** The name under which a job counts the anchors of a rule. */
  static String anchors(String code, boolean shadow) {
    return String.join(SEPARATOR, ANCHORS, code, shadow ? SHADOW : LIVE);
  }

  /** The name under which a job counts what is found in the shadow. */
  static String inShadow(String code, DefectStatus status) {
    return String.join(SEPARATOR, SHADOW, code, status.name());
  }

  /** Takes what a job counted, if it is about rules. */
  boolean take(String[] name, long count) {
    switch (name[0]) {
      case ANCHORS -> anchors.merge(name[1] + SEPARATOR + name[2], count, Long::sum);
      case SHADOW ->
          shadow
              .computeIfAbsent(name[1], code -> new EnumMap<>(DefectStatus.class))
              .merge(DefectStatus.valueOf(name[2]), count, Long::sum);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A line for each rule: its code, and whether it is in the shadow. */
  List<Line> lines(List<CustomRule> rules) {
    return rules.stream().map(rule -> line(rule.code(), rule.shadow())).distinct().toList();
  }

  private Line line(String code, boolean inShadow) {
    Map<DefectStatus, Long> counts = (inShadow ? shadow : live).getOrDefault(code, Map.of());
    long open = counts.getOrDefault(DefectStatus.RAISED, 0L);
    long cleared = counts.getOrDefault(DefectStatus.CLEARED, 0L);
    return new Line(
        code,
        inShadow,
        anchors.getOrDefault(code + SEPARATOR + (inShadow ? SHADOW : LIVE), Line.NOT_READ),
        open + cleared,
        cleared,
        counts.getOrDefault(DefectStatus.RETRACTED, 0L));
  }

  /** The lines as a table; empty without rules. */
  String table(List<CustomRule> rules) {
    if (rules.isEmpty()) {
      return "";
    }
    Rows table = new Rows(30).add("rule", "anchors met", "raised", "cleared", "retracted");
    for (Line line : lines(rules)) {
      table.add(
          line.name(),
          line.met(),
          Rows.number(line.raised()),
          Rows.number(line.cleared()),
          Rows.number(line.retracted()));
    }
    return table + System.lineSeparator();
  }
}
