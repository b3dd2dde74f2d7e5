package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.feeds.FeedNews;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the desk knows. Its maps are changed in place: there is one desk, and its state is written
 * while nothing is decided.
 *
 * @param cases that are bad enough, or that a surge may take
 * @param groups the caseIds of each alert on cases
 * @param surges by family and region
 * @param usual how many defects of a family and region usually come
 * @param feeds that do not come as usual, by scope
 * @param silences that are known, by id
 * @param alerts what was told, by alertId
 * @param dues when each alert is to be looked at again though nothing comes
 */
public record DeskState(
    Map<String, Paged> cases,
    Map<String, List<String>> groups,
    Map<String, SurgeState> surges,
    Map<String, Usual> usual,
    Map<String, FeedNews> feeds,
    Map<String, Silence> silences,
    Map<String, AlertMemory> alerts,
    Map<String, Long> dues) {

  static DeskState nothing() {
    return new DeskState(
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }
}
