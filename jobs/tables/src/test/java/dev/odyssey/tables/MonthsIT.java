package dev.odyssey.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions by months, on a real PostgreSQL. */
class MonthsIT {

  private static final YearMonth NOW = YearMonth.now(ZoneOffset.UTC);

  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() throws Exception {
    database.execute("SELECT drop_months((now() + interval '10 years')::date)");
    database.execute("TRUNCATE order_event");
  }

  @Test
  void eachMonthHasAPartitionAndWhatIsFarAwaySharesOne() throws Exception {
    write(event("now", NOW), event("before", NOW.minusMonths(1)), event("old", NOW.minusYears(20)));

    assertThat(partitions())
        .containsExactlyInAnyOrder(name(NOW), name(NOW.minusMonths(1)), "order_event_other");
    assertThat(database.rows("SELECT tableoid::regclass, event_id FROM order_event ORDER BY 2"))
        .containsExactly(
            name(NOW.minusMonths(1)) + "|before", name(NOW) + "|now", "order_event_other|old");
    assertThat(database.value("SELECT obj_description('" + name(NOW) + "'::regclass)"))
        .isEqualTo("Rows of order_event in " + NOW + ", UTC.");
  }

  @Test
  void rowsThatCameBeforeTheirPartitionMoveIntoIt() throws Exception {
    database.execute(
        """
        INSERT INTO order_event (order_id, event_id, type, occurred_at, recorded_at)
        SELECT 'o', 'early', 'PLACED', now(), now()
        """);
    assertThat(database.value("SELECT count(*) FROM order_event_other")).isEqualTo("1");

    write(event("late", NOW));

    assertThat(database.value("SELECT count(*) FROM order_event_other")).isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM " + name(NOW))).isEqualTo("2");
  }

  @Test
  void anEventIsThereOnceEvenIfItsTimeIsAnother() throws Exception {
    write(event("e", NOW), event("e", NOW.minusMonths(3)));
    write(event("e", NOW.minusMonths(2)));
    write(event("e", NOW));

    assertThat(database.rows("SELECT tableoid::regclass FROM order_event"))
        .containsExactly(name(NOW));
  }

  @Test
  void oldMonthsAreDroppedAndNamed() throws Exception {
    write(
        event("a", NOW),
        event("b", NOW.minusMonths(2)),
        event("c", NOW.minusMonths(2)),
        event("d", NOW.minusMonths(3)),
        event("e", NOW.minusYears(20)));

    LocalDate before = NOW.minusMonths(1).atDay(17);
    assertThat(database.rows("SELECT * FROM drop_months(DATE '" + before + "')"))
        .containsExactly(
            name(NOW.minusMonths(3)) + "|1",
            name(NOW.minusMonths(2)) + "|2",
            "order_event_other|1");
    assertThat(database.rows("SELECT event_id FROM order_event")).containsExactly("a");
    assertThat(database.rows("SELECT * FROM drop_months(DATE '" + before + "')")).isEmpty();
  }

  @Test
  void writersThatComeToAMonthAtTheSameTimeDoNotCollide() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> writes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String id = "e" + i;
        writes.add(
            () -> {
              for (int month = 0; month < 12; month++) {
                write(event(id + "-" + month, NOW.minusMonths(month)));
              }
              return null;
            });
      }
      for (Future<Void> write : writers.invokeAll(writes)) {
        write.get();
      }
    } finally {
      writers.shutdownNow();
    }

    assertThat(database.value("SELECT count(*) FROM order_event")).isEqualTo("48");
    assertThat(partitions()).hasSize(13);
  }

  @Test
  void whoOnlyWritesCanComeToANewMonth() throws Exception {
    database.execute("DROP ROLE IF EXISTS clerk");
    database.execute("CREATE ROLE clerk");
    database.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO clerk");
    try (Connection connection = database.open()) {
      try (var statement = connection.createStatement()) {
        statement.execute("SET ROLE clerk");
      }
      connection.setAutoCommit(false);
      List<OrderEvent> events = List.of(event("e", NOW.minusMonths(7)));
      new Months().keep(connection, Feeds.ORDER_EVENTS.tables(), events);
      Feeds.ORDER_EVENTS.tables().get(0).write(connection, events);
      connection.commit();
    }

    assertThat(database.rows("SELECT tableoid::regclass FROM order_event"))
        .containsExactly(name(NOW.minusMonths(7)));
    database.execute("DROP OWNED BY clerk");
  }

  private static void write(OrderEvent... events) throws SQLException {
    database.write(Feeds.ORDER_EVENTS, List.of(events));
  }

  private static List<String> partitions() throws SQLException {
    return database.rows(
        "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'order_event'::regclass");
  }

  private static String name(YearMonth month) {
    return "order_event_" + month.toString().replace('-', '_');
  }

  private static OrderEvent event(String id, YearMonth month) {
    long at = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return OrderEvent.builder()
        .eventId(id)
        .type(OrderEventType.RATED)
        .occurredAt(at)
        .recordedAt(at)
        .orderId("o")
        .offeringId("tv-mount")
        .region("BOS")
        .timeZone("America/New_York")
        .providerId("p")
        .stars(5)
        .build();
  }
}
