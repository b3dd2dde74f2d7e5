package dev.odyssey.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.odyssey.defects.DefectStatus;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folds changes of defects to what stands in the end: the last revision of each defect that was not
 * retracted, sorted by defectId. Of however many changes, in bounded memory.
 */
final class FinalLedger {

  private static final JsonFactory JSON = new JsonFactory();

  private FinalLedger() {}

  /** Folds a file of changes, those of one defect in their order. */
  static void fold(Path changes, Path ledger, SortedLines sorted) throws IOException {
    Path keyed = ledger.resolveSibling(".unsorted." + ledger.getFileName());
    try {
      try (BufferedReader in = Files.newBufferedReader(changes, StandardCharsets.UTF_8);
          BufferedWriter out = Files.newBufferedWriter(keyed, StandardCharsets.UTF_8)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          Head head = Head.of(line);
          // Nothing stands for a defect that was retracted last.
          out.write(SortedLines.keyed(head.defectId(), head.isRetracted() ? "" : line));
          out.write('\n');
        }
      }
      sorted.last(keyed, ledger);
    } finally {
      Files.deleteIfExists(keyed);
    }
  }

  /** What must be known of a change. */
  private record Head(String defectId, boolean isRetracted) {

    static Head of(String line) throws IOException {
      String defectId = null;
      String status = null;
      try (JsonParser json = JSON.createParser(line)) {
        json.nextToken();
        while ((defectId == null || status == null) && json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          json.nextToken();
          switch (field) {
            case "defectId" -> defectId = json.getText();
            case "status" -> status = json.getText();
            default -> json.skipChildren();
          }
        }
      }
      return new Head(defectId, DefectStatus.RETRACTED.name().equals(status));
    }
  }
}
