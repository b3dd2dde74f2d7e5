package dev.odyssey.backtest;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Dates changes to when a job would have found them that reads events as they come. In a file, that
 * something is missing shows by the next event; there a clock goes on in between. It matters to
 * holds: what was missing for an hour would otherwise have been so for no time at all.
 *
 * <p>Sits behind the detection: a due time that the watermark has yet to pass is what it acts on
 * now, and any other it has found out about by an event.
 */
final class AsFoundLive extends ProcessFunction<DefectChange, DefectChange> {

  private static final long serialVersionUID = 1;

  @Override
  public void processElement(DefectChange change, Context context, Collector<DefectChange> out) {
    Long due = due(change);
    boolean isActedOn = due != null && due > context.timerService().currentWatermark();
    out.collect(
        isActedOn
            ? new DefectChange(change.revision(), change.status(), due, change.finding())
            : change);
  }

  /** The instant that by itself can make the change, in epoch milliseconds; null for none. */
  private static Long due(DefectChange change) {
    Finding finding = change.finding();
    if (change.status() == DefectStatus.RAISED) {
      return finding.missing() == null ? null : (Long) finding.raisedAt();
    }
    boolean isExpiry = change.status() == DefectStatus.CLEARED && finding.clearedBy() == null;
    return isExpiry ? finding.clearedAt() : null;
  }
}
