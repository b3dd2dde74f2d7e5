package dev.odyssey.lifecycledefects.rules;

import static dev.odyssey.events.OrderEventType.CLAIM_APPROVED;
import static dev.odyssey.events.OrderEventType.CLAIM_DENIED;
import static dev.odyssey.events.OrderEventType.CLAIM_FILED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import java.util.Map;
import java.util.Objects;

/** A claim was filed and nobody has decided on it. */
final class StalledClaim {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.STALLED_CLAIM)
          .severity(Severity.WARNING)
          .charge(ChargedTo.PLATFORM)
          .missing("CLAIM_APPROVED or CLAIM_DENIED")
          .due("CLAIM_FILED + claimWithin")
          .details(
              (order, found) -> {
                String claim = order.event(found.anchor()).claimId();
                return claim == null ? Map.of() : Map.of("claimId", claim);
              })
          .says((order, found) -> "claim not decided on by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.of(CLAIM_FILED)),
              By.after(Setting.CLAIM_WITHIN),
              // Claims without an id are one claim.
              Matcher.of(
                  Kinds.of(CLAIM_APPROVED, CLAIM_DENIED),
                  (order, filed, decided) ->
                      Objects.equals(
                          order.event(filed).claimId(), order.event(decided).claimId())));

  private StalledClaim() {}
}
