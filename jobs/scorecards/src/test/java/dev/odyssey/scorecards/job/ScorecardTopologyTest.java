package dev.odyssey.scorecards.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.facts.Fact;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.DetectionClock;
import dev.odyssey.streaming.types.FactTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The graph on a cluster, over input that ends: rows are sums of the last facts. */
class ScorecardTopologyTest {

  private static final Duration RETENTION = Duration.ofDays(400);

  /** Without a clock on the wall, each row comes once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aReplayEmitsEachRowOnce(long seed) throws Exception {
    List<Fact> facts = new AnyFacts(new Random(seed)).stream(400);

    Result result = run(facts, ScorecardSettings.replay(RETENTION, Targets.builtIn()), 1);

    assertThat(FinalRows.fold(result.rows)).isNotEmpty().isEqualTo(FinalRows.of(facts));
    assertThat(result.rows).extracting(ScorecardRow::key).doesNotHaveDuplicates();
    assertThat(result.tiers.stream().collect(Collectors.groupingBy(ProviderTier::providerId)))
        .hasSize(3)
        .allSatisfy((provider, changes) -> assertThat(changes).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {3})
  void rowsOfAnyRevisionComeToTheSame(long seed) throws Exception {
    List<Fact> facts = new AnyFacts(new Random(seed)).stream(2_000);

    Result result =
        run(facts, new ScorecardSettings(RETENTION, Duration.ofMillis(1), Targets.builtIn()), 2);

    assertThat(FinalRows.fold(result.rows)).isNotEmpty().isEqualTo(FinalRows.of(facts));
    assertRevisionsGrow(result.rows);
  }

  private static void assertRevisionsGrow(List<ScorecardRow> rows) {
    Map<Object, List<Long>> revisions =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    ScorecardRow::key,
                    Collectors.mapping(ScorecardRow::revision, Collectors.toList())));
    assertThat(revisions)
        .allSatisfy((key, counted) -> assertThat(counted).isSorted().doesNotHaveDuplicates());
  }

  private record Result(List<ScorecardRow> rows, List<ProviderTier> tiers) {}

  private static Result run(List<Fact> facts, ScorecardSettings settings, int parallelism)
      throws Exception {
    StreamExecutionEnvironment env = environment(parallelism);
    ScorecardTopology.Outputs outputs =
        new ScorecardTopology(settings, DetectionClock.replay())
            .build(
                stream(env, facts, FactTypeInfo.ORDER), stream(env, facts, FactTypeInfo.CONTACT));
    CloseableIterator<ScorecardRow> rows = outputs.rows().union(outputs.rules()).collectAsync();
    CloseableIterator<ProviderTier> tiers = outputs.tiers().collectAsync();
    env.executeAsync("bounded");
    return new Result(all(rows), all(tiers));
  }

  private static <F extends Fact> DataStream<F> stream(
      StreamExecutionEnvironment env, List<Fact> facts, TypeInformation<F> type) {
    Class<F> kind = type.getTypeClass();
    List<F> ofKind = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    return env.fromData(ofKind, type).assignTimestampsAndWatermarks(FactWatermarks.daily());
  }

  /** Without Kryo, and without a second attempt: whatever fails the job fails the test. */
  private static StreamExecutionEnvironment environment(int parallelism) {
    Configuration cluster = new Configuration();
    cluster.set(PipelineOptions.GENERIC_TYPES, false);
    cluster.set(PipelineOptions.OBJECT_REUSE, true);
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, cluster);
  }

  private static <T> List<T> all(CloseableIterator<T> results) throws Exception {
    try (results) {
      List<T> all = new ArrayList<>();
      results.forEachRemaining(all::add);
      return all;
    }
  }
}
