package dev.odyssey.survival;

import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The events of a run, in the order in which they arrive.
 *
 * @param deliveries some late, some twice
 */
record Market(List<Delivery> deliveries) {

  /** So long ago that all that is told of any order is over by now. */
  private static final Instant START = Instant.parse("2024-01-08T00:00:00Z");

  /** Simulates a market, with those events that one of the jobs reads. */
  static Market simulate(long seed, int orders, Set<Job> jobs) {
    SimulationConfig config =
        SimulationConfig.of(seed, orders).withOrdersPerDay(orders).withStart(START);
    return new Market(
        new Simulator(config)
            .stream()
                .filter(
                    delivery ->
                        delivery instanceof Delivery.OfOrder
                            ? jobs.contains(Job.LIFECYCLE_DEFECTS)
                            : jobs.contains(Job.CONTACT_DEFECTS))
                .toList());
  }

  /** Writes order events as JSON lines. */
  void writeOrders(Path file) throws IOException {
    OrderEventJson json = new OrderEventJson();
    write(file, Delivery.OfOrder.class, order -> json.write(order.event()));
  }

  /** Writes contact events as JSON lines. */
  void writeContacts(Path file) throws IOException {
    ContactEventJson json = new ContactEventJson();
    write(file, Delivery.OfContact.class, contact -> json.write(contact.event()));
  }

  private <T extends Delivery> void write(Path file, Class<T> kind, Function<T, String> line)
      throws IOException {
    Files.write(
        file, deliveries.stream().filter(kind::isInstance).map(kind::cast).map(line).toList());
  }
}
