package dev.odyssey.detection.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactRules;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Detector;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rules find what the definitions say, whatever happens in whatever order. */
class ReferencePropertyTest {

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void ordersAreJudgedAsDefined(
      @ForAll("orders") List<OrderEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    try (var detector = OrderRules.detector(policies)) {
      assertThat(evaluate(arrivals, detector, now))
          .isEqualTo(OrderReference.evaluate(arrivals, policies, now));
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void contactsAreJudgedAsDefined(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    try (var detector = ContactRules.detector(policies)) {
      assertThat(evaluate(arrivals, detector, now))
          .isEqualTo(ContactReference.evaluate(arrivals, policies.defaults(), now));
    }
  }

  private static <E extends Event> List<Verdict> evaluate(
      List<E> arrivals, Detector<E, ?> detector, long now) {
    Timeline<E> timeline = new Timeline<>();
    arrivals.forEach(event -> timeline.add(event, Integer.MAX_VALUE));
    return Verdict.of(detector.evaluate(timeline.history(), now).findings());
  }

  @Provide
  Arbitrary<List<OrderEvent>> orders() {
    return Histories.orders();
  }

  @Provide
  Arbitrary<List<ContactEvent>> contacts() {
    return Histories.contacts();
  }

  @Provide
  Arbitrary<Policies> policies() {
    return Histories.policies();
  }

  @Provide
  Arbitrary<Long> nows() {
    return Histories.nows();
  }
}
