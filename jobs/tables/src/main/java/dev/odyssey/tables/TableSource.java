package dev.odyssey.tables;

import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.Metrics;
import dev.odyssey.streaming.RetryPolicy;
import dev.odyssey.streaming.registry.RegisteredRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Reads a topic into its tables and yields the records that they do not take. What a source of
 * records keeps in a savepoint, this keeps: its splits and no rows, see {@link TableReader}.
 *
 * @param <S> the splits of the source of records
 * @param <E> the state of its enumerator
 */
final class TableSource<S extends SourceSplit, E>
    implements Source<DeadLetter, S, E>, ResultTypeQueryable<DeadLetter> {

  private static final long serialVersionUID = 1L;
  private static final String APPLICATION_NAME = "odyssey-tables";
  private static final String DRIVER = "odyssey PostgreSQL driver";

  private final Source<KafkaRecord, S, E> records;
  private final String feed;
  private final RegisteredRecords registered;
  private final PostgresConnection database;
  private final Targets targets;
  private final Clock clock;

  /**
   * A source over a source of the topic's records.
   *
   * @param feed its topic
   * @param targets of providers, which are kept with scorecards
   * @param clock tells the wall time; serializable, as those of the JDK are
   */
  TableSource(
      Source<KafkaRecord, S, E> records,
      Feed<?> feed,
      RegisteredRecords registered,
      PostgresConnection database,
      Targets targets,
      Clock clock) {
    this.records = records;
    this.feed = feed.topic();
    this.registered = registered;
    this.database = database;
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public SourceReader<DeadLetter, S> createReader(SourceReaderContext context) throws Exception {
    return reader(context, Feeds.of(feed));
  }

  private <T> SourceReader<DeadLetter, S> reader(SourceReaderContext context, Feed<T> of)
      throws Exception {
    ClassLoader ofJob = context.getUserCodeClassLoader().asClassLoader();
    context
        .getUserCodeClassLoader()
        .registerReleaseHookIfAbsent(DRIVER, () -> PostgresConnection.releaseDriver(ofJob));
    MetricGroup metrics = context.metricGroup();
    registered.open(metrics.addGroup(Metrics.DESERIALIZER));
    Behind behind = metrics.gauge("behindSeconds", new Behind(clock));
    Counter read = metrics.counter(Metrics.RECORDS);
    Feed.Reading<T> reading = of.reading().get();
    BatchWriter<T> writer =
        new BatchWriter<>(
            () -> database.open(APPLICATION_NAME),
            tables(of),
            RetryPolicy.DEFAULT,
            pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()),
            metrics);
    return new TableReader<>(
        records.createReader(context),
        record -> {
          read.inc();
          return reading.read(record, registered);
        },
        of.putsAside(),
        writer,
        thread(context),
        behind,
        metrics.counter(Metrics.DEAD_LETTERS));
  }

  /** The tables of a feed; those of scorecards stand beside what is asked of providers. */
  @SuppressWarnings("unchecked")
  private <T> List<TableWriter<T>> tables(Feed<T> of) {
    if (of != Feeds.SCORECARDS) {
      return of.tables();
    }
    List<TableWriter<ScorecardRow>> tables = new ArrayList<>(Feeds.SCORECARDS.tables());
    tables.add(new TargetTable(targets));
    return (List<TableWriter<T>>) (List<?>) tables;
  }

  private ExecutorService thread(SourceReaderContext context) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread =
              new Thread(work, "write-" + feed + "-" + (context.getIndexOfSubtask() + 1));
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public Boundedness getBoundedness() {
    return records.getBoundedness();
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return records.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
      throws Exception {
    return records.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return records.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
    return records.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<DeadLetter> getProducedType() {
    return DeadLetter.TYPE;
  }
}
