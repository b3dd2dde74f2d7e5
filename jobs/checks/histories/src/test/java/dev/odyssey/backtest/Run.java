package dev.odyssey.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * One run of the command.
 *
 * @param exit its exit code
 * @param out the directory that it wrote to
 * @param console what it said
 * @param complaints what it complained of
 */
record Run(int exit, Path out, String console, String complaints) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Run of(Path out, Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    words.addAll(List.of("--out", out.toString()));
    StringWriter console = new StringWriter();
    StringWriter complaints = new StringWriter();
    CommandLine command = BacktestCli.commandLine();
    command.setOut(new PrintWriter(console, true));
    command.setErr(new PrintWriter(complaints, true));
    int exit = command.execute(words.toArray(String[]::new));
    return new Run(exit, out, console.toString(), complaints.toString());
  }

  /** The lines of one of the files that it wrote. */
  List<JsonNode> lines(String file) throws IOException {
    return parsed(out.resolve(file));
  }

  static List<JsonNode> parsed(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** The defects that stand at the end, in the form and the order of an expectation. */
  List<String> standing() throws IOException {
    Map<String, JsonNode> latest = new HashMap<>();
    for (JsonNode change : lines("defects.jsonl")) {
      JsonNode before = latest.put(change.get("defectId").asText(), change);
      int revision = before == null ? 0 : before.get("revision").asInt();
      if (change.get("revision").asInt() != revision + 1) {
        throw new AssertionError("revision " + revision + " is followed by " + change);
      }
    }
    return latest.values().stream()
        .filter(change -> !change.get("status").asText().equals("RETRACTED"))
        .map(change -> row(change, "anchorEventId"))
        .sorted()
        .toList();
  }

  /** The rows of an expectation. */
  static List<String> expected(Path file) {
    try {
      return parsed(file).stream().map(row -> row(row, "anchor")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(JsonNode defect, String anchor) {
    return String.join(
        " ",
        defect.get("raisedAt").asText(),
        defect.get("code").asText(),
        defect.get(anchor).asText(),
        "cleared",
        defect.path("clearedAt").asText("null"),
        defect.path("clearReason").asText("null"));
  }
}
