package dev.odyssey.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Time of a reader of several partitions, as Flink's source has it: a generator for each, the least
 * of them for the reader. No partition may ever be idle.
 */
public final class ReadPartitions<T> {

  private final WatermarkStrategy<T> strategy;
  private final List<Long> times = new ArrayList<>();
  private final WatermarkOutputMultiplexer partitions =
      new WatermarkOutputMultiplexer(new Emitted());

  public ReadPartitions(WatermarkStrategy<T> strategy) {
    this.strategy = strategy;
  }

  /** The watermarks of the reader so far, in epoch milliseconds. */
  public List<Long> times() {
    return times;
  }

  /** One more partition. */
  public Partition partition(String id) {
    return new Partition(id);
  }

  /** What is read of a partition, and how long nothing is. */
  public final class Partition {

    private final WatermarkGenerator<T> generator = strategy.createWatermarkGenerator(null);
    private final WatermarkOutput output;

    private Partition(String id) {
      partitions.registerNewOutput(
          id,
          new WatermarkOutputMultiplexer.WatermarkUpdateListener() {
            @Override
            public void onWatermarkUpdate(long watermark) {}

            @Override
            public void onIdleUpdate(boolean isIdle) {
              assertThat(isIdle).as("no partition is ever idle").isFalse();
            }
          });
      output = partitions.getImmediateOutput(id);
    }

    public void read(T record) {
      long timestamp = strategy.createTimestampAssigner(null).extractTimestamp(record, 0);
      generator.onEvent(record, timestamp, output);
      waitInVain();
    }

    public void waitInVain() {
      generator.onPeriodicEmit(output);
    }
  }

  private final class Emitted implements WatermarkOutput {

    @Override
    public void emitWatermark(Watermark watermark) {
      times.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      throw new AssertionError("no partition is ever idle");
    }

    @Override
    public void markActive() {}
  }
}
