package dev.odyssey.detection.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
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
    try (var detector = LifecycleDefectsJob.DETECTION.detector(policies)) {
      assertThat(evaluate(arrivals, detector, now))
          .isEqualTo(OrderReference.evaluate(arrivals, policies, now));
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void contactsAreJudgedAsDefined(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now) {
    try (var detector = ContactDefectsJob.DETECTION.detector(policies)) {
      assertThat(evaluate(arrivals, detector, now))
          .isEqualTo(ContactReference.evaluate(arrivals, policies, now));
    }
  }

  /** A law about defects that never occur would hold for nothing. */
  @Example
  void everyCodeIsMet() {
    Set<String> codes = new TreeSet<>();
    Histories.orders()
        .sampleStream()
        .limit(3_000)
        .forEach(
            arrivals ->
                OrderReference.evaluate(arrivals, Policies.builtIn(), Long.MAX_VALUE)
                    .forEach(verdict -> codes.add(verdict.code())));
    Histories.contacts()
        .sampleStream()
        .limit(1_000)
        .forEach(
            arrivals ->
                ContactReference.evaluate(arrivals, Policies.builtIn(), Long.MAX_VALUE)
                    .forEach(verdict -> codes.add(verdict.code())));

    assertThat(codes).containsExactlyInAnyOrderElementsOf(DefectCode.BUILT_IN);
  }

  private static <E extends Event, H extends History<E>> List<Verdict> evaluate(
      List<E> arrivals, Detector<E, H> detector, long now) {
    Timeline<E> timeline = new Timeline<>();
    arrivals.forEach(event -> timeline.add(event, Integer.MAX_VALUE));
    return Verdict.of(detector.findings(detector.judge(timeline.history(), now)));
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
