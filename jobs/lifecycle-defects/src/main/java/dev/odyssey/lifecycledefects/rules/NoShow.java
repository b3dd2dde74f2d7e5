package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;

/** The window is long over and still nobody has come. */
final class NoShow {

  static final Rule<OrderHistory> RULE =
      Rule.<OrderHistory>of(DefectCode.NO_SHOW)
          .severity(Severity.CRITICAL)
          .charge(OrderCharges.DUE_HOLDER_TEXT, OrderCharges::dueHolder)
          .escalates(DefectCode.MISSED_WINDOW)
          .missing("ARRIVED")
          .due("windowEnd + noShowAfter")
          .says(
              (order, found) -> "nobody has come at all by " + OrderFindings.due(order, found))
          .absence(
              Matcher.of(Kinds.PROMISE),
              By.afterWindowEnd(Setting.NO_SHOW_AFTER),
              Matcher.of(Kinds.CAME | Kinds.BOUNDARY));

<<<<<<< HEAD
  private NoShow() {}
=======
  @Override
  public String escalates() {
    return DefectCode.MISSED_WINDOW;
  }

  @Override
  public Pattern<Signal<OrderHistory>, ?> pattern() {
    return Pattern.<Signal<OrderHistory>>begin("promise")
        .where(anchor())
        .notFollowedBy("arrival")
        .where(settling("promise"))
        .followedBy("no-show")
        .where(dueOf("promise"));
  }

  @Override
  boolean isAnchorHere(OrderHistory order, int index) {
    return order.event(index).isKeepablePromise();
  }

  @Override
  protected long due(OrderHistory order, int anchor) {
    return order.event(anchor).windowEnd() + order.policy(anchor).millis(NO_SHOW_AFTER);
  }

  @Override
  Setting[] settings() {
    return new Setting[] {NO_SHOW_AFTER};
  }

  @Override
  String derivation(OrderHistory order, int anchor) {
    return "windowEnd "
        + Instants.format(order.event(anchor).windowEnd())
        + " + noShowAfter "
        + order.policy(anchor).written(NO_SHOW_AFTER);
  }

  @Override
  String missing() {
    return "ARRIVED";
  }

  @Override
  String summary(OrderEvent anchor, long due) {
    return "nobody has come at all by " + OrderFinding.local(anchor, due);
  }
>>>>>>> 09ff882405eaac0c97a8bc8aa5a74950f5b8f170
}
