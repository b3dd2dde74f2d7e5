package dev.odyssey.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What came of a run of a mapping: counts, and of each fault the first example. */
public final class MapReport {

  /** Kinds of faults that are told apart; more than that is one fault with many values. */
  private static final int MAX_REASONS = 200;

  /** Kinds of faults that are shown to people; the commonest. */
  private static final int SHOWN_REASONS = 20;

  private static final String OTHERS = "other reasons";
  private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z");

  /** How often something was wrong, and where first. */
  public record Fault(long count, String example) {
    private Fault again() {
      return new Fault(count + 1, example);
    }
  }

  private long read;
  private long filtered;
  private long skipped;
  private long subjects;
  private long events;
  private long duplicates;
  private long moved;
  private long unmapped;
  private long dead;
  private final Map<String, Long> types = new TreeMap<>();
  private final Map<String, Fault> unmappedReasons = new LinkedHashMap<>();
  private final Map<String, Fault> deadReasons = new LinkedHashMap<>();
  private long longestSilence;
  private String silentSubject;
  private long latest;
  private String latestEvent;

  void countRead() {
    read++;
  }

  void countFiltered() {
    filtered++;
  }

  void countSkipped() {
    skipped++;
  }

  void countSubject() {
    subjects++;
  }

  void countEvent(MappedEvent event, long movedBy) {
    events++;
    types.merge(event.type(), 1L, Long::sum);
    moved += movedBy > 0 ? 1 : 0;
  }

  void countDuplicate() {
    duplicates++;
  }

  void countUnmapped(String origin, String reason) {
    unmapped++;
    count(unmappedReasons, reason, origin);
  }

  void countDead(String line, String reason) {
    dead++;
    // One reason, whatever the instants in it are.
    count(deadReasons, INSTANT.matcher(reason).replaceAll("..."), reason + ": " + line);
  }

  private static void count(Map<String, Fault> faults, String reason, String example) {
    String kind = faults.containsKey(reason) || faults.size() < MAX_REASONS ? reason : OTHERS;
    faults.compute(kind, (ignored, fault) -> fault == null ? new Fault(1, example) : fault.again());
  }

  /** Nothing was said of the subject for so long, in milliseconds. */
  void noteSilence(String subject, long millis) {
    if (millis > longestSilence) {
      longestSilence = millis;
      silentSubject = subject;
    }
  }

  /** An event came so long after a later one, in milliseconds. */
  void noteLateness(String eventId, long millis) {
    if (millis > latest) {
      latest = millis;
      latestEvent = eventId;
    }
  }

  /** Records that were read. */
  public long read() {
    return read;
  }

  /** Events that were made. */
  public long events() {
    return events;
  }

  /** Events by type. */
  public Map<String, Long> types() {
    return types;
  }

  /** Orders or contacts that records were about. */
  public long subjects() {
    return subjects;
  }

  /** What could not be mapped: whole records, or one of the events of a record. */
  public long unmapped() {
    return unmapped;
  }

  /** Reasons why something could not be mapped. */
  public Map<String, Fault> unmappedReasons() {
    return unmappedReasons;
  }

  /** Events that are invalid. */
  public long dead() {
    return dead;
  }

  /** Reasons why events are invalid, without the instants in them. */
  public Map<String, Fault> deadReasons() {
    return deadReasons;
  }

  /** Events that were put later, so that they stay in their order. */
  public long moved() {
    return moved;
  }

  /** Events that were made twice, and are written once. */
  public long duplicates() {
    return duplicates;
  }

  /**
   * How long jobs must keep subjects so that none of these events is late or meets a subject that
   * was forgotten, in whole days.
   */
  public Duration neededRetention() {
    long millis = Math.max(longestSilence, latest);
    long day = Duration.ofDays(1).toMillis();
    return Duration.ofDays(Math.floorDiv(millis + day - 1, day));
  }

  /** For people: everything that was counted. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d records read, %,d left out by 'where', %,d skipped by a rule; %,d subjects",
            read,
            filtered,
            skipped,
            subjects));
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d events; %,d were made twice and are written once, %,d put later to keep their order",
            events,
            duplicates,
            moved));
    types.forEach(
        (type, count) -> lines.add(String.format(Locale.ROOT, "  %-16s %,12d", type, count)));
    table(lines, "not mapped", unmapped, unmappedReasons);
    table(lines, "invalid, would be dead letters", dead, deadReasons);
    lines.add("Needed retention: P" + neededRetention().toDays() + "D" + retentionReason());
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private String retentionReason() {
    if (longestSilence == 0 && latest == 0) {
      return "";
    }
    return longestSilence >= latest
        ? " (the longest silence of a subject: " + silentSubject + ")"
        : " (the latest event: " + latestEvent + ")";
  }

  private static void table(
      List<String> lines, String title, long count, Map<String, Fault> reasons) {
    lines.add(String.format(Locale.ROOT, "%,d %s", count, title));
    reasons.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, Fault> e) -> -e.getValue().count()))
        .limit(SHOWN_REASONS)
        .forEach(
            reason ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  %,8d  %s%n            first: %s",
                        reason.getValue().count(),
                        reason.getKey(),
                        reason.getValue().example())));
    if (reasons.size() > SHOWN_REASONS) {
      lines.add("            and " + (reasons.size() - SHOWN_REASONS) + " other reasons");
    }
  }
}
