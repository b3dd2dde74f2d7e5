package dev.odyssey.tables;

import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.job.JobCommand;
import dev.odyssey.streaming.kafka.KafkaInlet;
import dev.odyssey.streaming.kafka.KafkaOutlet;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.OptionGroup;
import dev.odyssey.streaming.registry.RegisteredRecords;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job between topics and tables.
 *
 * <pre>
 *   Kafka order-events ---> PostgreSQL order_event
 *   Kafka defects --------> PostgreSQL defect, defect_change       what no table takes
 *   Kafka ...               ...                                    ---> Kafka dead-letters
 * </pre>
 *
 * <p>It reads committed records, so that what it writes stays. Everything about checkpoints, state
 * backends and restarts is the cluster's to configure.
 */
public final class TablesJob {

  static final String NAME = "tables";

  static final List<OptionGroup> OPTIONS =
      List.of(KafkaOptions.GROUP, PostgresOptions.GROUP, TablesOptions.GROUP);

  public static void main(String[] args) throws Exception {
    new JobCommand(NAME, OPTIONS, (env, values) -> build(env, values, System.getenv()))
        .run(args, System.out);
  }

  /**
   * Adds the whole job to an environment.
   *
   * @param environment of the process, where the password may be
   */
  static void build(
      StreamExecutionEnvironment env, Configuration values, Map<String, String> environment) {
    KafkaOptions kafka = KafkaOptions.from(values, NAME);
    PostgresConnection database = PostgresOptions.from(values, environment).connection();
    Targets targets = TablesOptions.targets(values);
    DataStream<DeadLetter> letters =
        Feeds.ALL.stream()
            .<DataStream<DeadLetter>>map(feed -> write(env, kafka, feed, database, targets))
            .reduce(DataStream::union)
            .orElseThrow();
    letters
        .map(Rejected::of)
        .returns(Rejected.TYPE)
        .name("Dead letters")
        .uid(Uids.DEAD_LETTERS)
        .sinkTo(KafkaOutlet.rejected(kafka, List.of()))
        .name("Write dead letters")
        .uid(Uids.REJECTED_TOPIC);
  }

  private static DataStream<DeadLetter> write(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      Feed<?> feed,
      PostgresConnection database,
      Targets targets) {
    return env.fromSource(
            new TableSource<>(
                KafkaInlet.records(kafka, feed.topic()),
                feed,
                RegisteredRecords.of(kafka, feed.topic()),
                database,
                targets,
                Clock.systemUTC()),
            WatermarkStrategy.noWatermarks(),
            "Write tables of " + feed.topic())
        .uid(feed.topic() + Uids.TABLES)
        .setParallelism(KafkaInlet.parallelism(kafka, feed.topic(), env.getParallelism()));
  }

  private TablesJob() {}
}
