package dev.odyssey.testdata.simulator;

import dev.odyssey.testdata.simulator.Arrivals.Arrival;
import java.util.function.Function;

/** Makes a placed order into all that will come of it. */
final class Storyteller {

  private static final long HAPPENINGS = 0x6F726465727300L;
  private static final long DELIVERIES = 0x636F7572696572L;
  private static final int DAYS_BETWEEN_ORDERS_OF_A_CUSTOMER = 60;
  private static final int JOBS_OF_A_PROVIDER_A_DAY = 3;
  private static final int FEWEST_CUSTOMERS = 200;
  private static final int FEWEST_PROVIDERS = 12;

  private final SimulationConfig config;

  Storyteller(SimulationConfig config) {
    this.config = config;
  }

  Story tell(Arrival arrival) {
    Region region = arrival.region();
    Dice dice = Dice.of(config.seed() ^ HAPPENINGS, arrival.number());
    // Dice of its own: how events travel does not change what happens.
    Dice onTheWay = Dice.of(config.seed() ^ DELIVERIES, arrival.number());
    Story.Draft story = new Story.Draft(new Courier(onTheWay, config.disorder()));
    Order order = new Order(arrival.number(), customer(region, dice), Offering.pick(dice), region);
    ContactLife contacts = new ContactLife(order, config.trouble(), dice, story);
    new OrderLife(order, arrival.placedAt(), config.trouble(), roster(region), dice, story)
        .live()
        .forEach(contacts::hear);
    return story.finish(arrival.number());
  }

  private String customer(Region region, Dice dice) {
    long customers =
        FEWEST_CUSTOMERS
            + (long) (config.ordersPerDay() * region.share() * DAYS_BETWEEN_ORDERS_OF_A_CUSTOMER);
    return "C-" + region.id() + "-" + dice.between(1, customers);
  }

  private Function<Dice, Provider> roster(Region region) {
    int providers =
        FEWEST_PROVIDERS
            + (int) (config.ordersPerDay() * region.share() / JOBS_OF_A_PROVIDER_A_DAY);
    return dice -> Provider.of(config.seed(), region, dice.between(1, providers));
  }
}
