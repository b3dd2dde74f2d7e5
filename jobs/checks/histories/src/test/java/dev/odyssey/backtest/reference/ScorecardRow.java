package dev.odyssey.backtest.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A row of the long view of the scorecards.
 *
 * @param day ISO-8601 date
 * @param numerator a count, or a sum (stars, points, hours)
 * @param provisional how many of the denominator may still turn from success to failure
 * @param value the rate or the mean; null where the denominator is 0
 * @param ciLow Wilson 95 %; null for sums and counts
 * @param ciHigh Wilson 95 %; null for sums and counts
 */
public record ScorecardRow(
    String entityType,
    String entityId,
    String day,
    String metric,
    double numerator,
    long denominator,
    long provisional,
    Double value,
    Double ciLow,
    Double ciHigh,
    boolean sampleOk) {

  /** The order of rows in a file. */
  public static final Comparator<ScorecardRow> ORDER =
      Comparator.comparing(ScorecardRow::entityType)
          .thenComparing(ScorecardRow::entityId)
          .thenComparing(ScorecardRow::day)
          .thenComparing(ScorecardRow::metric);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-12;

  /** Reads a row from a line of JSON. */
  public static ScorecardRow parse(String line) {
    try {
      JsonNode row = JSON.readTree(line);
      return new ScorecardRow(
          row.required("entityType").asText(),
          row.required("entityId").asText(),
          row.required("day").asText(),
          row.required("metric").asText(),
          row.required("numerator").asDouble(),
          row.required("denominator").asLong(),
          row.required("provisional").asLong(),
          number(row, "value"),
          number(row, "ciLow"),
          number(row, "ciHigh"),
          row.required("sampleOk").asBoolean());
    } catch (IOException e) {
      throw new UncheckedIOException("No row: " + line, e);
    }
  }

  /** The rows of a file. */
  public static List<ScorecardRow> all(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(ScorecardRow::parse).toList();
  }

  private static Double number(JsonNode row, String field) {
    JsonNode number = row.required(field);
    return number.isNull() ? null : number.asDouble();
  }

  /** This row as a line of JSON. */
  public String json() {
    ObjectNode row = JSON.createObjectNode();
    row.put("entityType", entityType);
    row.put("entityId", entityId);
    row.put("day", day);
    row.put("metric", metric);
    if (numerator == Math.rint(numerator)) {
      row.put("numerator", (long) numerator);
    } else {
      row.put("numerator", numerator);
    }
    row.put("denominator", denominator);
    row.put("provisional", provisional);
    row.put("value", value);
    row.put("ciLow", ciLow);
    row.put("ciHigh", ciHigh);
    row.put("sampleOk", sampleOk);
    return row.toString();
  }

  /** Whether another row says the same, but for the last digits of what was rounded. */
  public boolean agreesWith(ScorecardRow other) {
    return ORDER.compare(this, other) == 0
        && near(numerator, other.numerator)
        && denominator == other.denominator
        && provisional == other.provisional
        && near(value, other.value)
        && near(ciLow, other.ciLow)
        && near(ciHigh, other.ciHigh)
        && sampleOk == other.sampleOk;
  }

  /** To an absolute 1e-12, and in sums of hours beyond 1 to as many digits. */
  private static boolean near(Double a, Double b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
  }
}
