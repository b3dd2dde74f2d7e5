package dev.odyssey.detection.cep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.cep.StockOperator.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The matcher against a real job: every pattern, many subjects, event time as it comes. */
@Timeout(120)
class PatternMatcherTopologyTest {

  private static final int SUBJECTS = 150;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void findsWhatAJobOfStockOperatorsFinds() throws Exception {
    List<List<Signal>> subjects = subjects();

    List<Found> expected = job(subjects);
    List<Found> actual = new ArrayList<>();
    for (PatternFamily family : PatternFamily.values()) {
      try (PatternMatcher<Signal> matcher = new PatternMatcher<>(family.pattern)) {
        for (List<Signal> history : subjects) {
          for (Match<Signal> match : matcher.match(history, Signal::at)) {
            actual.add(new Found(history.get(0).subject(), family + Signal.render(match.stages())));
          }
        }
      }
    }

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    Set<String> matched = new HashSet<>();
    expected.forEach(found -> matched.add(found.match().substring(0, found.match().indexOf('{'))));
    assertThat(matched).as("patterns that matched at all").hasSize(PatternFamily.values().length);
  }

  private static List<Found> job(List<List<Signal>> subjects) throws Exception {
    List<Signal> signals = new ArrayList<>();
    subjects.forEach(signals::addAll);
    signals.sort(Comparator.comparingLong(Signal::at));

    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    DataStream<Signal> source =
        env.fromData(Types.POJO(Signal.class), signals.toArray(Signal[]::new))
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Signal>forBoundedOutOfOrderness(Duration.ofMillis(1))
                    .withTimestampAssigner((signal, previous) -> signal.at()))
            .setParallelism(1);
    DataStream<Found> found = null;
    for (PatternFamily family : PatternFamily.values()) {
      DataStream<Found> matches = StockOperator.on(source, family.pattern, family.name());
      found = found == null ? matches : found.union(matches);
    }
    List<Found> all = new ArrayList<>();
    try (CloseableIterator<Found> results = found.executeAndCollect()) {
      results.forEachRemaining(all::add);
    }
    return all;
  }

  private static List<List<Signal>> subjects() {
    Random random = new Random(20250301);
    List<List<Signal>> subjects = new ArrayList<>();
    for (int subject = 0; subject < SUBJECTS; subject++) {
      List<Signal> history = new ArrayList<>();
      long at = 1 + random.nextInt(1000);
      int length = 2 + random.nextInt(12);
      for (int id = 0; id < length; id++) {
        at += random.nextInt(3);
        history.add(
            new Signal(subject, id, "aabbccd".charAt(random.nextInt(7)), random.nextInt(4), at));
      }
      subjects.add(history);
    }
    return subjects;
  }
}
