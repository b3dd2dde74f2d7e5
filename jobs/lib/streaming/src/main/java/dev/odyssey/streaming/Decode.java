package dev.odyssey.streaming;

import dev.odyssey.events.InvalidEventException;
import dev.odyssey.streaming.registry.RegisteredRecords;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the records of a topic: sends on what they say, and aside what is none ({@link
 * Triage#DEAD_LETTERS}), and counts both. It fails at no record, only while the schema of one
 * cannot be had.
 */
public final class Decode<T> extends ProcessFunction<KafkaRecord, T>
    implements ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;

  private final RecordContract<T> contract;
  private final RegisteredRecords registered;

  private transient Counter records;
  private transient Counter deadLetters;

  /** Reads records that need no registry. */
  public Decode(RecordContract<T> contract) {
    this(contract, RegisteredRecords.none());
  }

  /** Reads records some of which may be in the format of a registry. */
  public Decode(RecordContract<T> contract, RegisteredRecords registered) {
    this.contract = contract;
    this.registered = registered;
  }

  @Override
  public void open(OpenContext context) {
    registered.open(getRuntimeContext().getMetricGroup().addGroup(Metrics.DESERIALIZER));
    records = getRuntimeContext().getMetricGroup().counter(Metrics.RECORDS);
    deadLetters = getRuntimeContext().getMetricGroup().counter(Metrics.DEAD_LETTERS);
  }

  @Override
  public void processElement(KafkaRecord record, Context context, Collector<T> out) {
    T said;
    try {
      said = contract.read(record, registered);
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
