package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** Nobody has come by the end of the promised window. */
final class MissedWindow {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.MISSED_WINDOW)
          .severity(Severity.HIGH)
          .charge(OrderCharges.DUE_HOLDER_TEXT, OrderCharges::dueHolder)
          .escalates(DefectCode.LATE_DEPARTURE)
          .missing("ARRIVED")
          .due("windowEnd + arrivalGrace")
          .says(
              (order, found) ->
                  "nobody had come by "
                      + OrderFindings.due(order, found)
                      + ", the end of the window")
          .absence(
              Matcher.of(Kinds.PROMISE),
              By.afterWindowEnd(Setting.ARRIVAL_GRACE),
              Matcher.of(Kinds.CAME | Kinds.BOUNDARY));

<<<<<<< HEAD
  private MissedWindow() {}
=======
  @Override
  public String escalates() {
    return DefectCode.LATE_DEPARTURE;
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(anchor())
        .notFollowedBy("arrival")
        .where(settling("promise"))
        .followedBy("arrival due")
        .where(dueOf("promise"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.event(index).isKeepablePromise();
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.event(anchor).windowEnd() + order.policy(anchor).millis(ARRIVAL_GRACE);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {ARRIVAL_GRACE};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "windowEnd "
        + Instants.format(order.event(anchor).windowEnd())
        + " + arrivalGrace "
        + order.policy(anchor).written(ARRIVAL_GRACE);
  }

  @Override
  String missing() {
    return "ARRIVED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "nobody had come by " + OrderFinding.local(anchor, due) + ", the end of the window";
  }
>>>>>>> 09ff882405eaac0c97a8bc8aa5a74950f5b8f170
}
