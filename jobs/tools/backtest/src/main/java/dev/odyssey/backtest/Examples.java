package dev.odyssey.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some of the defects that a run found, explained. */
final class Examples {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 3;

  private final Map<String, Map<String, JsonNode>> byCode = new LinkedHashMap<>();

  /**
   * Reads the changes of a run.
   *
   * @param codes those that are asked for
   */
  static Examples read(Path changes, Set<String> codes) throws IOException {
    Examples examples = new Examples();
    if (Files.exists(changes)) {
      try (BufferedReader lines = Files.newBufferedReader(changes)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode change = JSON.readTree(line);
          if (codes.contains(change.path("code").asText())) {
            examples
                .byCode
                .computeIfAbsent(change.path("code").asText(), code -> new LinkedHashMap<>())
                .put(change.path("defectId").asText(), change);
          }
        }
      }
    }
    return examples;
  }

  /** Up to three defects of a code that stand at the end, a few lines each. */
  List<String> of(String code) {
    List<String> explained = new ArrayList<>();
    for (JsonNode change : byCode.getOrDefault(code, Map.of()).values()) {
      if (explained.size() < MOST && !change.path("status").asText().equals("RETRACTED")) {
        explained.add(explained(change));
      }
    }
    return explained;
  }

  private static String explained(JsonNode change) {
    StringBuilder text = new StringBuilder();
    text.append("  %s: %s%n".formatted(text(change, "defectId"), text(change, "summary")));
    text.append(
        "    raised %s: %s%n".formatted(text(change, "raisedAt"), text(change, "derivation")));
    for (JsonNode event : change.path("evidence")) {
      text.append(
          "    %s %s %s%n"
              .formatted(text(event, "occurredAt"), text(event, "type"), text(event, "eventId")));
    }
    if (change.hasNonNull("missing")) {
      text.append("    missing: %s%n".formatted(text(change, "missing")));
    }
    if (change.hasNonNull("clearedAt")) {
      text.append(
          "    cleared %s: %s%n".formatted(text(change, "clearedAt"), text(change, "clearReason")));
    }
    return text.toString();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
