package dev.odyssey.testdata.simulator;

import java.time.Instant;

/**
 * What to simulate. The same configuration gives the same events, in the same order, to the byte.
 *
 * @param seed of all chance
 * @param orders how many orders are placed; deliveries end when the last of them is told
 * @param start the instant from which orders are placed, years 2000 to 9000
 * @param ordersPerDay how many are placed on a day, spread over the hours as people place them
 * @param trouble how much goes wrong: 0, all goes to plan and nobody calls; 1, as before Odyssey,
 *     when about half of the orders led to a contact; at most 2
 * @param disorder the share of scans by phones that are offline, 0 to 1; scales duplicates, slow
 *     deliveries and clock errors too. At 0 every event arrives once, in the order of occurredAt
 */
public record SimulationConfig(
    long seed, long orders, Instant start, int ordersPerDay, double trouble, double disorder) {

  public static final Instant DEFAULT_START = Instant.parse("2025-01-06T00:00:00Z");
  public static final int DEFAULT_ORDERS_PER_DAY = 2_000;
  public static final double DEFAULT_TROUBLE = 1;
  public static final double DEFAULT_DISORDER = 0.04;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public SimulationConfig {
    check(orders >= 0, "orders is negative: " + orders);
    check(
        !start.isBefore(EARLIEST) && start.isBefore(LATEST),
        "start is not in the years 2000 to 8999: " + start);
    check(ordersPerDay >= 1, "orders per day is less than 1: " + ordersPerDay);
    check(trouble >= 0 && trouble <= 2, "trouble is not in 0 to 2: " + trouble);
    check(disorder >= 0 && disorder <= 1, "disorder is not in 0 to 1: " + disorder);
  }

  /** So many orders from a seed, everything else as by default. */
  public static SimulationConfig of(long seed, long orders) {
    return new SimulationConfig(
        seed, orders, DEFAULT_START, DEFAULT_ORDERS_PER_DAY, DEFAULT_TROUBLE, DEFAULT_DISORDER);
  }

  public SimulationConfig withStart(Instant start) {
    return new SimulationConfig(seed, orders, start, ordersPerDay, trouble, disorder);
  }

  public SimulationConfig withOrdersPerDay(int ordersPerDay) {
    return new SimulationConfig(seed, orders, start, ordersPerDay, trouble, disorder);
  }

  public SimulationConfig withTrouble(double trouble) {
    return new SimulationConfig(seed, orders, start, ordersPerDay, trouble, disorder);
  }

  public SimulationConfig withDisorder(double disorder) {
    return new SimulationConfig(seed, orders, start, ordersPerDay, trouble, disorder);
  }

  private static void check(boolean good, String complaint) {
    if (!good) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
