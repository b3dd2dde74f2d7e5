package dev.odyssey.detection.custom;

import dev.odyssey.codec.Instants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which version of a rule holds when. Of one code a live version ends where the next live one
 * begins: what is only tried in the shadow changes nothing. A version in the shadow ends where the
 * next of any kind begins: so does the trial when its rule is promoted.
 */
public final class RuleVersions {

  private static final Comparator<CustomRule> BY_FROM =
      Comparator.comparingLong(CustomRule::from).thenComparing(CustomRule::shadow);

  /**
   * Versions as they hold, each ending where another one takes its place, by code and from.
   *
   * @throws IllegalArgumentException naming the code and the instant if some overlap
   */
  public static List<CustomRule> sideBySide(List<CustomRule> versions) {
    List<CustomRule> held = new ArrayList<>(versions.size());
    byCode(versions)
        .values()
        .forEach(
            ofCode -> {
              for (int i = 0; i < ofCode.size(); i++) {
                held.add(held(ofCode, i));
              }
            });
    return held;
  }

  /**
   * The versions that would hold if all that are in the shadow were live: of each code that has
   * such a version all of its versions, of the others what is live.
   */
  public static List<CustomRule> ifPromoted(List<CustomRule> sideBySide) {
    List<CustomRule> held = new ArrayList<>(sideBySide.size());
    byCode(sideBySide)
        .values()
        .forEach(
            ofCode -> {
              for (int i = 0; i < ofCode.size(); i++) {
                CustomRule rule = ofCode.get(i);
                long next = i + 1 < ofCode.size() ? ofCode.get(i + 1).from() : Long.MAX_VALUE;
                held.add(rule.until() > next ? rule.endingAt(next) : rule);
              }
            });
    return held;
  }

  /** One more version beside others, in the place of one with the same code and from. */
  public static List<CustomRule> with(List<CustomRule> versions, CustomRule version) {
    List<CustomRule> all = new ArrayList<>(opened(versions));
    all.removeIf(other -> other.code().equals(version.code()) && other.from() == version.from());
    all.add(version);
    return sideBySide(all);
  }

  /** Versions without the ends that they have from others: these may be another's now. */
  private static List<CustomRule> opened(List<CustomRule> sideBySide) {
    Map<String, Set<Long>> begins = new TreeMap<>();
    for (CustomRule rule : sideBySide) {
      begins.computeIfAbsent(rule.code(), code -> new HashSet<>()).add(rule.from());
    }
    return sideBySide.stream()
        .map(
            rule ->
                begins.get(rule.code()).contains(rule.until())
                    ? rule.endingAt(Long.MAX_VALUE)
                    : rule)
        .toList();
  }

  private static TreeMap<String, List<CustomRule>> byCode(List<CustomRule> versions) {
    TreeMap<String, List<CustomRule>> byCode = new TreeMap<>();
    versions.forEach(
        rule -> byCode.computeIfAbsent(rule.code(), code -> new ArrayList<>()).add(rule));
    byCode.values().forEach(ofCode -> ofCode.sort(BY_FROM));
    return byCode;
  }

  private static CustomRule held(List<CustomRule> ofCode, int index) {
    CustomRule rule = ofCode.get(index);
    for (int i = index + 1; i < ofCode.size(); i++) {
      CustomRule next = ofCode.get(i);
      boolean takesItsPlace = rule.shadow() || !next.shadow();
      boolean said = rule.until() != Long.MAX_VALUE && rule.until() > next.from();
      if (next.from() == rule.from() || (said && rule.shadow() == next.shadow())) {
        throw new IllegalArgumentException(
            "rule %s, key from, value %s: versions overlap"
                .formatted(rule.code(), Instants.format(next.from())));
      }
      if (takesItsPlace) {
        return rule.until() > next.from() ? rule.endingAt(next.from()) : rule;
      }
    }
    return rule;
  }

  private RuleVersions() {}
}
