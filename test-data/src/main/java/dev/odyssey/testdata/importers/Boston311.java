package dev.odyssey.testdata.importers;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Service requests of the City of Boston as orders: opened is SCHEDULED with the window from
 * opening to target, or PLACED where the city promised nothing; closed is COMPLETED.
 *
 * <p>The department is the provider, the type the offering, the neighborhood the region. An event
 * is recorded when it occurs. The city's own verdict stays out of the events: it is what their
 * defects can be checked against. A target that is not after the opening is kept as it is, an
 * invalid promise: a job must find it, not an importer hide it.
 */
public final class Boston311 {

  private static final String CASE = "CASE_ENQUIRY_ID";
  private static final String OPENED = "OPEN_DT";
  private static final String TARGET = "TARGET_DT";
  private static final String CLOSED = "CLOSED_DT";
  private static final String TYPE = "TYPE";
  private static final String DEPARTMENT = "Department";
  private static final String NEIGHBORHOOD = "neighborhood";
  private static final List<String> COLUMNS =
      List.of(CASE, OPENED, TARGET, CLOSED, TYPE, DEPARTMENT, NEIGHBORHOOD);

  private static final String UNKNOWN_REGION = "UNKNOWN";
  private static final ZoneId BOSTON = ZoneId.of("America/New_York");

  /** Extracts up to 2015 or so, and later ones. */
  private static final List<DateTimeFormatter> LOCAL_TIMES =
      List.of(
          DateTimeFormatter.ofPattern("MM/dd/uuuu hh:mm:ss a", Locale.US),
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.US));

  /**
   * What was imported.
   *
   * @param requests rows, each an order
   * @param promised those with a target
   * @param invalidPromises those with a target before the opening
   * @param closed those with a closing
   * @param closedBeforeOpened those whose closing lay before the opening, taken as closed at it
   * @param events in order of occurredAt, those of one instant as in the file
   */
  public record Imported(
      int requests,
      int promised,
      int invalidPromises,
      int closed,
      int closedBeforeOpened,
      List<OrderEvent> events) {}

  private int requests;
  private int promised;
  private int invalidPromises;
  private int closed;
  private int closedBeforeOpened;
  private final List<OrderEvent> events = new ArrayList<>();

  private Boston311() {}

  /**
   * Reads an extract, all of it into memory: it must be sorted.
   *
   * @throws IllegalArgumentException if a column is missing, or a cell is not what it should be
   */
  public static Imported read(Path file) throws IOException {
    Boston311 importer = new Boston311();
    try (CsvTable table = CsvTable.open(file, COLUMNS)) {
      table.forEachRemaining(importer::add);
    }
    importer.events.sort(Comparator.comparingLong(OrderEvent::occurredAt));
    return new Imported(
        importer.requests,
        importer.promised,
        importer.invalidPromises,
        importer.closed,
        importer.closedBeforeOpened,
        importer.events);
  }

  private void add(CsvTable.Row row) {
    requests++;
    long openedAt = instant(row, OPENED, row.require(OPENED));
    Long target = row.get(TARGET) == null ? null : instant(row, TARGET, row.get(TARGET));
    events.add(opened(row, openedAt, target));
    if (target != null) {
      promised++;
      invalidPromises += target < openedAt ? 1 : 0;
    }
    if (row.get(CLOSED) != null) {
      long closedAt = instant(row, CLOSED, row.get(CLOSED));
      closed++;
      closedBeforeOpened += closedAt < openedAt ? 1 : 0;
      // Two clocks, seconds apart: nothing is closed before it is opened.
      events.add(closed(row, Math.max(closedAt, openedAt)));
    }
  }

  private static OrderEvent opened(CsvTable.Row row, long openedAt, Long target) {
    return target == null
        ? event(row, "opened", OrderEventType.PLACED, openedAt, null, null)
        : event(row, "opened", OrderEventType.SCHEDULED, openedAt, openedAt, target);
  }

  private static OrderEvent closed(CsvTable.Row row, long closedAt) {
    return event(row, "closed", OrderEventType.COMPLETED, closedAt, null, null);
  }

  /** Past the builder, which would refuse an invalid promise. */
  private static OrderEvent event(
      CsvTable.Row row, String what, OrderEventType type, long at, Long from, Long to) {
    String number = row.require(CASE);
    String neighborhood = row.get(NEIGHBORHOOD);
    return new OrderEvent(
        number + "-" + what,
        type,
        at,
        at,
        null,
        number,
        null,
        row.require(TYPE),
        neighborhood == null ? UNKNOWN_REGION : neighborhood,
        BOSTON.getId(),
        row.get(DEPARTMENT),
        from,
        to,
        null,
        null,
        null,
        null);
  }

  private static long instant(CsvTable.Row row, String column, String text) {
    for (DateTimeFormatter format : LOCAL_TIMES) {
      try {
        return LocalDateTime.parse(text, format).atZone(BOSTON).toInstant().toEpochMilli();
      } catch (DateTimeParseException e) {
        continue;
      }
    }
    throw row.complaint(column + " is not a local time like 01/31/2015 02:05:00 PM: " + text);
  }
}
