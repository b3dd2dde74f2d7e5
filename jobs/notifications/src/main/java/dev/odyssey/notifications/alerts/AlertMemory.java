package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Alert;
import java.util.List;
import java.util.Map;

/**
 * What was told of an alert.
 *
 * @param last the last revision
 * @param isOpen whether an episode goes on
 * @param isNotified whether somebody was interrupted in it
 * @param isMerged whether a surge has taken its members, so that it says no end of its own
 * @param told the members that somebody was told of in it
 * @param heldBack the members that something stood against, and that nobody was told of
 * @param toldSeverity the worst that was told; null for nothing
 * @param freeSince since when it has a member with nothing against it; null for none
 * @param lastNotifiedAt when it notified last, in any episode; null for never
 * @param criticalSince when it first notified as critical in this episode; null for never
 * @param firsts when its episodes first notified, the last few
 * @param emptySince since when nothing is wrong, though it flaps and has not ended; null for not so
 * @param acknowledgedBy who looks after it; null for nobody
 * @param acknowledged the members that this covers, with their severities then
 * @param isEscalated whether it has gone to another route
 */
record AlertMemory(
    Alert last,
    boolean isOpen,
    boolean isNotified,
    boolean isMerged,
    Map<String, Long> told,
    Map<String, Long> heldBack,
    Severity toldSeverity,
    Long freeSince,
    Long lastNotifiedAt,
    Long criticalSince,
    List<Long> firsts,
    Long emptySince,
    String acknowledgedBy,
    Map<String, Severity> acknowledged,
    boolean isEscalated) {}
