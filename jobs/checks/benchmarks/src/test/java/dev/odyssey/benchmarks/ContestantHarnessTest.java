package dev.odyssey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A race is fair only if all run the same course. */
class ContestantHarnessTest {

  private static final int ORDERS = 150;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void allFindTheSameMissedWindowsWhereNothingIsLateOrTakenBack(Store store) throws Exception {
    Path input = folder.resolve("input");
    Feed.write(inOrder().iterator(), Long.MAX_VALUE, input);

    Set<String> byHand = missedWindows(Contestant.BY_HAND, store, input);

    assertThat(byHand).hasSizeGreaterThan(5);
    assertThat(missedWindows(Contestant.STOCK_CEP, store, input)).isEqualTo(byHand);
    assertThat(missedWindows(Contestant.FOUR_RULES, store, input)).isEqualTo(byHand);
    assertThat(missedWindows(Contestant.EVERY_RULE, store, input)).isEqualTo(byHand);
    assertThat(missedWindows(Contestant.EVERY_RULE_WITH_FACTS, store, input)).isEqualTo(byHand);
    assertThat(missedWindows(Contestant.FLOOR, store, input)).isEmpty();
  }

  /** Orders of which no event is late, doubled or retracted. */
  private static List<OrderEvent> inOrder() {
    Supplier<Stream<OrderEvent>> events =
        () ->
            new Simulator(SimulationConfig.of(7, ORDERS).withDisorder(0))
                .stream()
                    .filter(Delivery.OfOrder.class::isInstance)
                    .map(delivery -> ((Delivery.OfOrder) delivery).event());
    Set<String> withRetractions =
        events
            .get()
            .filter(OrderEvent::isRetraction)
            .map(OrderEvent::orderId)
            .collect(Collectors.toSet());
    return events.get().filter(event -> !withRetractions.contains(event.orderId())).toList();
  }

  private static Set<String> missedWindows(Contestant contestant, Store store, Path input)
      throws Exception {
    Set<String> anchors = new HashSet<>();
    Findings findings =
        new Findings() {
          @Override
          public void found(String code, String anchorEventId) {
            if (code.equals(DefectCode.MISSED_WINDOW)) {
              anchors.add(anchorEventId);
            }
          }

          @Override
          public void retracted(String code, String anchorEventId) {
            if (code.equals(DefectCode.MISSED_WINDOW)) {
              anchors.remove(anchorEventId);
            }
          }
        };
    List<Lane<?>> lanes = contestant.open(store, findings);
    try (Feed feed = Feed.open(input)) {
      for (Chunk chunk = feed.next(500); chunk.size() > 0; chunk = feed.next(500)) {
        for (Lane<?> lane : lanes) {
          lane.feed(chunk);
        }
      }
      for (Lane<?> lane : lanes) {
        lane.endOfTime();
      }
    } finally {
      for (Lane<?> lane : lanes) {
        lane.close();
      }
    }
    return anchors;
  }
}
