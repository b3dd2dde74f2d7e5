package dev.odyssey.survival;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.backtest.BacktestCli;
import dev.odyssey.events.Event;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.testdata.simulator.Delivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must come out, by a backtest of the same events.
 *
 * @param defects those that stand, by defectId, without what tells of the way there: the revision,
 *     and when it was found
 * @param scorecards the entries of the rows, as lines of JSON
 * @param events by table, the rows of valid events
 */
record Expectation(
    Map<String, JsonNode> defects,
    SortedSet<String> scorecards,
    Map<String, SortedSet<String>> events) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a backtest of a market in a directory. */
  static Expectation of(Market market, Path directory) {
    try {
      Files.createDirectories(directory);
      Path orders = directory.resolve("orders.jsonl");
      Path contacts = directory.resolve("contacts.jsonl");
      market.writeOrders(orders);
      market.writeContacts(contacts);
      int exit =
          BacktestCli.commandLine()
              .setOut(new PrintWriter(Writer.nullWriter()))
              .execute(
                  "--order-events", orders.toString(),
                  "--contact-events", contacts.toString(),
                  "--policies", ProjectHome.locate().policies().toString(),
                  "--retention", Job.RETENTION,
                  "--out", directory.toString());
      if (exit != 0) {
        throw new IllegalStateException("the backtest ended with " + exit);
      }
      try (Stream<String> defects = Files.lines(directory.resolve("defects.jsonl"))) {
        return new Expectation(
            standing(defects),
            new TreeSet<>(Files.readAllLines(directory.resolve("scorecard_day.jsonl"))),
            events(market));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, SortedSet<String>> events(Market market) {
    SortedSet<String> orders = new TreeSet<>();
    SortedSet<String> contacts = new TreeSet<>();
    for (Delivery delivery : market.deliveries()) {
      Event event = delivery.event();
      SortedSet<String> rows = delivery instanceof Delivery.OfOrder ? orders : contacts;
      rows.add(event.subjectId() + "|" + event.eventId() + "|" + event.typeName());
    }
    return Map.of(Tables.ORDER_EVENT, orders, Tables.CONTACT_EVENT, contacts);
  }

  /**
   * The defects that stand after changes, without what tells of the way there.
   *
   * @param changes as lines of JSON, in any order
   */
  static Map<String, JsonNode> standing(Stream<String> changes) {
    Map<String, ObjectNode> latest = new TreeMap<>();
    changes
        .map(Expectation::parse)
        .forEach(
            change ->
                latest.merge(
                    change.get("defectId").asText(),
                    change,
                    (a, b) -> a.get("revision").asInt() > b.get("revision").asInt() ? a : b));
    latest.values().removeIf(change -> change.get("status").asText().equals("RETRACTED"));
    latest.values().forEach(change -> change.remove(List.of("revision", "detectedAt")));
    return new TreeMap<>(latest);
  }

  /** A line of JSON. */
  static ObjectNode parse(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
