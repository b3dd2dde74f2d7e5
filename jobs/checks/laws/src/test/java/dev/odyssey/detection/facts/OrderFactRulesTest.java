package dev.odyssey.detection.facts;

import static dev.odyssey.detection.facts.Told.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.lifecycledefects.rules.OrderFactRules;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrivals are due at the end of the window, completions two hours after it. */
class OrderFactRulesTest {

  private static final long SINCE = 11;
  private static final long DECIDED = 12;

  private final OrderFactRules rules = new OrderFactRules();

  private OrderFacts facts(String told, String now) {
    try (var detector = LifecycleDefectsJob.DETECTION.detector(Policies.builtIn())) {
      Judgement<OrderHistory> judgement = detector.judge(Told.order(told), time(now));
      return rules.derive(judgement, detector.findings(judgement), SINCE, DECIDED).get(0).fact();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // history of one promise                                            | now  | on time |
        // completed | moved | cancelled
        "0h SCHEDULED 3h..5h                                                 | 5h-1 | -       | -         | false | false",
        "0h SCHEDULED 3h..5h                                                 | 5h   | false   | -         | false | false",
        "0h SCHEDULED 3h..5h                                                 | 7h-1 | false   | -         | false | false",
        "0h SCHEDULED 3h..5h                                                 | 7h   | false   | false     | false | false",
        "0h SCHEDULED 3h..5h; 5h ARRIVED                                     | 5h   | true    | -         | false | false",
        "0h SCHEDULED 3h..5h; 5h+1 ARRIVED                                   | ever | false   | false     | false | false",
        "0h SCHEDULED 3h..5h; 5h STARTED                                     | 5h   | true    | -         | false | false",
        "0h SCHEDULED 3h..5h; 5h COMPLETED                                   | 5h   | true    | true      | false | false",
        "0h SCHEDULED 3h..5h; 5h+1 COMPLETED                                 | 5h+1 | false   | true      | false | false",
        "0h SCHEDULED 3h..5h; 4h ARRIVED; 7h COMPLETED                       | 7h   | true    | true      | false | false",
        "0h SCHEDULED 3h..5h; 4h ARRIVED; 7h+1 COMPLETED                     | ever | true    | false     | false | false",
        "0h SCHEDULED 3h..5h; 6h ARRIVED; 6h COMPLETED                       | ever | false   | true      | false | false",
        // withdrawn, by whomever, while it could be kept and nobody had come
        "0h SCHEDULED 3h..5h; 5h CANCELLED CUSTOMER                          | ever | -       | -         | false | false",
        "0h SCHEDULED 3h..5h; 5h REOPENED                                    | ever | -       | -         | false | false",
        "0h SCHEDULED 3h..5h; 5h RESCHEDULED 8h..9h CUSTOMER                 | ever | -       | -         | false | false",
        "0h SCHEDULED 3h..5h; 5h SCHEDULED 8h..9h                            | ever | -       | -         | false | false",
        "0h SCHEDULED 3h..5h; 3h CANCELLED PROVIDER                          | ever | -       | -         | false | true",
        "0h SCHEDULED 3h..5h; 3h RESCHEDULED 8h..9h PROVIDER                 | ever | -       | -         | true  | false",
        "0h SCHEDULED 3h..5h; 5h RESCHEDULED 8h..9h PLATFORM                 | ever | -       | -         | false | false",
        // not withdrawn: whoever calls it off in the window has not kept it
        "0h SCHEDULED 3h..5h; 3h+1 CANCELLED PROVIDER                        | 3h+1 | -       | false     | false | true",
        "0h SCHEDULED 3h..5h; 3h+1 CANCELLED PROVIDER                        | ever | false   | false     | false | true",
        "0h SCHEDULED 3h..5h; 5h RESCHEDULED 8h..9h PROVIDER                 | ever | false   | false     | true  | false",
        "0h SCHEDULED 3h..5h; 5h CANCELLED PLATFORM                          | ever | -       | -         | false | false",
        // the customer was not there: somebody had come
        "0h SCHEDULED 3h..5h; 5h CUSTOMER_ABSENT                             | ever | true    | -         | false | false",
        "0h SCHEDULED 3h..5h; 5h+1 CUSTOMER_ABSENT                           | ever | false   | -         | false | false",
        // before anybody can have come
        "0h SCHEDULED 9h..10h; 3h-1 ARRIVED                                  | ever | false   | false     | false | false",
        "0h SCHEDULED 9h..10h; 3h ARRIVED                                    | 3h   | true    | -         | false | false",
        "0h SCHEDULED 9h..10h; 3h-1 CUSTOMER_ABSENT                          | ever | false   | false     | false | false",
        // told again, it is the same promise
        "0h SCHEDULED 3h..5h; 4h SCHEDULED 3h..5h; 5h ARRIVED                | 5h   | true    | -         | false | false",
        // not withdrawn: too late, or somebody had come
        "0h SCHEDULED 3h..5h; 5h+1 CANCELLED CUSTOMER                        | 5h-1 | -       | -         | false | false",
        "0h SCHEDULED 3h..5h; 5h+1 CANCELLED CUSTOMER                        | ever | false   | -         | false | false",
        "0h SCHEDULED 3h..5h; 4h ARRIVED; 5h CANCELLED CUSTOMER              | ever | true    | -         | false | false",
        "0h SCHEDULED 3h..5h; 4h ARRIVED; 5h CANCELLED PROVIDER              | 5h   | true    | false     | false | true",
        "0h SCHEDULED 3h..5h; 4h ARRIVED; 5h RESCHEDULED 8h..9h PROVIDER     | 5h   | true    | false     | true  | false",
        "0h SCHEDULED 3h..5h; 7h RESCHEDULED 8h..9h CUSTOMER                 | ever | false   | -         | false | false",
        "0h SCHEDULED 3h..5h; 7h+1 RESCHEDULED 8h..9h CUSTOMER               | 7h-1 | false   | -         | false | false",
        "0h SCHEDULED 3h..5h; 7h+1 RESCHEDULED 8h..9h CUSTOMER               | 7h   | false   | false     | false | false",
        // what comes in a later visit is of a later promise
        "0h SCHEDULED 3h..5h; 1h RESCHEDULED 8h..9h CUSTOMER; 4h ARRIVED     | ever | -       | -         | false | false",
        "0h SCHEDULED 3h..5h; 6h CANCELLED CUSTOMER; 6h ARRIVED; 7h COMPLETED| ever | false   | -         | false | false",
      })
  void aPromiseIsKeptOrNot(
      String told,
      String now,
      Boolean onTime,
      Boolean completed,
      boolean moved,
      boolean cancelled) {
    assertThat(facts(told, now).promises().get(0))
        .extracting(
            OrderFacts.Promise::arrivedOnTime,
            OrderFacts.Promise::completedInWindow,
            OrderFacts.Promise::rescheduledByProvider,
            OrderFacts.Promise::cancelledByProvider)
        .containsExactly(onTime, completed, moved, cancelled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "0h SCHEDULED 3h..5h                                       | -  | -",
        "0h SCHEDULED 3h..5h P1                                    | P1 | P1",
        "0h SCHEDULED 3h..5h P1; 3h ASSIGNED P2                    | P2 | P2",
        "0h SCHEDULED 3h..5h P1; 3h+1 ASSIGNED P2                  | P1 | P1",
        "0h SCHEDULED 3h..5h P1; 3h DECLINED                       | -  | -",
        "0h SCHEDULED 3h..5h P1; 3h DECLINED P2                    | P1 | P1",
        "0h SCHEDULED 3h..5h P1; 2h DECLINED; 3h CONFIRMED         | -  | -",
        "0h SCHEDULED 3h..5h P1; 2h DECLINED; 3h CONFIRMED P3      | P3 | P3",
        "4h SCHEDULED 3h..5h P1; 4h ASSIGNED P2                    | P2 | P2",
        "0h SCHEDULED 3h..5h P1; 6h ASSIGNED P2; 8h CANCELLED PROVIDER P3 | P1 | P2",
        "0h SCHEDULED 3h..5h P1; 1h CANCELLED PROVIDER; 2h ASSIGNED P2    | P2 | P1",
      })
  void aPromiseIsOfWhoHoldsTheOrder(String told, String atWindowEnd, String beforeItsEnd) {
    assertThat(facts(told, "ever").promises().get(0))
        .extracting(OrderFacts.Promise::providerId, OrderFacts.Promise::lastProviderId)
        .containsExactly(atWindowEnd, beforeItsEnd);
  }

  @Test
  void promisesAreInOrderAndBackdatedOnesAreNone() {
    OrderFacts facts =
        facts("5h SCHEDULED 3h..5h; 6h RESCHEDULED 8h..9h CUSTOMER; 7h SCHEDULED 30h..31h", "0h");

    assertThat(facts.promises())
        .extracting(OrderFacts.Promise::eventId, OrderFacts.Promise::day)
        .containsExactly(
            tuple("e1", LocalDate.parse("2025-03-03")), tuple("e2", LocalDate.parse("2025-03-04")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // the local day is the day before until the second hour; day, provider, completed, claim,
        // stars
        "-1h PLACED                                                | 2025-03-03 | -  | false | -     | -",
        "-2h PLACED                                                | 2025-03-02 | -  | false | -     | -",
        "-2h PLACED; 0h SCHEDULED 30h..31h P1; 1h RESCHEDULED 60h..61h CUSTOMER | 2025-03-04 | P1 | false | - | -",
        "0h SCHEDULED -9h..-8h                                     | 2025-03-03 | -  | false | -     | -",
        "0h SCHEDULED 3h..5h P1; 5h COMPLETED; 6h ASSIGNED P2      | 2025-03-03 | P1 | true  | -     | -",
        "0h SCHEDULED 3h..5h P1; 5h COMPLETED; 5h RATED stars=4 P2 | 2025-03-03 | P1 | true  | -     | 4",
        "0h SCHEDULED 3h..5h P1; 1h DECLINED                       | 2025-03-03 | -  | false | -     | -",
        "0h PLACED; 1h RATED stars=5; 2h RATED stars=3             | 2025-03-03 | -  | false | -     | 3",
        "0h PLACED; 1h CLAIM_FILED                                 | 2025-03-03 | -  | false | -     | -",
        "0h PLACED; 1h CLAIM_APPROVED                              | 2025-03-03 | -  | false | true  | -",
        "0h PLACED; 1h CLAIM_APPROVED; 2h CLAIM_DENIED             | 2025-03-03 | -  | false | false | -",
        "0h PLACED; 1h CLAIM_DENIED; 2h CLAIM_APPROVED             | 2025-03-03 | -  | false | true  | -",
        "0h PLACED; 1h CLAIM_APPROVED; 2h CLAIM_DENIED claim=a     | 2025-03-03 | -  | false | true  | -",
        "0h PLACED; 1h CLAIM_APPROVED claim=a; 2h CLAIM_DENIED claim=a; 3h CLAIM_DENIED | 2025-03-03 | - | false | false | -",
      })
  void anOrderAsAWhole(
      String told,
      LocalDate day,
      String provider,
      boolean completed,
      Boolean claimApproved,
      Integer stars) {
    assertThat(facts(told, "ever").order())
        .isEqualTo(
            new OrderFacts.Order(
                day, "plumbing", "US-WA", provider, completed, claimApproved, stars, false, null));
  }

  @Test
  void defectsThatStandAreOfTheLocalDayAndOfWhoIsCharged() {
    OrderFacts facts = facts("-2h SCHEDULED 19h..22h P1; -2h RATED stars=1; 2h DECLINED", "23h");

    assertThat(facts.defects())
        .extracting(
            OrderFacts.Defect::code,
            OrderFacts.Defect::anchorEventId,
            defect -> defect.day().getDayOfMonth(),
            OrderFacts.Defect::providerId)
        .containsExactlyInAnyOrder(
            tuple(DefectCode.LOW_RATING, "e1", 2, "P1"),
            tuple(DefectCode.UNCONFIRMED, "e0", 3, "P1"),
            tuple(DefectCode.UNFILLED, "e2", 3, null),
            tuple(DefectCode.LATE_DECLINE, "e2", 3, "P1"),
            tuple(DefectCode.LATE_DEPARTURE, "e0", 3, null),
            tuple(DefectCode.MISSED_WINDOW, "e0", 3, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "0h ASSIGNED P1; 5h COMPLETED; 6h REOPENED P2; 7h COMPLETED P3              | true  | P1 | P3",
        "0h ASSIGNED P1; 5h COMPLETED; 6h REOPENED; 7h COMPLETED P3; 8h REOPENED    | true  | P1 | P3",
        "5h COMPLETED; 6h ASSIGNED P1; 7h REOPENED                                  | true  | -  | -",
        "0h ASSIGNED P1; 5h COMPLETED; 900h REOPENED                                | false | -  | P1",
        "0h ASSIGNED P1; 5h COMPLETED; 6h CANCELLED CUSTOMER; 7h REOPENED           | false | -  | P1",
      })
  void anOrderThatIsReopenedIsOfWhoIsCharged(
      String told, boolean reopened, String charged, String provider) {
    assertThat(facts(told, "ever").order())
        .extracting(
            OrderFacts.Order::reopened,
            OrderFacts.Order::reopenedProviderId,
            OrderFacts.Order::providerId)
        .containsExactly(reopened, charged, provider);
  }

  @Test
  void identityAndTimeAreThoseGiven() {
    assertThat(facts("0h PLACED", "0h"))
        .isEqualTo(
            new OrderFacts(
                "O1",
                SINCE,
                DECIDED,
                new OrderFacts.Order(
                    LocalDate.parse("2025-03-03"),
                    "plumbing",
                    "US-WA",
                    null,
                    false,
                    null,
                    null,
                    false,
                    null),
                List.of(),
                List.of()));
  }

  @Test
  void ofAnOrderThatNeverWasThereIsNothing() {
    Judgement<OrderHistory> nothing =
        new RuleTable<OrderHistory>(List.of())
            .judge(new OrderHistory(List.of(), Policies.builtIn()), 0);

    assertThat(rules.derive(nothing, List.of(), SINCE, DECIDED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0h SCHEDULED 3h..5h                              | 5h-1 | 5h    | 7h",
        "0h SCHEDULED 3h..5h                              | 5h   | 7h    | 7h",
        "0h SCHEDULED 3h..5h                              | 7h   | never | 7h",
        "0h SCHEDULED 3h..5h; 4h ARRIVED                  | 4h   | 7h    | 7h",
        "0h SCHEDULED 3h..5h; 5h+1 CANCELLED CUSTOMER     | 0h   | 5h    | 5h",
        "0h SCHEDULED 3h..5h; 4h COMPLETED                | 4h   | never | never",
        "0h SCHEDULED 3h..5h; 4h CANCELLED CUSTOMER       | 4h   | never | never",
        "6h SCHEDULED 3h..5h                              | 0h   | never | never",
      })
  void waitsForWhatTimeAloneDecides(String told, String now, String next, String last) {
    Judgement<OrderHistory> judgement =
        new RuleTable<OrderHistory>(List.of())
            .judge(new OrderHistory(Told.order(told), Policies.builtIn()), time(now));
    rules.derive(judgement, List.of(), SINCE, DECIDED);

    assertThat(judgement.nextDue()).isEqualTo(next.equals("never") ? Judgement.NEVER : time(next));
    assertThat(judgement.lastDue(0)).isEqualTo(last.equals("never") ? Long.MIN_VALUE : time(last));
  }
}
