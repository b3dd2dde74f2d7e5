package dev.odyssey.backtest;

import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Writes each change as a line and counts defects by code and by the status they end in. */
final class Tally extends ProcessFunction<DefectChange, String> {

  private static final long serialVersionUID = 1;

  /** The name under which defects of a code and a status are counted. */
  @FunctionalInterface
  interface Name extends Serializable {
    String of(String code, DefectStatus status);
  }

  private final Name name;

  private transient Map<String, DefectStatus> statusOf;
  private transient Map<DefectStatus, Map<String, LongCounter>> counters;

  Tally(Name name) {
    this.name = name;
  }

  @Override
  public void open(OpenContext context) {
    statusOf = new HashMap<>();
    counters = new EnumMap<>(DefectStatus.class);
    for (DefectStatus status : DefectStatus.values()) {
      counters.put(status, new HashMap<>());
    }
  }

  @Override
  public void processElement(DefectChange change, Context context, Collector<String> out) {
    String code = change.finding().code();
    DefectStatus before = statusOf.put(change.defectId(), change.status());
    if (before != null) {
      counter(code, before).add(-1);
    }
    counter(code, change.status()).add(1);
    out.collect(DefectChangeJson.write(change));
  }

  private LongCounter counter(String code, DefectStatus status) {
    return counters
        .get(status)
        .computeIfAbsent(code, c -> getRuntimeContext().getLongCounter(name.of(c, status)));
  }
}
