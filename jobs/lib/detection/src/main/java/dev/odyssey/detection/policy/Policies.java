package dev.odyssey.detection.policy;

import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was promised: the defaults, what differs by offering, and since when which version of both
 * holds. A setting that a file leaves out keeps its built-in value. Immutable.
 *
 * <pre>
 * defaults: {arrivalGrace: PT10M}
 * offerings:
 *   tv-mount: {expectedDuration: PT1H}
 * calendars:
 *   office: {zone: America/New_York, open: {MON-FRI: ["09:00-17:00"]}, closed: [2026-12-25]}
 * versions:
 * - {from: 2026-04-01T00:00:00.000Z, defaults: {claimWithin: PT40H in office}}
 * </pre>
 *
 * <p>The defaults and offerings at the top hold before the first {@code from}. A version is whole:
 * what it leaves out is built in, not inherited from the one before. An offering takes the defaults
 * of its version where it sets nothing of its own; a list that it sets replaces that of the
 * defaults.
 */
public final class Policies implements Serializable {

  private static final long serialVersionUID = 2;

  private static final String KIND = "Policies file";

  /**
   * What holds at one time.
   *
   * @param calendars those that came with it: with the file, or with a version of its own
   */
  record Edition(
      Policy defaults, HashMap<String, Policy> offerings, TreeMap<String, Calendar> calendars)
      implements Serializable {

    Policy of(String offeringId) {
      return offeringId == null ? defaults : offerings.getOrDefault(offeringId, defaults);
    }

    @Override
    public String toString() {
      return "{defaults="
          + defaults
          + ", offerings="
          + Canonical.map(new TreeMap<>(offerings))
          + ", calendars="
          + Canonical.map(calendars)
          + '}';
    }
  }

  /** From when which version holds, in order: milliseconds since the epoch. */
  private final long[] froms;

  /** What holds before the first version, then version by version. */
  private final Edition[] editions;

  private Policies(long[] froms, Edition[] editions) {
    this.froms = froms;
    this.editions = editions;
  }

  /** The built-in values for every offering. */
  public static Policies builtIn() {
    return new Policies(
        new long[0],
        new Edition[] {new Edition(Policy.builtIn(null), new HashMap<>(), new TreeMap<>())});
  }

  /**
   * Reads a policies file.
   *
   * @throws IllegalArgumentException naming the file, and the key and the value that are wrong
   */
  public static Policies load(Path file) {
    return StrictYaml.load(KIND, file, Policies::parse);
  }

  /**
   * Reads policies from YAML.
   *
   * @param source what to call the text in an error
   * @throws IllegalArgumentException naming the source, and the key and the value that are wrong
   */
  public static Policies parse(String source, String yaml) {
    StrictYaml file = new StrictYaml(KIND, source);
    PoliciesReader reader = new PoliciesReader(file);
    Map<?, ?> top = file.readMerging(yaml);
    reader.onlyKeys("", top, List.of("defaults", "offerings", "calendars", "versions"));
    Policies policies =
        new Policies(new long[0], new Edition[] {reader.edition("", null, top, new TreeMap<>())});
    List<?> versions = reader.list("versions", top.get("versions"));
    for (int i = 0; i < versions.size(); i++) {
      String where = "versions[" + i + "]";
      Map<?, ?> document = file.map(where, versions.get(i));
      Instant from = PoliciesReader.instant(file, where + ".from", document.get("from"));
      policies = policies.with(reader, where + ".", from, document);
    }
    return policies;
  }

  /**
   * These policies and one more version, which may use the calendars of the file and its own; its
   * own go first.
   *
   * @throws IllegalArgumentException naming the source, the key and the value that are wrong; so
   *     too where there is a version with the same {@code from}
   */
  public Policies with(Version version) {
    return with(
        new PoliciesReader(new StrictYaml(Version.KIND, version.source())),
        "",
        version.from(),
        version.document());
  }

  /**
   * These policies and one more version, in the place of one from the same instant.
   *
   * @throws IllegalArgumentException naming the source, the key and the value that are wrong
   */
  public Policies replacing(Version version) {
    int found = Arrays.binarySearch(froms, version.from().toEpochMilli());
    return (found < 0 ? this : without(found)).with(version);
  }

  private Policies without(int index) {
    long[] newFroms = new long[froms.length - 1];
    Edition[] newEditions = new Edition[editions.length - 1];
    System.arraycopy(froms, 0, newFroms, 0, index);
    System.arraycopy(froms, index + 1, newFroms, index, newFroms.length - index);
    System.arraycopy(editions, 0, newEditions, 0, index + 1);
    System.arraycopy(editions, index + 2, newEditions, index + 1, newFroms.length - index);
    return new Policies(newFroms, newEditions);
  }

  /**
   * Until when the version that holds from an instant holds.
   *
   * @return when the next one begins, in epoch milliseconds; the highest if there is none
   */
  public long until(long from) {
    for (long next : froms) {
      if (next > from) {
        return next;
      }
    }
    return Long.MAX_VALUE;
  }

  private Policies with(PoliciesReader reader, String where, Instant from, Map<?, ?> document) {
    reader.onlyKeys(where, document, List.of("from", "defaults", "offerings", "calendars"));
    long instant = from.toEpochMilli();
    int found = Arrays.binarySearch(froms, instant);
    if (found >= 0) {
      throw reader.wrong(where + "from", from, "there is a version from this instant already");
    }
    int index = -found - 1;
    long[] newFroms = new long[froms.length + 1];
    Edition[] newEditions = new Edition[editions.length + 1];
    System.arraycopy(froms, 0, newFroms, 0, index);
    System.arraycopy(froms, index, newFroms, index + 1, froms.length - index);
    System.arraycopy(editions, 0, newEditions, 0, index + 1);
    System.arraycopy(editions, index + 1, newEditions, index + 2, froms.length - index);
    newFroms[index] = instant;
    newEditions[index + 1] = reader.edition(where, from, document, editions[0].calendars());
    return new Policies(newFroms, newEditions);
  }

  /**
   * What holds at an instant for an offering.
   *
   * @param instant milliseconds since the epoch
   * @param offeringId null for the defaults
   */
  public Policy at(long instant, String offeringId) {
    return editionAt(instant).of(offeringId);
  }

  /** What holds at an instant for contacts, and for offerings that set nothing of their own. */
  public Policy at(long instant) {
    return editionAt(instant).defaults();
  }

  private Edition editionAt(long instant) {
    int found = Arrays.binarySearch(froms, instant);
    return editions[found >= 0 ? found + 1 : -found - 1];
  }

  /** The calendar of that name in the file; those of single versions are not among them. */
  public Optional<Calendar> calendar(String name) {
    return Optional.ofNullable(editions[0].calendars().get(name));
  }

  /** What holds for contacts, and for other offerings, before the first version. */
  public Policy defaults() {
    return editions[0].defaults();
  }

  /** What holds for an offering before the first version. */
  public Policy of(String offeringId) {
    return editions[0].of(offeringId);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policies policies
        && Arrays.equals(froms, policies.froms)
        && Arrays.equals(editions, policies.editions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(froms) * 31 + Arrays.hashCode(editions);
  }

  /**
   * What each version says, by when it holds from, in epoch milliseconds: what holds before the
   * first is from the lowest. The same texts for the same policies.
   */
  public SortedMap<Long, String> texts() {
    SortedMap<Long, String> texts = new TreeMap<>();
    texts.put(Long.MIN_VALUE, editions[0].toString());
    for (int i = 0; i < froms.length; i++) {
      texts.put(froms[i], editions[i + 1].toString());
    }
    return texts;
  }

  /** All that they say, with values as they are written; the same text for the same policies. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(editions[0].toString());
    for (int i = 0; i < froms.length; i++) {
      text.append(", from ").append(Instant.ofEpochMilli(froms[i])).append('=');
      text.append(editions[i + 1]);
    }
    return text.toString();
  }
}
