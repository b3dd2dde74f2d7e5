package dev.odyssey.survival;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.codec.ScorecardEntryJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertReason;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.rows.ScorecardEntries;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Compares what came out with what must: nothing lost, nothing doubled, nothing made up.
 *
 * <ul>
 *   <li>The defects that stand are those of the backtest, field by field. What differs honestly is
 *       when something was found, and by how many revisions it came to be what it is: that depends
 *       on what had arrived when somebody looked.
 *   <li>The rows of the scorecards are those of the backtest, metric by metric.
 *   <li>On the topics each revision of each id is there once, in order, without a gap.
 *   <li>The tables hold what the topics say, and each valid event once.
 *   <li>Tiers of providers are decided on the last 28 days before today, alerts and messages by the
 *       clock on the wall: with these, no backtest of a history can be compared. But the alerts
 *       that fire are the defects that are open, and nobody is told twice that one begins or is
 *       over.
 *   <li>Each record of rubbish is a dead letter, once.
 * </ul>
 */
final class Verdict {

  private static final int SHOWN = 100;

  private final Set<Job> jobs;
  private final Expectation expected;
  private final List<byte[]> rubbish;
  private final List<String> differences = new ArrayList<>();

  private Verdict(Set<Job> jobs, Expectation expected, List<byte[]> rubbish) {
    this.jobs = jobs;
    this.expected = expected;
    this.rubbish = rubbish;
  }

  /**
   * The differences, a line each; none if the suite survived.
   *
   * @param jobs that took part
   * @param rubbish the values of the records that were no events
   */
  static List<String> differences(
      Set<Job> jobs, Expectation expected, List<byte[]> rubbish, Seen seen) {
    Verdict verdict = new Verdict(jobs, expected, rubbish);
    verdict.compare(seen);
    return List.copyOf(verdict.differences);
  }

  private void compare(Seen seen) {
    compareDefects(seen);
    compareRefused(seen);
    expected.events().forEach((table, rows) -> compareTable(seen, table, rows, row -> row));
    if (jobs.contains(Job.SCORECARDS)) {
      compareScorecards(seen);
    }
    if (jobs.contains(Job.NOTIFICATIONS)) {
      compareNotifications(seen);
    }
  }

  private void compareDefects(Seen seen) {
    if (expected.defects().isEmpty()) {
      differences.add("the backtest has found nothing: there is nothing to compare");
    }
    Map<String, DefectChange> latest =
        latest(seen.defects(), DefectChange::defectId, DefectChange::revision);
    compare(
        TopicNames.DEFECTS,
        expected.defects(),
        Expectation.standing(latest.values().stream().map(DefectChangeJson::write)));
    inOrder(TopicNames.DEFECTS, seen.defects(), DefectChange::defectId, DefectChange::revision);
    compareTable(seen, Tables.DEFECT_CHANGE, seen.defects(), Verdict::row);
    compareTable(seen, Tables.DEFECT, latest.values(), Verdict::row);
  }

  private void compareRefused(Seen seen) {
    compareLines(
        TopicNames.DEAD_LETTERS,
        rubbish.stream().map(HexFormat.of()::formatHex).toList(),
        seen.deadLetters().stream().map(HexFormat.of()::formatHex).toList());
    if (seen.refused() > 0) {
      differences.add("%d events were refused as late or overflowing".formatted(seen.refused()));
    }
  }

  private void compareScorecards(Seen seen) {
    Map<String, ScorecardRow> latest =
        latest(seen.scorecards(), row -> row.key().text(), ScorecardRow::revision);
    int sampleSize = Targets.builtIn().sampleSize();
    Set<String> entries = new TreeSet<>();
    latest
        .values()
        .forEach(
            row ->
                ScorecardEntries.of(row, sampleSize)
                    .forEach(entry -> entries.add(ScorecardEntryJson.write(entry))));
    compareLines(TopicNames.SCORECARDS, expected.scorecards(), entries);
    growing(
        TopicNames.SCORECARDS, seen.scorecards(), row -> row.key().text(), ScorecardRow::revision);
    for (Scorecard scorecard : Scorecard.values()) {
      compareTable(
          seen,
          scorecard.table(),
          latest.values().stream().filter(row -> row.key().scorecard() == scorecard).toList(),
          Verdict::row);
    }
    growing(
        TopicNames.PROVIDER_TIERS, seen.tiers(), ProviderTier::providerId, ProviderTier::revision);
    compareTable(seen, Tables.PROVIDER_TIER_CHANGE, seen.tiers(), Verdict::row);
    compareTable(
        seen,
        Tables.PROVIDER_TIER,
        latest(seen.tiers(), ProviderTier::providerId, ProviderTier::revision).values(),
        Verdict::row);
  }

  private void compareNotifications(Seen seen) {
    Map<String, Alert> alerts = latest(seen.alerts(), Alert::alertId, Alert::revision);
    inOrder(TopicNames.ALERTS, seen.alerts(), Alert::alertId, Alert::revision);
    inOrder(TopicNames.OUTREACH, seen.outreach(), Outreach::outreachId, Outreach::revision);
    compareTable(seen, Tables.ALERT_CHANGE, seen.alerts(), Verdict::row);
    compareTable(seen, Tables.ALERT, alerts.values(), Verdict::row);
    compareTable(seen, Tables.OUTREACH_CHANGE, seen.outreach(), Verdict::row);
    compareTable(
        seen,
        Tables.OUTREACH,
        latest(seen.outreach(), Outreach::outreachId, Outreach::revision).values(),
        Verdict::row);
    nobodyIsToldTwice(seen.alerts());
  }

  /** Nobody hears of an end whose beginning they did not hear of, nor twice of a beginning. */
  private void nobodyIsToldTwice(List<Alert> alerts) {
    Set<String> begun = new HashSet<>();
    boolean isAnybodyTold = false;
    for (Alert alert : alerts) {
      if (!alert.notifies()) {
        continue;
      }
      isAnybodyTold = true;
      String id = alert.alertId();
      if (alert.reason() == AlertReason.OVER && !begun.remove(id)) {
        differences.add("alerts: told that %s is over, which nobody knew of".formatted(id));
      } else if (alert.reason() == AlertReason.FIRST && !begun.add(id)) {
        differences.add("alerts: told again that %s has begun".formatted(id));
      } else if (alert.reason() != AlertReason.OVER) {
        begun.add(id);
      }
    }
    if (!isAnybodyTold) {
      differences.add("alerts: nobody was told anything");
    }
  }

  /** That revisions grow, in the order of the topic. */
  private <T> void growing(
      String topic, List<T> values, Function<T, String> id, ToLongFunction<T> revision) {
    Map<String, Long> before = new HashMap<>();
    for (T value : values) {
      String key = id.apply(value);
      long now = revision.applyAsLong(value);
      Long last = before.put(key, now);
      if (last != null && now <= last) {
        differences.add("%s: revision %d of %s comes after %d".formatted(topic, now, key, last));
      }
    }
  }

  /** That revisions count up by one, in the order of the topic. */
  private <T> void inOrder(
      String topic, List<T> values, Function<T, String> id, ToLongFunction<T> revision) {
    Map<String, Long> before = new HashMap<>();
    for (T value : values) {
      String key = id.apply(value);
      long now = revision.applyAsLong(value);
      long last = before.getOrDefault(key, 0L);
      if (now != last + 1) {
        differences.add("%s: revision %d of %s comes after %d".formatted(topic, now, key, last));
      }
      before.put(key, now);
    }
  }

  private <T> void compareTable(
      Seen seen, String table, Collection<T> ofTopic, Function<T, String> row) {
    if (!jobs.contains(Job.TABLES)) {
      return;
    }
    compareLines("table " + table, ofTopic.stream().map(row).toList(), seen.tables().of(table));
  }

  private void compare(String what, Map<String, JsonNode> expectation, Map<String, JsonNode> seen) {
    expectation.forEach(
        (id, node) -> {
          JsonNode other = seen.get(id);
          if (other == null) {
            differences.add("%s: lost %s".formatted(what, id));
          } else if (!other.equals(node)) {
            differences.add(
                "%s: %s is %s and not %s"
                    .formatted(what, id, fields(other, node), fields(node, other)));
          }
        });
    seen.keySet().stream()
        .filter(id -> !expectation.containsKey(id))
        .forEach(id -> differences.add("%s: made up %s".formatted(what, id)));
  }

  /** The fields in which one is not as the other. */
  private static String fields(JsonNode one, JsonNode other) {
    return one.properties().stream()
        .filter(field -> !field.getValue().equals(other.get(field.getKey())))
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Compares lines, each of which may be there more than once. */
  private void compareLines(String what, Collection<String> expectation, Collection<String> seen) {
    Map<String, Integer> balance = new TreeMap<>();
    seen.forEach(line -> balance.merge(line, 1, Integer::sum));
    expectation.forEach(line -> balance.merge(line, -1, Integer::sum));
    balance.forEach(
        (line, count) -> {
          if (count != 0) {
            differences.add(
                "%s: %s%s %s"
                    .formatted(
                        what,
                        count < 0 ? "lost" : "doubled or made up",
                        Math.abs(count) == 1 ? "" : " " + Math.abs(count) + " times",
                        line.length() > SHOWN * 4 ? line.substring(0, SHOWN * 4) + "..." : line));
          }
        });
  }

  private static <T> Map<String, T> latest(
      Collection<T> values, Function<T, String> id, ToLongFunction<T> revision) {
    Map<String, T> latest = new TreeMap<>();
    values.forEach(
        value ->
            latest.merge(
                id.apply(value),
                value,
                (a, b) -> revision.applyAsLong(a) > revision.applyAsLong(b) ? a : b));
    return latest;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static String row(DefectChange change) {
    return change.defectId() + "|" + change.revision() + "|" + change.status();
  }

  private static String row(ProviderTier tier) {
    return tier.providerId() + "|" + tier.revision() + "|" + tier.tier();
  }

  private static String row(Alert alert) {
    return String.join(
        "|",
        alert.alertId(),
        Integer.toString(alert.revision()),
        alert.status().name(),
        alert.notifies() ? "t" : "f");
  }

  private static String row(Outreach message) {
    return message.outreachId() + "|" + message.revision() + "|" + message.status();
  }

  private static String row(ScorecardRow row) {
    ScorecardKey key = row.key();
    StringBuilder line =
        new StringBuilder()
            .append(key.entityType())
            .append('|')
            .append(key.entityId())
            .append('|')
            .append(key.day())
            .append(key.code() == null ? "" : "|" + key.code())
            .append('|')
            .append(row.revision());
    for (int i = 0; i < key.scorecard().columns().size(); i++) {
      line.append('|').append(row.counters().at(i));
    }
    return line.toString();
  }
}
