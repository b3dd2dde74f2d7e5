package dev.odyssey.scorecards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

  /** Rows in the state of jobs are vectors in this order: names may only be added at the end. */
  @Test
  void positionsDoNotChange() {
    assertThat(String.join(" ", Scorecard.ORDER.columns()))
        .isEqualTo(
            "on_time_arrival_num on_time_arrival_den completion_in_window_num"
                + " completion_in_window_den provider_reschedule_num provider_reschedule_den"
                + " provider_cancel_num provider_cancel_den order_contact_num order_contact_den"
                + " approved_claim_num approved_claim_den star_rating_num star_rating_den"
                + " star_rating_sq reopened_num reopened_den");
    assertThat(Scorecard.RULE.columns()).containsExactly("count");
    assertThat(String.join(" ", Scorecard.CONTACT.columns()))
        .isEqualTo(
            "transferred_num transferred_den dropped_num dropped_den abandoned_num abandoned_den"
                + " repeated_num repeated_den fcr_24h_num fcr_24h_den fcr_24h_prov fcr_7d_num"
                + " fcr_7d_den fcr_7d_prov resolved_first_num resolved_first_den"
                + " resolution_millis_num resolution_hours_den slow_num slow_den solved_yes_num"
                + " solved_yes_den csat_num csat_den effort_num effort_den empathy_num"
                + " empathy_den automation_num automation_den automation_prov");
  }

  @ParameterizedTest
  @EnumSource
  void standsWhereItsFirstColumnDoes(Metric metric) {
    assertThat(metric.scorecard().columns().indexOf(metric.columns().get(0)))
        .isEqualTo(metric.position());
    assertThat(Metric.of(metric.key())).isEqualTo(metric);
  }

  @Test
  void namesWhatIsNoMetric() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.of("punctuality"))
        .withMessage("no such metric: punctuality");
  }
}
