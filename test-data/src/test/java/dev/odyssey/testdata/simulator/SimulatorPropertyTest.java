package dev.odyssey.testdata.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every simulation, whatever its seed and its share of trouble and disorder. */
class SimulatorPropertyTest {

  private static final int TRIES = 60;

  private final OrderEventJson orderJson = new OrderEventJson();
  private final OrderEventAvro orderAvro = new OrderEventAvro();
  private final ContactEventJson contactJson = new ContactEventJson();
  private final ContactEventAvro contactAvro = new ContactEventAvro();

  @Property(tries = TRIES)
  void deliveriesComeInOrderAndNeverBeforeTheyAreRecorded(
      @ForAll("configs") SimulationConfig config) {
    List<Delivery> deliveries = new Simulator(config).stream().toList();
    assertThat(deliveries).extracting(Delivery::deliveredAt).isSorted();
    assertThat(deliveries).allMatch(d -> d.deliveredAt() >= d.event().recordedAt());
  }

  /** Reading back goes through the validating builder, so this also says that all are valid. */
  @Property(tries = TRIES)
  void everyEventSurvivesJsonAndAvro(@ForAll("configs") SimulationConfig config) {
    new Simulator(config)
        .forEachRemaining(
            delivery -> {
              if (delivery instanceof Delivery.OfOrder order) {
                assertThat(orderJson.read(orderJson.write(order.event()))).isEqualTo(order.event());
                assertThat(orderAvro.decode(orderAvro.encode(order.event())))
                    .isEqualTo(new Decoded.Fact<>(order.event()));
              } else if (delivery instanceof Delivery.OfContact contact) {
                assertThat(contactJson.read(contactJson.write(contact.event())))
                    .isEqualTo(contact.event());
                assertThat(contactAvro.decode(contactAvro.encode(contact.event())))
                    .isEqualTo(new Decoded.Fact<>(contact.event()));
              }
            });
  }

  @Property(tries = TRIES)
  void equalIdsAreTheSameEventAndRetractionsNameOneOfTheSameSubject(
      @ForAll("configs") SimulationConfig config) {
    Map<String, Event> byId = new HashMap<>();
    new Simulator(config)
        .forEachRemaining(
            delivery ->
                assertThat(
                        byId.merge(
                            delivery.event().eventId(), delivery.event(), (first, again) -> first))
                    .isEqualTo(delivery.event()));
    Set<Event> retractions =
        byId.values().stream().filter(Event::isRetraction).collect(Collectors.toSet());
    for (Event retraction : retractions) {
      Event retracted = byId.get(retraction.retracts());
      assertThat(retracted).isNotNull();
      assertThat(retracted.isRetraction()).isFalse();
      assertThat(retracted.subjectId()).isEqualTo(retraction.subjectId());
    }
  }

  @Provide
  Arbitrary<SimulationConfig> configs() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs().between(0, 150),
            Arbitraries.longs().between(0, 2_000_000_000L),
            Arbitraries.integers().between(1, 5_000),
            Arbitraries.doubles().between(0, 2),
            Arbitraries.doubles().between(0, 1))
        .as(
            (seed, orders, start, perDay, trouble, disorder) ->
                new SimulationConfig(
                    seed,
                    orders,
                    SimulationConfig.DEFAULT_START.plus(Duration.ofSeconds(start)),
                    perDay,
                    trouble,
                    disorder));
  }
}
