package dev.odyssey.benchmarks;

import java.util.Collection;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** Operators that can say how large their state is. */
record Snapshots(Collection<? extends AbstractStreamOperatorTestHarness<?>> operators)
    implements AutoCloseable {

  /** The bytes of a full checkpoint of all of them. */
  long checkpointBytes() throws Exception {
    long bytes = 0;
    for (AbstractStreamOperatorTestHarness<?> operator : operators) {
      bytes += operator.snapshot(1, 1).getStateSize();
    }
    return bytes;
  }

  @Override
  public void close() throws Exception {
    for (AbstractStreamOperatorTestHarness<?> operator : operators) {
      operator.close();
    }
  }
}
