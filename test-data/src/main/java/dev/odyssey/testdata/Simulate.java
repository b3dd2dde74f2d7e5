package dev.odyssey.testdata;

import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.Instants;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.Rubbish;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes simulated events as JSON lines, in the order in which they arrive. */
@Command(
    name = "simulate",
    sortOptions = false,
    description = {
      "Simulates a marketplace for home services and writes its events as JSON lines,",
      "in the order in which they arrive. The same options give the same files, to",
      "the byte."
    })
public final class Simulate implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--orders", required = true, paramLabel = "N", description = "Orders to place.")
  private long orders;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of all chance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "When the first orders are placed (default: 2025-01-06T00:00:00Z).")
  private Instant start = SimulationConfig.DEFAULT_START;

  @Option(
      names = "--per-day",
      paramLabel = "N",
      description = "Orders placed a day (default: ${DEFAULT-VALUE}).")
  private int perDay = SimulationConfig.DEFAULT_ORDERS_PER_DAY;

  @Option(
      names = "--trouble",
      paramLabel = "0..2",
      description =
          "How much goes wrong: 0 nothing, 1 as before Odyssey, when half of the orders led to a"
              + " contact (default: ${DEFAULT-VALUE}).")
  private double trouble = SimulationConfig.DEFAULT_TROUBLE;

  @Option(
      names = "--disorder",
      paramLabel = "0..1",
      description =
          "Share of scans by phones that are offline; scales duplicates and clock errors too"
              + " (default: ${DEFAULT-VALUE}).")
  private double disorder = SimulationConfig.DEFAULT_DISORDER;

  @Option(
      names = "--broken",
      paramLabel = "0..1",
      defaultValue = "0",
      description = "Lines of rubbish for each event (default: none).")
  private double broken;

  @Option(
      names = "--order-events",
      required = true,
      paramLabel = "FILE.jsonl[.gz]",
      description = "Where order events go.")
  private Path orderEvents;

  @Option(
      names = "--contact-events",
      required = true,
      paramLabel = "FILE.jsonl[.gz]",
      description = "Where contact events go.")
  private Path contactEvents;

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(Cli.run(new Simulate(), out, err, args));
  }

  @Override
  public Integer call() throws IOException {
    if (!(broken >= 0 && broken <= 1)) {
      throw new ParameterException(spec.commandLine(), "--broken is not in 0 to 1: " + broken);
    }
    if (orderEvents
        .toAbsolutePath()
        .normalize()
        .equals(contactEvents.toAbsolutePath().normalize())) {
      throw new ParameterException(
          spec.commandLine(), "--order-events and --contact-events are one file: " + orderEvents);
    }
    Simulator simulator = new Simulator(config());
    Progress progress = new Progress(spec.commandLine().getErr(), "events", System::nanoTime);
    Tally tally = new Tally();
    try (JsonLinesFile orderFile = JsonLinesFile.create(orderEvents);
        JsonLinesFile contactFile = JsonLinesFile.create(contactEvents)) {
      OrderEventJson orderJson = new OrderEventJson();
      ContactEventJson contactJson = new ContactEventJson();
      Rubbish orderRubbish = Rubbish.ofOrders(seed);
      Rubbish contactRubbish = Rubbish.ofContacts(seed);
      SplittableRandom random = new SplittableRandom(seed);
      while (simulator.hasNext()) {
        Delivery delivery = simulator.next();
        boolean rubbish = broken > 0 && random.nextDouble() < broken;
        if (delivery instanceof Delivery.OfOrder order) {
          if (rubbish) {
            orderFile.write(orderRubbish.line());
          }
          orderFile.write(orderJson.write(order.event()));
        } else if (delivery instanceof Delivery.OfContact contact) {
          if (rubbish) {
            contactFile.write(contactRubbish.line());
          }
          contactFile.write(contactJson.write(contact.event()));
        }
        tally.count(delivery);
        progress.step(() -> "now at " + Instants.format(delivery.deliveredAt()));
      }
      PrintWriter out = spec.commandLine().getOut();
      tally.print(out);
      out.printf("%,d lines in %s%n", orderFile.lines(), orderEvents);
      out.printf("%,d lines in %s%n", contactFile.lines(), contactEvents);
      out.flush();
    }
    spec.commandLine().getErr().println(progress.so("done"));
    return 0;
  }

  private SimulationConfig config() {
    try {
      return new SimulationConfig(seed, orders, start, perDay, trouble, disorder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
