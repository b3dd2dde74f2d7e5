package dev.odyssey.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.survival.Plan.Form;
import dev.odyssey.survival.RunReport.Stroke;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two short runs, which between them kill every part and run every job, on clusters of processes,
 * from the jobs' jars.
 */
@Timeout(600)
class SurvivalIT {

  private static final int ORDERS = 400;

  private static final Plan OF_DEFECTS = Plan.draw(78, Form.SHORT);
  private static final Plan OF_ALERTS = Plan.draw(70, Form.SHORT);

  @TempDir private Path scratch;

  @Test
  void everyPartIsKilledInOneOfTheRuns() {
    assertThat(Stream.of(OF_DEFECTS, OF_ALERTS).flatMap(plan -> plan.blows().stream()))
        .flatExtracting(Blow::parts)
        .contains(Part.values());
  }

  @Test
  void defectsAndScorecardsAreThoseOfABacktest() {
    survives(OF_DEFECTS, EnumSet.of(Job.LIFECYCLE_DEFECTS, Job.SCORECARDS, Job.TABLES));
  }

  @Test
  void nobodyIsToldTwice() {
    survives(OF_ALERTS, EnumSet.of(Job.CONTACT_DEFECTS, Job.NOTIFICATIONS, Job.TABLES));
  }

  private void survives(Plan plan, Set<Job> jobs) {
    Run run = new Run(scratch.resolve("run"), ORDERS, jobs, plan, Clock.systemUTC(), line -> {});

    RunReport report = run.execute();

    run.discard();
    assertThat(report.failure()).isEmpty();
    assertThat(report.differences()).isEmpty();
    assertThat(report.strokes()).extracting(Stroke::blow).isEqualTo(plan.blows());
    assertThat(report.restores()).isPositive();
    assertThat(run.told().names()).containsAll(ListedMetrics.of(jobs, plan.heartbeats()));
  }
}
