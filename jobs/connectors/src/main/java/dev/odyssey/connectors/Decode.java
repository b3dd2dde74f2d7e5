package dev.odyssey.connectors;

import dev.odyssey.events.InvalidEventException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the records of a topic: sends on what they say, and aside what is none ({@link
 * Triage#DEAD_LETTERS}), and counts both. It fails at no record.
 */
public final class Decode<T> extends ProcessFunction<KafkaRecord, T>
    implements ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;

  private final RecordContract<T> contract;

  private transient Counter records;
  private transient Counter deadLetters;

  public Decode(RecordContract<T> contract) {
    this.contract = contract;
  }

  @Override
  public void open(OpenContext context) {
    records = getRuntimeContext().getMetricGroup().counter(Metrics.RECORDS);
    deadLetters = getRuntimeContext().getMetricGroup().counter(Metrics.DEAD_LETTERS);
  }

  @Override
  public void processElement(KafkaRecord record, Context context, Collector<T> out) {
    T said;
    try {
      said = contract.read(record);
    } catch (InvalidEventException e) {
      deadLetters.inc();
      context.output(Triage.DEAD_LETTERS, record.deadLetter(e.getMessage()));
      return;
    }
    records.inc();
    out.collect(said);
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return contract.type();
  }
}
