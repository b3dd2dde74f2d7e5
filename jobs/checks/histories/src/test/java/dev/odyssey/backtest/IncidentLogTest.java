package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.testdata.Import;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A service desk's incident log through its mapping and the backtest, with the events out of order:
 * repeats and chains are those counted straight from the rows, by other code.
 *
 * <p>The log is invented, in the publisher's format; {@code -Dodyssey.incident-log=FILE} takes the
 * published one instead.
 */
@Timeout(120)
final class IncidentLogTest {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d/M/yyyy H:mm");
  private static final String HEADER =
      "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,"
          + "caller_id,opened_at,sys_updated_at,contact_type,location,category,subcategory,impact,"
          + "urgency,priority,assignment_group,assigned_to,resolved_by";

  @TempDir Path directory;

  @Test
  void findsTheRepeatsAndChainsThatTheRowsShow() throws Exception {
    String published = System.getProperty("odyssey.incident-log");
    Path log = published == null ? inventedLog() : Path.of(published);
    Path events = directory.resolve("events.jsonl");
    int imported =
        new CommandLine(new Import())
            .setOut(new PrintWriter(new StringWriter()))
            .execute(
                "--mapping",
                "../../../test-data/mappings/uci-incidents.yaml",
                log.toString(),
                "--out",
                events.toString());
    assertThat(imported).isZero();
    List<String> shuffled = new ArrayList<>(Files.readAllLines(events));
    Collections.shuffle(shuffled, new Random(5));
    Files.write(events, shuffled);

    List<Contact> contacts = contacts(rows(log));
    long chains = contacts.stream().filter(c -> c.transfers >= 3).count();
    long daily = repeats(contacts, Duration.ofDays(1));
    long weekly = repeats(contacts, Duration.ofDays(7));
    assertThat(chains).isPositive();
    assertThat(daily).isPositive();
    assertThat(weekly).isGreaterThan(daily);

    Map<String, Long> byDay = backtest(events, "PT24H");
    assertThat(byDay)
        .containsEntry("TRANSFER_CHAIN", chains)
        .containsEntry("REPEAT_CONTACT", daily);
    assertThat(backtest(events, "P7D")).containsEntry("REPEAT_CONTACT", weekly);
  }

  /** How many defects of each code a backtest raises in the end. */
  private Map<String, Long> backtest(Path events, String repeatContactWithin) throws Exception {
    Path policies = directory.resolve("policies.yaml");
    Files.writeString(policies, "defaults: {repeatContactWithin: " + repeatContactWithin + "}\n");
    StringWriter printed = new StringWriter();
    int code =
        BacktestCli.commandLine()
            .setOut(new PrintWriter(printed))
            .execute(
                "--contact-events",
                events.toString(),
                "--policies",
                policies.toString(),
                "--retention",
                "P3650D",
                "--out",
                directory.resolve("out").toString());
    assertThat(code).isZero();
    Map<String, Long> raised = new HashMap<>();
    printed
        .toString()
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(cells -> cells.length == 5 && cells[1].matches("[\\d,]+"))
        .forEach(cells -> raised.put(cells[0], Long.valueOf(cells[1].replace(",", ""))));
    return raised;
  }

  /** Incidents of a few callers, transferred, resolved and reopened at random. */
  private Path inventedLog() throws Exception {
    Random random = new Random(311);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    LocalDateTime start = LocalDateTime.of(2016, 2, 29, 0, 0);
    for (int number = 1; number <= 400; number++) {
      String caller = "Caller " + random.nextInt(25);
      String category = "Category " + random.nextInt(3);
      LocalDateTime opened = start.plusMinutes(random.nextInt(60 * 24 * 60));
      LocalDateTime at = opened;
      String group = "?";
      String state = "New";
      int changes = 2 + random.nextInt(8);
      for (int change = 0; change < changes; change++) {
        if (change > 0) {
          at = at.plusMinutes(1 + random.nextInt(600));
          boolean resolved = state.equals("Resolved");
          state = resolved || random.nextInt(3) > 0 ? "Active" : "Resolved";
          group = random.nextInt(4) == 0 ? group : "Group " + random.nextInt(4);
        }
        lines.add(
            String.join(
                ",",
                String.format("INC%07d", number),
                state,
                "true",
                "0",
                "0",
                Integer.toString(change),
                "true",
                caller,
                MINUTE.format(opened),
                MINUTE.format(at),
                "Phone",
                "Location 1",
                category,
                "Subcategory 1",
                "2 - Medium",
                "2 - Medium",
                "3 - Moderate",
                group,
                "?",
                "?"));
      }
    }
    return Files.write(directory.resolve("log.csv"), lines);
  }

  private static List<Map<String, String>> rows(Path log) throws Exception {
    List<Map<String, String>> rows = new ArrayList<>();
    try (var lines = open(log)) {
      String[] columns = lines.readLine().split(",");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
          row.put(columns[i], cells[i]);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static BufferedReader open(Path log) throws IOException {
    InputStream in = Files.newInputStream(log);
    return new BufferedReader(
        new InputStreamReader(
            log.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
  }

  /** A contact as the rows show it. */
  private static final class Contact {
    final String issue;
    final LocalDateTime initiated;
    final List<LocalDateTime> ended = new ArrayList<>();
    int transfers;

    Contact(String issue, LocalDateTime initiated) {
      this.issue = issue;
      this.initiated = initiated;
    }
  }

  private static List<Contact> contacts(List<Map<String, String>> rows) {
    Map<String, List<Map<String, String>>> incidents = new LinkedHashMap<>();
    rows.forEach(
        row -> incidents.computeIfAbsent(row.get("number"), n -> new ArrayList<>()).add(row));
    List<Contact> contacts = new ArrayList<>();
    incidents.forEach(
        (number, changes) -> {
          Map<String, String> first = changes.get(0);
          String caller = first.get("caller_id").equals("?") ? number : first.get("caller_id");
          String issue = caller + "/" + first.get("category");
          Contact contact = new Contact(issue, LocalDateTime.parse(first.get("opened_at"), MINUTE));
          contacts.add(contact);
          boolean resolved = false;
          String group = null;
          for (Map<String, String> row : changes) {
            LocalDateTime at = LocalDateTime.parse(row.get("sys_updated_at"), MINUTE);
            String state = row.get("incident_state");
            if (resolved && !state.equals("Resolved") && !state.equals("Closed")) {
              contact = new Contact(issue, at);
              contacts.add(contact);
              resolved = false;
            }
            String assigned = row.get("assignment_group");
            if (!assigned.equals("?")) {
              contact.transfers += group != null && !group.equals(assigned) ? 1 : 0;
              group = assigned;
            }
            if (!resolved && state.equals("Resolved")) {
              contact.ended.add(at);
              resolved = true;
            }
          }
        });
    return contacts;
  }

  /** Contacts of an issue that come so soon after the one before. */
  private static long repeats(List<Contact> contacts, Duration within) {
    Map<String, List<Contact>> issues = new HashMap<>();
    contacts.forEach(c -> issues.computeIfAbsent(c.issue, i -> new ArrayList<>()).add(c));
    long repeats = 0;
    for (List<Contact> issue : issues.values()) {
      issue.sort(Comparator.comparing((Contact c) -> c.initiated));
      for (int i = 1; i < issue.size(); i++) {
        Contact earlier = issue.get(i - 1);
        LocalDateTime again = issue.get(i).initiated;
        LocalDateTime since =
            earlier.ended.stream()
                .filter(ended -> !ended.isAfter(again))
                .max(Comparator.naturalOrder())
                .orElse(earlier.initiated);
        repeats += Duration.between(since, again).compareTo(within) <= 0 ? 1 : 0;
      }
    }
    return repeats;
  }
}
