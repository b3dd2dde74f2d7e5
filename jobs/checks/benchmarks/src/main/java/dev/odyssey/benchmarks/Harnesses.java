package dev.odyssey.benchmarks;

import java.util.function.Consumer;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** Sets operators up. */
final class Harnesses {

  /** Opens an operator with state in a store; what comes out is handed over and dropped. */
  static <OUT, H extends AbstractStreamOperatorTestHarness<OUT>> H open(
      H harness, Store store, Consumer<OUT> output) throws Exception {
    harness.setStateBackend(store.backend());
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
    harness.setOutputCreator(ignored -> new Dropping<>(output));
    harness.setup();
    harness.open();
    return harness;
  }

  private Harnesses() {}
}
