package dev.odyssey.notifications.alerts;

import java.util.List;
import java.util.Map;

/**
 * The defects of a family of codes in a region.
 *
 * @param family of codes
 * @param region ALL for all
 * @param arrivals that came lately, while there is no surge
 * @param alertId of the surge that goes on; null for none
 * @param code as it began
 * @param members of the surge that goes on, by caseId: when they joined
 * @param most how many members were open at their most
 * @param lastNewAt when the last member joined
 */
record SurgeState(
    String family,
    String region,
    List<Arrival> arrivals,
    String alertId,
    String code,
    Map<String, Long> members,
    int most,
    long lastNewAt) {

  static final String ALL = "ALL";

  /** A defect that began to count. */
  record Arrival(long at, String caseId, String code) {}

  boolean isOn() {
    return alertId != null;
  }

  String key() {
    return family + "|" + region;
  }

  SurgeState arrivals(List<Arrival> lately) {
    return new SurgeState(family, region, lately, alertId, code, members, most, lastNewAt);
  }

  SurgeState on(String id, String named, Map<String, Long> joined, int atMost, long at) {
    return new SurgeState(family, region, List.of(), id, named, joined, atMost, at);
  }

  SurgeState off() {
    return new SurgeState(family, region, List.of(), null, null, Map.of(), 0, 0);
  }
}
