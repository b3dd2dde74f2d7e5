package dev.odyssey.tables;

import static java.util.stream.Collectors.joining;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Compares, on a real database, one statement with an array for each column with a JDBC batch of
 * statements that the driver sends as multi-row inserts. Not a test: an IDE runs it; the README has
 * what it said.
 */
final class WriteBenchmark {

  /** The table without the question whether an event is known, so that both do the same. */
  private static final Feed<OrderEvent> EVENTS =
      new Feed<>(
          Feeds.ORDER_EVENTS.topic(),
          Feeds.ORDER_EVENTS.reading(),
          false,
          List.of(
              Table.once(
                  "order_event",
                  ((Table<OrderEvent>) Feeds.ORDER_EVENTS.tables().get(0)).columns(),
                  OrderEvent::occurredAt)));

  private static final int ROWS = 10_000;
  private static final int ROUNDS = 2;

  public static void main(String[] args) throws Exception {
    try (TestDatabase database = new TestDatabase()) {
      List<DefectChange> changes = new ArrayList<>();
      List<OrderEvent> events = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        changes.add(Changes.raised("event-" + i * 7919L % ROWS, 1));
        events.add(
            OrderEvent.builder()
                .eventId("event-" + i)
                .type(OrderEventType.RATED)
                .occurredAt(Changes.RAISED_AT + i)
                .recordedAt(Changes.RAISED_AT + i)
                .orderId("order-" + i / 10)
                .customerId("customer-" + i / 30)
                .offeringId("tv-mount")
                .region("BOS")
                .timeZone("America/New_York")
                .providerId("provider-1")
                .stars(5)
                .build());
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (int batch : new int[] {100, 1_000, 5_000}) {
          compare(database, Feeds.DEFECTS, changes, batch, "defect, defect_change");
          compare(database, EVENTS, events, batch, "order_event");
        }
      }
    }
  }

  private static <T> void compare(
      TestDatabase database, Feed<T> feed, List<T> rows, int batch, String tables)
      throws Exception {
    double arrays = rate(database, feed, rows, batch, true);
    double statements = rate(database, feed, rows, batch, false);
    System.out.printf(
        "%-22s batches of %,6d: arrays %,8.0f rows/s, JDBC batch %,8.0f rows/s, ratio %.2f%n",
        tables, batch, arrays, statements, arrays / statements);
  }

  private static <T> double rate(
      TestDatabase database, Feed<T> feed, List<T> rows, int batch, boolean arrays)
      throws Exception {
    database.execute("TRUNCATE defect, defect_change, order_event");
    database.execute("CHECKPOINT");
    Properties properties = new Properties();
    properties.setProperty("user", database.connection().user());
    properties.setProperty("password", database.connection().password().reveal());
    properties.setProperty("reWriteBatchedInserts", "true");
    try (Connection connection =
        DriverManager.getConnection(database.connection().url(), properties)) {
      connection.setAutoCommit(false);
      new Months().keep(connection, feed.tables(), rows);
      long start = System.nanoTime();
      for (int from = 0; from < rows.size(); from += batch) {
        List<T> some = rows.subList(from, Math.min(from + batch, rows.size()));
        for (TableWriter<T> table : feed.tables()) {
          if (arrays) {
            table.write(connection, some);
          } else {
            writeStatements(connection, (Table<T>) table, some);
          }
        }
        connection.commit();
      }
      return rows.size() * 1e9 / (System.nanoTime() - start);
    }
  }

  private static <T> void writeStatements(Connection connection, Table<T> table, List<T> rows)
      throws SQLException {
    List<Column<T>> columns = table.columns();
    String names = columns.stream().map(Column::name).collect(joining(", "));
    String marks =
        columns.stream().map(column -> "?" + column.type().cast()).collect(joining(", "));
    String end = table.statement().replaceAll(".*(?= ON CONFLICT)", "");
    String sql =
        "INSERT INTO %s AS kept (%s) VALUES (%s)%s".formatted(table.table(), names, marks, end);
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (T row : rows) {
        for (int i = 0; i < columns.size(); i++) {
          Object value = columns.get(i).value().apply(row);
          switch (columns.get(i).type()) {
            case INSTANT -> {
              if (value == null) {
                insert.setNull(i + 1, Types.TIMESTAMP_WITH_TIMEZONE);
              } else {
                insert.setObject(i + 1, OffsetDateTime.parse((String) value));
              }
            }
            case DATE -> insert.setDate(i + 1, Date.valueOf(LocalDate.parse((String) value)));
            case INTEGER -> insert.setObject(i + 1, value, Types.BIGINT);
            case REAL -> insert.setObject(i + 1, value, Types.DOUBLE);
            case TRUTH -> insert.setObject(i + 1, value, Types.BOOLEAN);
            case TEXT, JSON -> insert.setString(i + 1, (String) value);
          }
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private WriteBenchmark() {}
}
