package dev.odyssey.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What happened, in three chapters. Savepoints are taken at the end of the first, in the middle of
 * things: orders are open, due times pending, and every ninth event comes long after others.
 */
record Story(List<String> orders, List<String> contacts) {

  static final int CHAPTERS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Operators and customers say one thing a chapter; only the first of each is about the story. */
  static final List<String> SILENCES =
      List.of(silence("S-1", "IN-KA"), silence("S-2", "nowhere"), silence("S-3", "nowhere"));

  static final List<String> PREFERENCES =
      List.of(optedOut("C20"), optedOut("nobody"), optedOut("nobody else"));

  static Story read(Path directory) throws IOException {
    return new Story(
        lines(directory.resolve("orders.jsonl.gz")), lines(directory.resolve("contacts.jsonl.gz")));
  }

  /** How many lines of a topic have been read when a chapter is over. */
  static int read(List<String> lines, int chapter) {
    return switch (chapter) {
      case 0 -> 0;
      case 1 -> lines.size() / 2;
      case 2 -> lines.size() * 3 / 4;
      default -> lines.size();
    };
  }

  /** The latest instant that anything was recorded at when a chapter is over. */
  long recorded(int chapter) throws IOException {
    long latest = Long.MIN_VALUE;
    for (List<String> lines : List.of(orders, contacts)) {
      for (String line : lines.subList(0, read(lines, chapter))) {
        String recordedAt = JSON.readTree(line).get("recordedAt").asText();
        latest = Math.max(latest, Instant.parse(recordedAt).toEpochMilli());
      }
    }
    return latest;
  }

  /**
   * Events as if each was recorded when it was read, by a clock that does not go back. Which of two
   * that come late is known first would follow from the reader's other topics.
   */
  static List<String> byOneClock(List<String> events) throws IOException {
    List<String> lines = new ArrayList<>();
    Instant now = Instant.MIN;
    for (String line : events) {
      ObjectNode event = (ObjectNode) JSON.readTree(line);
      Instant recordedAt = Instant.parse(event.get("recordedAt").asText());
      now = recordedAt.isAfter(now) ? recordedAt : now;
      lines.add(event.put("recordedAt", now.toString()).toString());
    }
    return lines;
  }

  /** The lines of a compressed file. */
  static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static String silence(String id, String region) {
    return """
        {"silenceId": "%s", "matchers": [{"field": "region", "comparison": "EQUALS", "value": "%s"}], \
        "from": "2025-03-20T00:00:00.000Z", "to": "2025-04-20T00:00:00.000Z", \
        "reason": "works on the road", "by": "ops-1"}"""
        .formatted(id, region);
  }

  private static String optedOut(String customer) {
    return """
        {"recipient": {"kind": "CUSTOMER", "id": "%s"}, "optedOut": true}"""
        .formatted(customer);
  }
}
