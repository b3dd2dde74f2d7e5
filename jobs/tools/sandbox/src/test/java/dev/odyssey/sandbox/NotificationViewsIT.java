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
        "TRUNCATE defect, case_file, alert, alert_change, outreach, outreach_change, outreach_outcome,"
            + " order_contact");
  }

  @Test
  void whatItIsWorth() throws Exception {
    // Reached after 10 minutes; asked 50 minutes later; chose.
    defect("d1", "o1", "RAISED", "2025-03-01 12:00");
    alert("a1", 1, "FIRING", "FIRST", null, "ORDER:o1");
    message("CUSTOMER", "d1", "REQUESTED");
    outcome("CUSTOMER/d1", "SENT", "2025-03-01 12:10", null, "SMS");
    outcome("CUSTOMER/d1", "DELIVERED", "2025-03-01 12:11", null, "SMS");
    outcome("CUSTOMER/d1", "ACTED", "2025-03-01 12:15", "RESCHEDULE", null);
    contact("k1", "o1", "2025-03-01 11:00", false);
    contact("k2", "o1", "2025-03-01 13:00", false);
    // Reached after 30 minutes; never asked: the only contact was taken back.
    defect("d2", "o2", "CLEARED", "2025-03-01 12:00");
    alert("a2", 1, "FIRING", null, "SURGE", "ORDER:o2");
    alert("surge", 1, "FIRING", "FIRST", null, "ORDER:o9", "ORDER:o2");
    message("CUSTOMER", "d2", "REQUESTED");
    outcome("CUSTOMER/d2", "DELIVERED", "2025-03-01 12:30", null, null);
    contact("k3", "o2", "2025-03-01 12:40", true);
    // Reached after they had asked.
    defect("d3", "o3", "RAISED", "2025-03-01 12:00");
    alert("a3", 1, "FIRING", null, "SILENCED", "ORDER:o3");
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
    alert("high", 1, "FIRING", "FIRST", null);
    alert("suppressed", 1, "FIRING", null, "HISTORICAL");
    alert("paged-then-surge", 1, "FIRING", "FIRST", null);
    alert("paged-then-surge", 2, "UPDATED", null, "SURGE");
    alert("over", 1, "FIRING", "FIRST", null);
    alert("over", 2, "CLEARED", "OVER", null);
    alert("again", 1, "FIRING", "FIRST", null);
    alert("again", 2, "CLEARED", "OVER", null);
    alert("again", 3, "FIRING", null, "SILENCED");
    execute(
        "UPDATE alert SET severity = 'CRITICAL' WHERE alert_id <> 'high'",
        "UPDATE alert SET starts_at = now() - interval '1 hour'");

    assertThat(
            rows(
                "SELECT alert_id, notified, suppressed_by, round(extract(epoch FROM open_for))"
                    + " FROM alert_open"))
        .startsWith("paged-then-surge|t|SURGE|3600", "high|t|null|3600")
        .hasSize(4)
        .contains("suppressed|f|HISTORICAL|3600", "again|f|SILENCED|3600");
  }

  @Test
  void interruptionsOfADayAreCountedByReason() throws Exception {
    // Acknowledged after 59 minutes, which is in time for both interruptions.
    alert("a1", 1, "FIRING", "FIRST", null);
    alert("a1", 2, "UPDATED", "MEMBERS", null);
    alert("a1", 3, "UPDATED", null, null);
    at("a1", 3, "2025-03-01 12:59");
    acknowledge("a1", 3);
    alert("a1", 4, "CLEARED", "OVER", null);
    at("a1", 4, "2025-03-01 13:00");
    // Acknowledged an hour later, which is too late.
    alert("a2", 1, "FIRING", "FIRST", null);
    alert("a2", 2, "UPDATED", null, null);
    at("a2", 2, "2025-03-01 13:00");
    acknowledge("a2", 2);
    // Never acknowledged.
    alert("a3", 1, "FIRING", null, "FEED");
    alert("a3", 2, "UPDATED", "AGAIN", null);
    alert("a3", 3, "UPDATED", "WORSE", null);
    alert("a3", 4, "UPDATED", "REMINDER", null);
    // A day later.
    at("a3", 4, "2025-03-02 00:00");
    // Another route, another kind.
    alert("a4", 1, "FIRING", "FIRST", null);
    alert("a5", 1, "FIRING", "FIRST", null);
    execute(
        "UPDATE alert_change SET route = 'field' WHERE alert_id = 'a4'",
        "UPDATE alert_change SET kind = 'SURGE' WHERE alert_id = 'a5'");

    assertThat(
            rows(
                """
                SELECT day, route, kind, fired, interruptions, first, members, worse, reminders,
                  again, over, acted_on
                FROM alert_day ORDER BY 1, 2, 3
                """))
        .containsExactly(
            "2025-03-01|field|CASES|1|1|1|0|0|0|0|0|0",
            "2025-03-01|operations|CASES|3|6|2|1|1|0|1|1|2",
            "2025-03-01|operations|SURGE|1|1|1|0|0|0|0|0|0",
            "2025-03-02|operations|CASES|0|1|0|0|0|1|0|0|0");
  }

  @Test
  void messagesOfADayAreCountedOnceEach() throws Exception {
    List<String> reasons =
        List.of(
            "CLEARED",
            "RETRACTED",
            "SUPERSEDED",
            "REASSIGNED",
            "DIGEST",
            "ACTED",
            "OPTED_OUT",
            "UNREACHABLE",
            "EXPIRED",
            "NO_ZONE",
            "HISTORICAL",
            "FEED");
    message("CUSTOMER", "d", "REQUESTED");
    message("PROVIDER", "d", "REQUESTED");
    for (int i = 0; i < reasons.size(); i++) {
      // The first reason once, the second twice, and so on: no two columns are alike.
      for (int n = 0; n <= i; n++) {
        String defect = "d-%s-%d".formatted(reasons.get(i), n);
        message("CUSTOMER", defect, "REQUESTED");
        execute(
            "UPDATE outreach SET status = 'WITHDRAWN', reason = '%s' WHERE defect_id = '%s'"
                .formatted(reasons.get(i), defect));
      }
    }

    assertThat(
            rows(
                """
                SELECT day, template, recipient_kind, messages, requested, cleared, retracted,
                  superseded, reassigned, digest, acted, opted_out, unreachable, expired, no_zone,
                  historical, feed
                FROM outreach_day ORDER BY recipient_kind
                """))
        .containsExactly(
            "2025-03-01|t|CUSTOMER|79|1|1|2|3|4|5|6|7|8|9|10|11|12",
            "2025-03-01|t|PROVIDER|1|1|0|0|0|0|0|0|0|0|0|0|0|0");
  }

  @Test
  void tablesRefuseWhatCannotBe() {
    for (String statement :
        List.of(
            "UPDATE outreach SET reason = 'EXPIRED'",
            "UPDATE outreach SET recipient_kind = 'CAT'",
            "UPDATE alert SET status = 'OPEN'",
            "UPDATE alert SET kind = 'MOOD'",
            "UPDATE alert SET reason = NULL",
            "UPDATE alert SET revision = 0",
            "UPDATE outreach_outcome SET option = 'CANCEL'",
            "UPDATE outreach_outcome SET status = 'READ'",
            "UPDATE case_file SET status = 'DONE'")) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> {
                empty();
                alert("a", 1, "FIRING", "FIRST", null);
                caseFile("ORDER:o1");
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

  /** A revision of an alert, which interrupts somebody where there is a reason. */
  private static void alert(
      String id, int revision, String status, String reason, String suppressedBy, String... cases)
      throws SQLException {
    String columns =
        "(alert_id, kind, revision, status, severity, title, summary, region, member_count,"
            + " members, starts_at, ends_at, detected_at, notify, reason, suppressed_by,"
            + " unconfirmed, route)";
    String values =
        """
        VALUES ('%s', 'CASES', %d, '%s', 'HIGH', 't', 's', 'BOS', %d, '%s',
          '2025-03-01 12:00+00', %s, '2025-03-01 12:00+00', %s, %s, %s, false, 'operations')
        """
            .formatted(
                id,
                revision,
                status,
                cases.length,
                cases.length == 0 ? "[]" : "[\"" + String.join("\", \"", cases) + "\"]",
                status.equals("CLEARED") ? "'2025-03-01 12:10+00'" : "NULL",
                reason != null,
                text(reason),
                text(suppressedBy));
    execute(
        "INSERT INTO alert_change " + columns + values,
        "DELETE FROM alert WHERE alert_id = '%s'".formatted(id),
        "INSERT INTO alert " + columns + values);
  }

  private static void at(String alertId, int revision, String at) throws SQLException {
    execute(
        "UPDATE alert_change SET detected_at = '%s+00' WHERE alert_id = '%s' AND revision = %d"
            .formatted(at, alertId, revision));
  }

  private static void acknowledge(String alertId, int revision) throws SQLException {
    execute(
        "UPDATE alert_change SET acknowledged_by = 'ann' WHERE alert_id = '%s' AND revision >= %d"
            .formatted(alertId, revision));
  }

  private static void caseFile(String id) throws SQLException {
    execute(
        """
        INSERT INTO case_file (case_id, revision, status, severity, headline, defects, before,
          opened_at, changed_at, reopened)
        VALUES ('%s', 1, 'OPEN', 'HIGH', 'h', '[]', 0, '2025-03-01 12:00+00', '2025-03-01 12:00+00', 0)
        """
            .formatted(id));
  }

  private static void message(String kind, String defectId, String status) throws SQLException {
    for (String table : List.of("outreach", "outreach_change")) {
      execute(
          """
          INSERT INTO %s (outreach_id, revision, status, reason, recipient_kind, recipient_id, code,
            severity, template, channels, options, case_id, defect_id, send_after, expires_at, decided_at,
            unconfirmed, variables)
          VALUES ('%s/%s', 1, '%s', %s, '%s', 'r1', 'MISSED_WINDOW', 'HIGH', 't', '["SMS"]', '%s', 'c',
            '%s', '2025-03-01 12:00+00', '2025-03-01 14:00+00', '2025-03-01 12:00+00', false, '{}')
          """
              .formatted(
                  table,
                  kind,
                  defectId,
                  status,
                  status.equals("WITHDRAWN") ? "'EXPIRED'" : "NULL",
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
