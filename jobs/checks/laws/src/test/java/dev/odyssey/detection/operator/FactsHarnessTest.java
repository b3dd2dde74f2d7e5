package dev.odyssey.detection.operator;

import static dev.odyssey.events.OrderEventType.ARRIVED;
import static dev.odyssey.events.OrderEventType.CANCELLED;
import static dev.odyssey.events.OrderEventType.EN_ROUTE;
import static dev.odyssey.events.OrderEventType.PLACED;
import static dev.odyssey.events.OrderEventType.RATED;
import static dev.odyssey.events.OrderEventType.RETRACTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.testing.Orders;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.facts.Outcome;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When facts are told, told again, and withdrawn. */
@Timeout(60)
class FactsHarnessTest {

  private static final long T0 = Histories.START;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = 24 * HOUR;
  private static final long RETENTION = 90 * DAY;

  private static Detection<OrderEvent, OrderHistory, OrderFacts> orders(DetectionSettings settings)
      throws Exception {
    return Detection.ofOrders(Policies.builtIn(), settings);
  }

  private static Detection<OrderEvent, OrderHistory, OrderFacts> orders() throws Exception {
    return orders(DetectionSettings.defaults());
  }

  private static Detection<ContactEvent, CustomerHistory, ContactFacts> contacts()
      throws Exception {
    return Detection.ofContacts(Policies.builtIn(), DetectionSettings.defaults());
  }

  /** A promise of a window that ends at T0 + 5 h. */
  private static OrderEvent promise() {
    return Orders.promise("promise", T0, T0 + 3 * HOUR, Duration.ofHours(2));
  }

  private static OrderEvent event(String id, OrderEventType type, long at) {
    return Orders.event(id, type, at).build();
  }

  private static OrderEvent retraction(String of, long at) {
    return Orders.event("retracts-" + of, RETRACTED, at).retracts(of).build();
  }

  private static ContactEvent.Builder contact(String id, ContactEventType type, long at) {
    return ContactEvent.builder()
        .eventId(id + "-" + type)
        .contactId(id)
        .customerId("C1")
        .type(type)
        .occurredAt(at)
        .recordedAt(at)
        .channel(Channel.VOICE)
        .direction(Direction.INBOUND)
        .reason("BILLING")
        .endedBy(EndedBy.AGENT);
  }

  private static OrderFacts last(Detection<OrderEvent, OrderHistory, OrderFacts> detection) {
    return detection.facts().get(detection.facts().size() - 1);
  }

  @Test
  void aFactIsToldWithTheFirstEventAndAgainWhereItChanges() throws Exception {
    try (var detection = orders()) {
      detection.event(event("placed", PLACED, T0 - HOUR));
      detection.event(promise());
      detection.event(event("on the way", EN_ROUTE, T0 + HOUR));
      detection.event(event("arrived", ARRIVED, T0 + 4 * HOUR));

      assertThat(detection.facts())
          .extracting(OrderFacts::since, facts -> facts.promises().size())
          .containsExactly(tuple(T0 - HOUR, 0), tuple(T0 - HOUR, 1), tuple(T0 - HOUR, 1));
      assertThat(last(detection).promises().get(0).arrivedOnTime()).isTrue();
      assertThat(last(detection).decidedAt()).isEqualTo(Detection.WALL_CLOCK);
    }
  }

  @Test
  void timeAloneDecides() throws Exception {
    try (var detection = orders()) {
      detection.event(promise());

      detection.watermark(T0 + 5 * HOUR - 1);
      assertThat(last(detection).promises().get(0).arrivedOnTime()).isNull();
      detection.watermark(T0 + 5 * HOUR);
      assertThat(last(detection).promises().get(0).arrivedOnTime()).isFalse();
      assertThat(last(detection).promises().get(0).completedInWindow()).isNull();
      detection.watermark(T0 + 7 * HOUR);
      assertThat(last(detection).promises().get(0).completedInWindow()).isFalse();
    }
  }

  @Test
  void timeDoesNotDecideAfterTheEnd() throws Exception {
    try (var detection = orders(DetectionSettings.of(Duration.ofDays(30), 100, T0 + 5 * HOUR))) {
      detection.event(promise());
      detection.watermark(Long.MAX_VALUE);

      assertThat(last(detection).promises().get(0).arrivedOnTime()).isFalse();
      assertThat(last(detection).promises().get(0).completedInWindow()).isNull();
    }
  }

  @Test
  void aLateEventCorrectsWhatWasTold() throws Exception {
    try (var detection = orders()) {
      detection.event(promise());
      detection.watermark(T0 + 6 * HOUR);
      assertThat(last(detection).promises().get(0).arrivedOnTime()).isFalse();
      assertThat(last(detection).defects()).hasSize(3);

      detection.event(event("arrived", ARRIVED, T0 + 5 * HOUR));
      assertThat(last(detection).promises().get(0).arrivedOnTime()).isTrue();

      detection.event(retraction("arrived", T0 + 6 * HOUR));
      assertThat(last(detection).promises().get(0).arrivedOnTime()).isFalse();
    }
  }

  @Test
  void whatWasRetractedAsAWholeIsWithdrawn() throws Exception {
    try (var detection = orders()) {
      detection.event(promise());
      detection.restart();
      detection.event(retraction("promise", T0 + HOUR));

      assertThat(last(detection))
          .isEqualTo(OrderFacts.withdrawn(Orders.ID, T0, Detection.WALL_CLOCK));
      int told = detection.facts().size();
      detection.event(retraction("something else", T0 + 2 * HOUR));
      assertThat(detection.facts()).hasSize(told);

      detection.event(event("placed", PLACED, T0 + 3 * HOUR));
      assertThat(last(detection).isWithdrawn()).isFalse();
    }
  }

  @Test
  void aDuplicateAndARestartTellNothing() throws Exception {
    try (var detection = orders()) {
      detection.event(promise());
      detection.watermark(T0 + 5 * HOUR);
      int told = detection.facts().size();

      detection.event(promise());
      detection.restart();
      detection.event(event("on the way", EN_ROUTE, T0 + 6 * HOUR));
      detection.watermark(T0 + 6 * HOUR + 1);

      assertThat(detection.facts().subList(told, detection.facts().size()))
          .extracting(facts -> facts.promises().get(0).completedInWindow())
          .isEmpty();
    }
  }

  @Test
  void nothingIsWithdrawnWhenASubjectIsForgottenAndWhatFollowsIsAnother() throws Exception {
    try (var detection = orders()) {
      detection.event(promise());
      detection.watermark(T0 + 7 * HOUR + 400 * DAY + 1);
      assertThat(detection.stateEntries()).isZero();
      assertThat(detection.facts()).noneMatch(OrderFacts::isWithdrawn);

      detection.event(Orders.event("rated", RATED, T0 + 500 * DAY).stars(5).build());
      assertThat(detection.facts())
          .extracting(OrderFacts::factId)
          .contains(Orders.ID + "@" + T0, Orders.ID + "@" + (T0 + 500 * DAY));
      assertThat(last(detection).promises()).isEmpty();
    }
  }

  @Test
  void aSubjectIsKeptUntilTimeHasDecided() throws Exception {
    try (var detection = contacts()) {
      detection.event(contact("K1", ContactEventType.INITIATED, T0).build());
      detection.event(contact("K1", ContactEventType.CONNECTED, T0).build());
      detection.event(contact("K1", ContactEventType.ENDED, T0 + HOUR).resolved(true).build());
      long decided = T0 + HOUR + 7 * DAY + 1;

      detection.watermark(decided - 1);
      assertThat(outcome7d(detection)).isEqualTo(Outcome.PROVISIONAL);
      detection.watermark(decided);
      assertThat(outcome7d(detection)).isEqualTo(Outcome.SUCCESS);

      detection.watermark(decided + RETENTION);
      assertThat(detection.stateEntries()).isPositive();
      detection.watermark(decided + RETENTION + 1);
      assertThat(detection.stateEntries()).isZero();
      assertThat(detection.timers()).isZero();
    }
  }

  private static Outcome outcome7d(
      Detection<ContactEvent, CustomerHistory, ContactFacts> detection) {
    List<ContactFacts> facts = detection.facts();
    return facts.get(facts.size() - 1).inbound().episode().firstContactResolution7d();
  }

  @Test
  void onlyTheContactsThatChangedAreTold() throws Exception {
    try (var detection = contacts()) {
      detection.event(contact("K1", ContactEventType.INITIATED, T0).build());
      detection.event(contact("K1", ContactEventType.CONNECTED, T0).build());
      detection.event(contact("K1", ContactEventType.ENDED, T0 + HOUR).build());
      detection.facts().clear();

      detection.event(contact("K2", ContactEventType.INITIATED, T0 + 2 * HOUR).build());
      assertThat(detection.facts())
          .extracting(ContactFacts::contactId, facts -> facts.inbound().repeated())
          .containsExactly(tuple("K1", true), tuple("K2", false));
      detection.facts().clear();

      detection.event(contact("K2", ContactEventType.CONNECTED, T0 + 3 * HOUR).build());
      assertThat(detection.facts()).extracting(ContactFacts::contactId).containsExactly("K2");
      detection.facts().clear();

      ContactEvent retraction =
          contact("K2", ContactEventType.RETRACTED, T0 + 4 * HOUR).retracts("K2-INITIATED").build();
      detection.event(retraction);
      assertThat(detection.facts())
          .extracting(ContactFacts::contactId, ContactFacts::isWithdrawn)
          .containsExactly(tuple("K1", false), tuple("K2", true));
    }
  }

  /** Facts that change without any change of a defect must be noticed by themselves. */
  @Test
  void aCancellationByTheProviderInTimeIsTold() throws Exception {
    try (var detection = orders()) {
      detection.event(Orders.promise("promise", T0, T0 + 10 * DAY, Duration.ofHours(2)));
      detection.event(
          Orders.event("cancelled", CANCELLED, T0 + DAY).initiator(Initiator.PROVIDER).build());

      assertThat(detection.changes()).isEmpty();
      assertThat(last(detection).promises().get(0).cancelledByProvider()).isTrue();
    }
  }

  @Test
  void factsMayBeLeftOut() throws Exception {
    try (var with = orders();
        var without = Detection.withoutFacts(Policies.builtIn())) {
      with.event(promise());
      without.event(promise());
      with.watermark(T0 + 7 * HOUR);
      without.watermark(T0 + 7 * HOUR);

      assertThat(without.facts()).isEmpty();
      assertThat(without.changes()).isEqualTo(with.changes());
      assertThat(with.facts()).isNotEmpty();
    }
  }
}
