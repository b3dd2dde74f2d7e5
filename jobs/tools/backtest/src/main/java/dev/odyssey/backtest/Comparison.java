package dev.odyssey.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What other policies find otherwise in the same events. */
final class Comparison {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a defect says, apart from when it was detected and by which policies. */
  private static final List<String> SAYS =
      List.of("severity", "status", "chargedTo", "raisedAt", "clearedAt", "clearReason");

  private final Map<String, long[]> byCode = new TreeMap<>();

  private enum Kind {
    SAME,
    ADDED,
    GONE,
    CHANGED
  }

  private Comparison() {}

  /**
   * Runs another backtest, compares its ledger with that of a run before, and writes the defects
   * that differ to {@code against.jsonl}.
   *
   * @param out where the run before has written
   * @return a table for people
   */
  static String of(Backtest other, Path orderEvents, Path contactEvents, Path out)
      throws Exception {
    Path aside = out.resolve(".against");
    try {
      other.run(orderEvents, contactEvents);
      Comparison comparison = new Comparison();
      comparison.compare(
          Backtest.Output.LEDGER.in(out),
          Backtest.Output.LEDGER.in(aside),
          out.resolve("against.jsonl"));
      return comparison.table();
    } finally {
      for (Backtest.Output output : Backtest.Output.values()) {
        Files.deleteIfExists(output.in(aside));
      }
      Files.deleteIfExists(aside);
    }
  }

  /** Both ledgers are sorted by defectId. */
  private void compare(Path first, Path second, Path differences) throws IOException {
    try (BufferedReader ours = Files.newBufferedReader(first, StandardCharsets.UTF_8);
        BufferedReader theirs = Files.newBufferedReader(second, StandardCharsets.UTF_8);
        BufferedWriter out = Files.newBufferedWriter(differences, StandardCharsets.UTF_8)) {
      JsonNode one = next(ours);
      JsonNode other = next(theirs);
      while (one != null || other != null) {
        int order = one == null ? 1 : other == null ? -1 : id(one).compareTo(id(other));
        Kind kind =
            order < 0
                ? Kind.GONE
                : order > 0 ? Kind.ADDED : same(one, other) ? Kind.SAME : Kind.CHANGED;
        JsonNode defect = order <= 0 ? one : other;
        byCode
            .computeIfAbsent(defect.get("code").asText(), code -> new long[Kind.values().length])[
            kind.ordinal()]++;
        if (kind != Kind.SAME) {
          ObjectNode line =
              JSON.createObjectNode().put("defectId", id(defect)).put("change", kind.name());
          line.set("now", order <= 0 ? one : null);
          line.set("then", order >= 0 ? other : null);
          out.write(line.toString());
          out.write('\n');
        }
        one = order <= 0 ? next(ours) : one;
        other = order >= 0 ? next(theirs) : other;
      }
    }
  }

  private static JsonNode next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    return line == null ? null : JSON.readTree(line);
  }

  private static String id(JsonNode defect) {
    return defect.get("defectId").asText();
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return SAYS.stream().allMatch(field -> Objects.equals(one.get(field), other.get(field)));
  }

  private String table() {
    Rows table = new Rows(24).add("under the other policies", "same", "added", "gone", "changed");
    byCode.forEach(table::add);
    return System.lineSeparator() + table;
  }
}
