package dev.odyssey.benchmarks;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.job.ScorecardSettings;
import dev.odyssey.scorecards.job.ScorecardTopology;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.FactSerializer;
import dev.odyssey.streaming.types.FactTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * The two operators that a fact of an order goes through until it is in the rows, taken from the
 * graph of the job, with the keyed exchanges ahead of them: each reads what it takes from bytes.
 *
 * @param <D> what goes from the one to the other, which is the job's own affair
 */
final class ScorecardLane<D> implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final long DAY = Duration.ofDays(1).toMillis();

  /**
   * An interval passes with so many facts. They are few, so that it spares little that a row is
   * emitted once for all its changes in an interval.
   */
  private static final int FACTS_AN_INTERVAL = 10;

  private final KeyedTwoInputStreamOperatorTestHarness<String, OrderFacts, Object, D> count;
  private final KeyedOneInputStreamOperatorTestHarness<String, D, ScorecardRow> sum;
  private final Exchange<D> exchange;
  private final DataInputDeserializer read = new DataInputDeserializer();
  private long facts;
  private long rows;
  private long today = Long.MIN_VALUE;
  private long timestamp;

  /** A lane that keeps days for so long. */
  static ScorecardLane<?> open(Duration retention, Store store) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    ScorecardTopology.Outputs outputs =
        new ScorecardTopology(
                new ScorecardSettings(retention, INTERVAL, Targets.builtIn()),
                DetectionClock.replay())
            .build(
                env.fromData(FactTypeInfo.ORDER, OrderFacts.withdrawn("none", 0, 0)),
                env.fromData(FactTypeInfo.CONTACT, ContactFacts.withdrawn("none", "none", 0)));
    Transformation<?> filter = outputs.rows().getTransformation();
    return open(filter.getInputs().get(0), store);
  }

  @SuppressWarnings("unchecked") // the graph was built with these types
  private static <D> ScorecardLane<D> open(Transformation<?> rows, Store store) throws Exception {
    for (Transformation<?> each : rows.getTransitivePredecessors()) {
      if (each instanceof TwoInputTransformation<?, ?, ?> countOrders) {
        return new ScorecardLane<>(
            (TwoInputTransformation<OrderFacts, Object, D>) countOrders,
            (OneInputTransformation<D, ScorecardRow>) rows,
            store);
      }
    }
    throw new IllegalStateException("nothing counts orders ahead of " + rows);
  }

  @SuppressWarnings("unchecked") // all is keyed by text
  private ScorecardLane(
      TwoInputTransformation<OrderFacts, Object, D> countOrders,
      OneInputTransformation<D, ScorecardRow> sumRows,
      Store store)
      throws Exception {
    sum =
        Harnesses.open(
            new KeyedOneInputStreamOperatorTestHarness<>(
                sumRows.getOperatorFactory(),
                (KeySelector<D, String>) sumRows.getStateKeySelector(),
                Types.STRING,
                128,
                1,
                0),
            store,
            row -> rows++);
    exchange = new Exchange<>(sumRows.getInputType(), sum::processElement);
    count =
        Harnesses.open(
            new KeyedTwoInputStreamOperatorTestHarness<>(
                countOrders.getOperator(),
                (KeySelector<OrderFacts, String>) countOrders.getStateKeySelector1(),
                (KeySelector<Object, String>) countOrders.getStateKeySelector2(),
                Types.STRING,
                128,
                1,
                0),
            store,
            delta -> exchange.send(delta, timestamp));
  }

  void feed(Batch batch) throws Exception {
    for (int i = 0; i < batch.size(); i++) {
      timestamp = batch.timestamps()[i];
      long day = timestamp - timestamp % DAY;
      if (day > today) {
        today = day;
        count.processBothWatermarks(new Watermark(day));
        sum.processWatermark(day);
      }
      read.setBuffer(batch.records()[i]);
      OrderFacts fact = FactSerializer.OfOrders.INSTANCE.deserialize(read);
      count.processElement1(new StreamRecord<>(fact, timestamp));
      if (++facts % FACTS_AN_INTERVAL == 0) {
        sum.setProcessingTime(facts / FACTS_AN_INTERVAL * INTERVAL.toMillis());
      }
    }
  }

  /** How many rows were emitted. */
  long rows() {
    return rows;
  }

  /** How many keys there is state of: orders and rows. */
  int keys() {
    return count.numKeyedStateEntries() + sum.numKeyedStateEntries();
  }

  /** Its operators. */
  Snapshots snapshots() {
    return new Snapshots(List.of(count, sum));
  }

  @Override
  public void close() throws Exception {
    count.close();
    sum.close();
  }
}
