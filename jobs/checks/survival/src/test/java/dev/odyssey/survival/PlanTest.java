package dev.odyssey.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.survival.Plan.Form;
import dev.odyssey.survival.Plan.Heartbeats;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Property
  void theSameSeedGivesTheSamePlan(@ForAll long seed, @ForAll Form form) {
    assertThat(Plan.draw(seed, form)).isEqualTo(Plan.draw(seed, form));
  }

  @Property
  void aBlowEndsBeforeTheNextBegins(@ForAll long seed, @ForAll Form form) {
    Plan plan = Plan.draw(seed, form);

    Duration free = Duration.ZERO;
    for (Blow blow : plan.blows()) {
      assertThat(blow.at()).isGreaterThan(free);
      free = blow.back();
    }
    assertThat(plan.end()).isEqualTo(free);
  }

  @Property
  void aShortPlanIsShort(@ForAll long seed) {
    Plan plan = Plan.draw(seed, Form.SHORT);

    assertThat(plan.blows()).hasSizeBetween(1, 2);
    assertThat(plan.end()).isLessThanOrEqualTo(Duration.ofSeconds(14));
  }

  @Test
  void longPlansHitEveryPartAloneAndTogetherAtOnceAndForMinutes() {
    List<Plan> plans = plans(20, Form.LONG);
    List<Blow> blows = plans.stream().flatMap(plan -> plan.blows().stream()).toList();

    for (Part part : Part.values()) {
      assertThat(blows).anyMatch(blow -> blow.parts().equals(Set.of(part)));
      assertThat(blows).anyMatch(blow -> blow.hits(part) && blow.parts().size() > 1);
    }
    assertThat(blows).anyMatch(blow -> blow.outage().isZero());
    assertThat(blows)
        .anyMatch(blow -> !blow.outage().isZero() && blow.outage().toSeconds() < 20)
        .anyMatch(blow -> blow.outage().toSeconds() > 60)
        .allMatch(blow -> blow.outage().toSeconds() <= 120);
    assertThat(plans).extracting(Plan::heartbeats).contains(Heartbeats.values());
  }

  private static List<Plan> plans(int count, Form form) {
    return LongStream.rangeClosed(1, count).mapToObj(seed -> Plan.draw(seed, form)).toList();
  }

  @Test
  void saysWhatItDoes() {
    Plan plan =
        new Plan(
            7,
            Heartbeats.OF_FEED,
            Stream.of(
                    new Blow(
                        Duration.ofMillis(4_210),
                        EnumSet.of(Part.POSTGRES, Part.KAFKA),
                        Duration.ofSeconds(3)),
                    new Blow(Duration.ofSeconds(9), Set.of(Part.TASK_MANAGER), Duration.ZERO))
                .toList());

    assertThat(plan)
        .hasToString(
            "seed 7, heartbeats of the feed: Kafka+PostgreSQL at 4.2 s for 3.0 s; TaskManager at 9.0 s");
  }
}
