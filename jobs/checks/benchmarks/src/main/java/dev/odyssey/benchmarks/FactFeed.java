package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.streaming.types.FactSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The facts of a market that has been there for as long as days are kept: as many orders every day,
 * spread evenly over providers, offerings and regions. An order changes its facts when it is
 * placed, when it is completed half a day later, and when it is rated after a day; one in ten has a
 * claim approved on any of the days that are kept.
 */
final class FactFeed {

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final long BEGINNING =
      FIRST.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  private static final int OFFERINGS = 20;
  private static final int REGIONS = 50;

  /** So many orders have a claim, and as many a defect. */
  private static final int ONE_IN = 10;

  private enum Stage {
    PLACED,
    COMPLETED,
    RATED,
    CLAIMED
  }

  /** A fact to be told. */
  private record Next(long order, Stage stage, long decidedAt) {}

  private final int providers;
  private final int days;
  private final int ordersPerDay;
  private final RandomGenerator random;
  private final Queue<Next> next = new ArrayDeque<>();
  private final DataOutputSerializer buffer = new DataOutputSerializer(512);
  private long order;

  FactFeed(int providers, int days, int ordersPerDay, long seed) {
    this.providers = providers;
    this.days = days;
    this.ordersPerDay = ordersPerDay;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** How many facts there are of days past, which come first: one an order. */
  int past() {
    return (days + 1) * ordersPerDay;
  }

  Batch next(int size) throws IOException {
    byte[][] facts = new byte[size][];
    long[] decidedAt = new long[size];
    for (int i = 0; i < size; i++) {
      while (next.isEmpty()) {
        step();
      }
      Next one = next.remove();
      buffer.clear();
      FactSerializer.OfOrders.INSTANCE.serialize(facts(one), buffer);
      facts[i] = buffer.getCopyOfBuffer();
      decidedAt[i] = one.decidedAt();
    }
    return new Batch(facts, decidedAt);
  }

  /** One order more. */
  private void step() {
    long now = placedAt(order);
    if (order < past()) {
      next.add(new Next(order, Stage.RATED, now));
    } else {
      next.add(new Next(order, Stage.PLACED, now));
      next.add(new Next(order - ordersPerDay / 2, Stage.COMPLETED, now));
      next.add(new Next(order - ordersPerDay, Stage.RATED, now));
      if (order % ONE_IN == 0) {
        long age = random.nextLong(ordersPerDay, (long) days * ordersPerDay);
        next.add(new Next(order - age, Stage.CLAIMED, now));
      }
    }
    order++;
  }

  private long placedAt(long order) {
    return BEGINNING + order * DAY / ordersPerDay;
  }

  private OrderFacts facts(Next next) {
    long n = next.order();
    LocalDate day = FIRST.plusDays(n / ordersPerDay);
    String provider = "P-" + spread(n, providers);
    String offering = "offering-" + spread(~n, OFFERINGS);
    String region = "region-" + spread(n * 31, REGIONS);
    boolean completed = next.stage().compareTo(Stage.COMPLETED) >= 0;
    Boolean onTime = completed ? (Boolean) (n % ONE_IN != 1) : null;
    return new OrderFacts(
        "order-" + n,
        placedAt(n),
        next.decidedAt(),
        new OrderFacts.Order(
            day,
            offering,
            region,
            provider,
            completed,
            next.stage() == Stage.CLAIMED ? Boolean.TRUE : null,
            next.stage().compareTo(Stage.RATED) >= 0 ? 5 : null,
            false,
            null),
        List.of(
            new OrderFacts.Promise(
                "promise-" + n,
                day,
                offering,
                region,
                provider,
                provider,
                onTime,
                onTime,
                false,
                false)),
        Boolean.FALSE.equals(onTime)
            ? List.of(
                new OrderFacts.Defect(
                    DefectCode.MISSED_WINDOW, "promise-" + n, day, offering, region, provider))
            : List.of());
  }

  /** Which of so many an order has, always the same. */
  static int spread(long order, int bound) {
    return (int) Long.remainderUnsigned((order * 0x9E3779B97F4A7C15L) >>> 20, bound);
  }
}
