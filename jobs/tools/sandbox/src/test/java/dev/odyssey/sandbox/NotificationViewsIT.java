package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the views say of alerts and messages, on a real PostgreSQL, worked out by hand. */
class NotificationViewsIT {

  private static EmbeddedPostgres postgres;
  private static Connection connection;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    postgres.applySchema();
    connection = postgres.connect();
    execute("SET TIME ZONE 'UTC'");
  }

  @AfterAll
  static void stop() throws Exception {
    if (connection != null) {
      connection.close();
    }
    postgres.close();
  }

  @BeforeEach
  void empty() throws Exception {
    execute(
        "TRUNCATE defect, alert, alert_change, outreach, outreach_change, outreach_outcome,"
            + " order_contact");
  }

  @Test
  void whatItIsWorth() throws Exception {
    // Reached after 10 minutes; asked 50 minutes later; chose.
    defect("d1", "o1", "RAISED", "2025-03-01 12:00");
    alert("ALERT:d1", 1, "FIRING", true, null);
    message("CUSTOMER", "d1", "REQUESTED");
    outcome("CUSTOMER/d1", "SENT", "2025-03-01 12:10", null, "SMS");
    outcome("CUSTOMER/d1", "DELIVERED", "2025-03-01 12:11", null, "SMS");
    outcome("CUSTOMER/d1", "ACTED", "2025-03-01 12:15", "RESCHEDULE", null);
    contact("k1", "o1", "2025-03-01 11:00", false);
    contact("k2", "o1", "2025-03-01 13:00", false);
    // Reached after 30 minutes; never asked: the only contact was taken back.
    defect("d2", "o2", "CLEARED", "2025-03-01 12:00");
    alert("ALERT:d2", 1, "FIRING", false, "STORM");
    message("CUSTOMER", "d2", "REQUESTED");
    outcome("CUSTOMER/d2", "DELIVERED", "2025-03-01 12:30", null, null);
    contact("k3", "o2", "2025-03-01 12:40", true);
    // Reached after they had asked.
    defect("d3", "o3", "RAISED", "2025-03-01 12:00");
    alert("ALERT:d3", 1, "FIRING", false, "SILENCED");
    message("CUSTOMER", "d3", "REQUESTED");
    contact("k4", "o3", "2025-03-01 12:05", false);
    outcome("CUSTOMER/d3", "SENT", "2025-03-01 12:20", null, null);
    // Only the provider was told.
    defect("d4", "o4", "RAISED", "2025-03-01 12:00");
    message("PROVIDER", "d4", "REQUESTED");
    outcome("PROVIDER/d4", "DELIVERED", "2025-03-01 12:01", null, null);
    outcome("PROVIDER/d4", "ACTED", "2025-03-01 12:02", "CONFIRM", null);
    // Sent, and failed; withdrawn; of no order; none at all.
    defect("d5", "o5", "RAISED", "2025-03-01 12:00");
    message("CUSTOMER", "d5", "REQUESTED");
    outcome("CUSTOMER/d5", "SENT", "2025-03-01 12:01", null, "SMS");
    outcome("CUSTOMER/d5", "FAILED", "2025-03-01 12:02", null, "SMS");
    defect("d6", "o6", "RAISED", "2025-03-01 12:00");
    message("CUSTOMER", "d6", "WITHDRAWN");
    defect("d7", null, "RAISED", "2025-03-01 12:00");
    message("CUSTOMER", "d7", "REQUESTED");
    outcome("CUSTOMER/d7", "DELIVERED", "2025-03-01 12:40", null, null);
    defect("d8", "o8", "RETRACTED", "2025-03-01 12:00");

    assertThat(
            rows(
                """
                SELECT code, day, defects, order_defects, alerted, messaged, reached, proactive,
                  round(proactive_share::numeric, 4), leads, median_lead, median_delay, acted,
                  acted_rate, proactive_contact_rate, others, others_contacted, others_contact_rate
                FROM outreach_value
                """))
        .containsExactly(
            "MISSED_WINDOW|2025-03-01|7|6|2|6|4|2|0.3333|1|00:50:00|00:25:00|1|0.25|0.5|4|1|0.25");
    assertThat(
            rows(
                """
                SELECT code, day, recipient_kind, option, reached, acted, acted_rate
                FROM outreach_choice ORDER BY 3, 4
                """))
        .containsExactly(
            "MISSED_WINDOW|2025-03-01|CUSTOMER|CANCEL|4|0|0",
            "MISSED_WINDOW|2025-03-01|CUSTOMER|RESCHEDULE|4|1|0.25",
            "MISSED_WINDOW|2025-03-01|PROVIDER|CONFIRM|1|1|1");
  }

  @Test
  void aDayIsLocalAtTheServiceAddress() throws Exception {
    defect("d1", "o1", "RAISED", "2025-03-02 04:59");
    defect("d2", "o2", "RAISED", "2025-03-02 05:00");
    defect("d3", "o3", "RAISED", "2025-03-02 04:59");
    defect("d4", "o4", "RAISED", "2025-03-02 04:59");
    execute(
        "UPDATE defect SET time_zone = 'America/New_York' WHERE defect_id IN ('d1', 'd2')",
        "UPDATE defect SET time_zone = 'Mars/Olympus' WHERE defect_id = 'd4'");

    assertThat(rows("SELECT defect_id, day FROM outreach_defect ORDER BY 1"))
        .containsExactly("d1|2025-03-01", "d2|2025-03-02", "d3|2025-03-02", "d4|2025-03-02");
  }

  @Test
  void aContactBeginsOnce() throws Exception {
    defect("d1", "o1", "RAISED", "2025-03-01 12:00");
    contact("k1", "o1", "2025-03-01 11:59", false);
    execute(
        "INSERT INTO order_contact VALUES"
            + " ('again', 'c1', 'k1', 'o1', '2025-03-01 12:30+00', false)");
    assertThat(rows("SELECT first_contact_at FROM outreach_defect")).containsExactly("null");

    contact("k2", "o1", "2025-03-01 12:40", false);
    contact("k3", "o1", "2025-03-01 12:50", false);

    assertThat(rows("SELECT first_contact_at FROM outreach_defect"))
        .containsExactly("2025-03-01 12:40:00+00");
  }

  @Test
  void aMessageReachesByTheChannelThatWorks() throws Exception {
    defect("d1", "o1", "RAISED", "2025-03-01 12:00");
    message("CUSTOMER", "d1", "REQUESTED");
    outcome("CUSTOMER/d1", "SENT", "2025-03-01 12:01", null, "PUSH");
    outcome("CUSTOMER/d1", "FAILED", "2025-03-01 12:02", null, "PUSH");
    assertThat(rows("SELECT reached_at FROM outreach_defect")).containsExactly("null");

    outcome("CUSTOMER/d1", "SENT", "2025-03-01 12:03", null, "SMS");

    assertThat(rows("SELECT reached_at FROM outreach_defect"))
        .containsExactly("2025-03-01 12:03:00+00");
  }

  @Test
  void whatPagedAndIsOpenComesFirst() throws Exception {
    alert("high", 1, "FIRING", true, null);
    alert("suppressed", 1, "FIRING", false, "HISTORICAL");
    alert("paged-then-storm", 1, "FIRING", true, null);
    alert("paged-then-storm", 2, "UPDATED", false, "STORM");
    alert("over", 1, "FIRING", true, null);
    alert("over", 2, "CLEARED", true, null);
    alert("again", 1, "FIRING", true, null);
    alert("again", 2, "CLEARED", true, null);
    alert("again", 3, "FIRING", false, "SILENCED");
    execute(
        "UPDATE alert SET severity = 'CRITICAL' WHERE alert_id <> 'high'",
        "UPDATE alert SET starts_at = now() - interval '1 hour'");

    assertThat(
            rows(
                "SELECT alert_id, notified, suppressed_by, round(extract(epoch FROM open_for))"
                    + " FROM alert_open"))
        .startsWith("paged-then-storm|t|STORM|3600", "high|t|null|3600")
        .hasSize(4)
        .contains("suppressed|f|HISTORICAL|3600", "again|f|SILENCED|3600");
  }

  @Test
  void alertsOfADayAreCountedOnceEach() throws Exception {
    alert("a1", 1, "FIRING", true, null);
    alert("a1", 2, "CLEARED", true, null);
    alert("a2", 1, "FIRING", false, "INHIBITED");
    alert("a2", 2, "UPDATED", true, null);
    alert("a2", 3, "CLEARED", true, null);
    alert("a3", 1, "FIRING", false, "INHIBITED");
    alert("a4", 1, "FIRING", false, "HISTORICAL");
    alert("a5", 1, "FIRING", false, "FEED_SILENT");
    alert("a6", 1, "FIRING", false, "STORM");
    alert("a7", 1, "FIRING", false, "SILENCED");
    execute(
        "UPDATE alert SET ends_at = starts_at + interval '20 minutes' WHERE alert_id = 'a2'",
        "UPDATE alert_change SET detected_at = '2025-03-03 00:00+00' WHERE revision > 1");

    assertThat(
            rows(
                """
                SELECT day, code, severity, fired, notified, historical, inhibited, feed_silent, storm,
                  silenced, cleared, median_duration, fired = notified + historical + inhibited
                    + feed_silent + storm + silenced
                FROM alert_day
                """))
        .containsExactly("2025-03-01|MISSED_WINDOW|HIGH|7|2|1|1|1|1|1|2|00:15:00|t");
  }

  @Test
  void messagesOfADayAreCountedOnceEach() throws Exception {
    List<String> reasons =
        List.of(
            "CLEARED",
            "RETRACTED",
            "SUPERSEDED",
            "CAPPED",
            "OPTED_OUT",
            "NO_RECIPIENT",
            "EXPIRED",
            "HISTORICAL",
            "INHIBITED",
            "FEED_SILENT");
    message("CUSTOMER", "d", "REQUESTED");
    message("PROVIDER", "d", "REQUESTED");
    for (String reason : reasons) {
      message("CUSTOMER", "d-" + reason, "REQUESTED");
      execute(
          "UPDATE outreach SET status = 'WITHDRAWN', reason = '%s' WHERE defect_id = 'd-%s'"
              .formatted(reason, reason));
    }

    assertThat(rows("SELECT * FROM outreach_day ORDER BY recipient_kind"))
        .containsExactly(
            "2025-03-01|MISSED_WINDOW|CUSTOMER|11|1|1|1|1|1|1|1|1|1|1|1",
            "2025-03-01|MISSED_WINDOW|PROVIDER|1|1|0|0|0|0|0|0|0|0|0|0");
  }

  @Test
  void tablesRefuseWhatCannotBe() {
    for (String statement :
        List.of(
            "UPDATE outreach SET reason = 'CAPPED'",
            "UPDATE outreach SET recipient_kind = 'CAT'",
            "UPDATE alert SET status = 'OPEN'",
            "UPDATE alert SET suppressed_by = 'MOOD'",
            "UPDATE alert SET revision = 0",
            "UPDATE outreach_outcome SET option = 'CANCEL'",
            "UPDATE outreach_outcome SET status = 'READ'")) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> {
                empty();
                alert("a", 1, "FIRING", true, null);
                message("CUSTOMER", "d", "REQUESTED");
                outcome("CUSTOMER/d", "SENT", "2025-03-01 12:00", null, null);
                execute(statement);
              })
          .withMessageContaining("check constraint");
    }
  }

  private static void defect(String id, String orderId, String status, String raisedAt)
      throws SQLException {
    execute(
        """
        INSERT INTO defect (defect_id, revision, status, code, severity, charged_to, order_id,
          anchor_event_id, raised_at, detected_at, summary, evidence, derivation, policy, details)
        VALUES ('%s', 1, '%s', 'MISSED_WINDOW', 'HIGH', 'PROVIDER', %s, 'e', '%s+00', '%s+00', 's',
          '[]', 'd', '{}', '{}')
        """
            .formatted(id, status, text(orderId), raisedAt, raisedAt));
  }

  private static void alert(
      String id, int revision, String status, boolean notify, String suppressedBy)
      throws SQLException {
    String columns =
        "(alert_id, revision, status, severity, code, title, summary, region, member_count,"
            + " defect_ids, starts_at, ends_at, detected_at, notify, suppressed_by, route)";
    String values =
        """
        VALUES ('%s', %d, '%s', 'HIGH', 'MISSED_WINDOW', 't', 's', 'BOS', 1, '[]',
          '2025-03-01 12:00+00', %s, '2025-03-01 12:00+00', %s, %s, 'operations')
        """
            .formatted(
                id,
                revision,
                status,
                status.equals("CLEARED") ? "'2025-03-01 12:10+00'" : "NULL",
                notify,
                text(suppressedBy));
    execute(
        "INSERT INTO alert_change " + columns + values,
        "DELETE FROM alert WHERE alert_id = '%s'".formatted(id),
        "INSERT INTO alert " + columns + values);
  }

  private static void message(String kind, String defectId, String status) throws SQLException {
    for (String table : List.of("outreach", "outreach_change")) {
      execute(
          """
          INSERT INTO %s (outreach_id, revision, status, reason, recipient_kind, recipient_id, code,
            severity, template, channels, options, defect_id, send_after, expires_at, decided_at, variables)
          VALUES ('%s/%s', 1, '%s', %s, '%s', 'r1', 'MISSED_WINDOW', 'HIGH', 't', '["SMS"]', '%s', '%s',
            '2025-03-01 12:00+00', '2025-03-01 14:00+00', '2025-03-01 12:00+00', '{}')
          """
              .formatted(
                  table,
                  kind,
                  defectId,
                  status,
                  status.equals("WITHDRAWN") ? "'CAPPED'" : "NULL",
                  kind,
                  kind.equals("CUSTOMER") ? "[\"RESCHEDULE\", \"CANCEL\"]" : "[\"CONFIRM\"]",
                  defectId));
    }
  }

  private static void outcome(
      String outreachId, String status, String at, String option, String channel)
      throws SQLException {
    execute(
        "INSERT INTO outreach_outcome (outreach_id, status, at, option, channel)"
            + " VALUES ('%s', '%s', '%s+00', %s, %s)"
                .formatted(outreachId, status, at, text(option), text(channel)));
  }

  private static void contact(String contactId, String orderId, String at, boolean retracted)
      throws SQLException {
    execute(
        "INSERT INTO order_contact VALUES ('of-%s', 'c1', '%s', '%s', '%s+00', %s)"
            .formatted(contactId, contactId, orderId, at, retracted));
  }

  private static String text(String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  private static void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> rows(String sql) throws SQLException {
    return SqlRows.of(connection, sql);
  }
}
