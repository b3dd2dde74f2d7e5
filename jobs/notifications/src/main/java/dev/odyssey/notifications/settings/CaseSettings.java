package dev.odyssey.notifications.settings;

import dev.odyssey.defects.Severity;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in a case.
 *
 * @param holds how long a defect must last to stand, by code or by severity; without one it never
 *     stands
 * @param newsHorizon what was raised longer before it was known is history
 * @param pointFor how long a defect stands that nothing can clear
 * @param clearable codes that a later event can clear though no event is missing
 * @param promise the codes of one promise, worst first: each covers those after it
 */
public record CaseSettings(
    Map<String, Duration> holds,
    Duration newsHorizon,
    Duration pointFor,
    Set<String> clearable,
    List<String> promise)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** How long a defect must last to stand, in milliseconds; null for never. */
  public Long hold(String code, Severity severity) {
    Duration hold = holds.getOrDefault(code, holds.get(severity.name()));
    return hold == null ? null : (Long) hold.toMillis();
  }

  /** Whether a worse code of the same promise covers a milder one. */
  public boolean covers(String worse, String milder) {
    int first = promise.indexOf(worse);
    return first >= 0 && first < promise.indexOf(milder);
  }
}
