package dev.odyssey.tables;

import static dev.odyssey.streaming.TestEvents.NOON;
import static dev.odyssey.streaming.TestNotifications.alert;
import static dev.odyssey.streaming.TestNotifications.requested;
import static dev.odyssey.streaming.TestNotifications.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.AlertStatus;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import dev.odyssey.notifications.WithdrawalReason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts, messages, what became of them, and contacts about orders, on a real PostgreSQL. */
class NotificationTablesIT {

  private static TestDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() throws Exception {
    database.execute(
        "TRUNCATE alert, alert_change, outreach, outreach_change, outreach_outcome, order_contact, contact_event");
  }

  @Test
  void everyFieldOfAnAlertIsInItsColumn() throws Exception {
    write(Feeds.ALERTS, List.of(alert("e1", 2, AlertStatus.CLEARED)));

    String columns =
        """
        alert_id, kind, revision, status, severity, title, summary, region, member_count,
        members, starts_at AT TIME ZONE 'UTC', ends_at AT TIME ZONE 'UTC',
        detected_at AT TIME ZONE 'UTC', notify, reason, suppressed_by, acknowledged_by, unconfirmed,
        route, runbook
        """;
    String expected =
        "CASES:operations:e1|CASES|2|CLEARED|CRITICAL|NO_SHOW in BOS|"
            + "Nobody has come to order o1 at ü|BOS|1|[\"ORDER:o1\"]|2025-03-01 17:00:00|"
            + "2025-03-01 17:01:00|2025-03-01 17:00:00.002|t|FIRST|null|null|f|operations|"
            + "https://runbooks.example/no-show";
    assertThat(database.rows("SELECT " + columns + " FROM alert")).containsExactly(expected);
    assertThat(database.rows("SELECT " + columns + " FROM alert_change")).containsExactly(expected);
  }

  @Test
  void everyFieldOfAMessageIsInItsColumn() throws Exception {
    write(
        Feeds.OUTREACH,
        List.of(
            requested("e1", 1),
            withdrawn("e2", 1, requested("e1", 1).recipient(), WithdrawalReason.OPTED_OUT),
            withdrawn("e1", 2, requested("e1", 1).recipient(), WithdrawalReason.CLEARED)));

    String columns =
        """
        outreach_id, revision, status, reason, recipient_kind, recipient_id, code, severity,
        template, channels, options, case_id, order_id, contact_id, defect_id,
        send_after AT TIME ZONE 'UTC', expires_at AT TIME ZONE 'UTC',
        decided_at AT TIME ZONE 'UTC', unconfirmed, variables
        """;
    String rest =
        "NO_SHOW|CRITICAL|no-show|[\"PUSH\", \"SMS\"]|[\"RESCHEDULE\"]|ORDER:o1|o1|null|NO_SHOW:e%d|"
            + "2025-03-01 17:00:00|2025-03-01 19:00:00|2025-03-01 17:00:00.00%d|f|"
            + "{\"region\": \"BOS\", \"orderId\": \"o1\"}";
    String first =
        "CUSTOMER:c1/no-show/NO_SHOW:e1|1|REQUESTED|null|CUSTOMER|c1|" + rest.formatted(1, 1);
    String second =
        "CUSTOMER:c1/no-show/NO_SHOW:e1|2|WITHDRAWN|CLEARED|CUSTOMER|c1|" + rest.formatted(1, 2);
    String other =
        "CUSTOMER:c1/no-show/NO_SHOW:e2|1|WITHDRAWN|OPTED_OUT|CUSTOMER|c1|" + rest.formatted(2, 1);
    assertThat(database.rows("SELECT " + columns + " FROM outreach ORDER BY 1"))
        .containsExactly(second, other);
    assertThat(database.rows("SELECT " + columns + " FROM outreach_change ORDER BY 1, 2"))
        .containsExactly(first, second, other);
  }

  @Test
  void anyOrderAndAnyRepetitionComesToTheSameTables() throws Exception {
    Random random = new Random(17);
    List<Alert> alerts = new ArrayList<>();
    List<Outreach> messages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (int revision = 1; revision <= 5; revision++) {
        alerts.add(alert("e" + i, revision, AlertStatus.FIRING));
        messages.add(requested("e" + i, revision));
      }
    }
    for (int round = 0; round < 3; round++) {
      Collections.shuffle(alerts, random);
      Collections.shuffle(messages, random);
      for (int from = 0; from < alerts.size(); from += 33) {
        int to = Math.min(from + 33, alerts.size());
        write(Feeds.ALERTS, alerts.subList(from, to));
        write(Feeds.OUTREACH, messages.subList(from, to));
      }
    }

    for (String table : List.of("alert", "outreach")) {
      assertThat(database.rows("SELECT count(*), min(revision), max(revision) FROM " + table))
          .containsExactly("20|5|5");
      assertThat(database.value("SELECT count(*) FROM " + table + "_change")).isEqualTo("100");
    }
  }

  @Test
  void anOutcomeIsKeptOnceHoweverOftenItIsTold() throws Exception {
    List<OutreachOutcome> outcomes =
        List.of(
            outcome(Status.SENT, null, MessageChannel.SMS, null),
            outcome(Status.SENT, null, null, null),
            outcome(Status.FAILED, null, MessageChannel.SMS, "no such number\0"),
            outcome(Status.ACTED, OutreachOption.CANCEL, null, null),
            outcome(Status.ACTED, OutreachOption.RESCHEDULE, null, null));
    List<OutreachOutcome> twice = new ArrayList<>(outcomes);
    twice.addAll(outcomes);
    write(Feeds.OUTREACH_OUTCOMES, twice);
    write(Feeds.OUTREACH_OUTCOMES, outcomes);

    assertThat(
            database.rows(
                """
                SELECT outreach_id, status, at AT TIME ZONE 'UTC', option, channel, detail
                FROM outreach_outcome ORDER BY status, option, channel
                """))
        .containsExactly(
            "o1|ACTED|2025-03-01 17:00:00|CANCEL|null|null",
            "o1|ACTED|2025-03-01 17:00:00|RESCHEDULE|null|null",
            "o1|FAILED|2025-03-01 17:00:00|null|SMS|no such number\ufffd",
            "o1|SENT|2025-03-01 17:00:00|null|SMS|null",
            "o1|SENT|2025-03-01 17:00:00|null|null|null");
  }

  @Test
  void contactsAboutOrdersAreKept() throws Exception {
    write(
        Feeds.CONTACT_EVENTS,
        List.of(
            initiated("e1", "c1", "o1", Direction.INBOUND),
            initiated("e2", "c1", null, Direction.INBOUND),
            initiated("e3", "c1", "o1", Direction.OUTBOUND)));

    assertThat(
            database.rows(
                """
                SELECT event_id, customer_id, contact_id, order_id, initiated_at AT TIME ZONE 'UTC', retracted
                FROM order_contact
                """))
        .containsExactly("e1|c1|contact-e1|o1|2025-03-01 17:00:00|f");
  }

  @Test
  void aRetractionMarksItsContactWhicheverComesFirst() throws Exception {
    ContactEvent contact = initiated("e1", "c1", "o1", Direction.INBOUND);
    ContactEvent retraction = retraction("e1", "c1");
    ContactEvent ofSomebodyElse = retraction("e1", "c2");
    List<List<ContactEvent>> batches =
        List.of(
            List.of(contact, retraction),
            List.of(retraction, contact),
            List.of(retraction, contact, retraction, contact, ofSomebodyElse));
    String question =
        "SELECT contact_id, order_id, retracted FROM order_contact WHERE customer_id = 'c1'";
    for (List<ContactEvent> batch : batches) {
      database.execute("TRUNCATE order_contact, contact_event");
      write(Feeds.CONTACT_EVENTS, batch);
      assertThat(database.rows(question)).containsExactly("contact-e1|o1|t");

      database.execute("TRUNCATE order_contact, contact_event");
      for (ContactEvent event : batch) {
        write(Feeds.CONTACT_EVENTS, List.of(event));
      }
      assertThat(database.rows(question)).containsExactly("contact-e1|o1|t");
    }

    database.execute("TRUNCATE order_contact, contact_event");
    write(Feeds.CONTACT_EVENTS, List.of(ofSomebodyElse, contact));
    assertThat(database.rows(question))
        .as("only the customer's own retraction counts")
        .containsExactly("contact-e1|o1|f");
  }

  @Test
  void writingAgainChangesNothing() throws Exception {
    List<ContactEvent> events =
        List.of(initiated("e1", "c1", "o1", Direction.INBOUND), retraction("e1", "c1"));
    write(Feeds.CONTACT_EVENTS, events);
    String state = "SELECT c.*, c.xmin FROM order_contact c";
    List<String> once = database.rows(state);

    write(Feeds.CONTACT_EVENTS, events);
    write(Feeds.CONTACT_EVENTS, List.of(events.get(0)));

    assertThat(database.rows(state)).isEqualTo(once);
  }

  private static <T> void write(Feed<T> feed, List<T> rows) throws SQLException {
    database.write(feed, rows);
  }

  private static OutreachOutcome outcome(
      Status status, OutreachOption option, MessageChannel channel, String detail) {
    return new OutreachOutcome("o1", status, NOON, option, channel, detail);
  }

  private static ContactEvent initiated(
      String eventId, String customerId, String orderId, Direction direction) {
    return ContactEvent.builder()
        .eventId(eventId)
        .type(ContactEventType.INITIATED)
        .occurredAt(NOON)
        .recordedAt(NOON)
        .contactId("contact-" + eventId)
        .customerId(customerId)
        .orderId(orderId)
        .channel(Channel.VOICE)
        .direction(direction)
        .reason("LATE")
        .build();
  }

  private static ContactEvent retraction(String retracts, String customerId) {
    return ContactEvent.builder()
        .eventId("retraction-of-" + retracts + "-" + customerId)
        .type(ContactEventType.RETRACTED)
        .occurredAt(NOON)
        .recordedAt(NOON)
        .contactId("contact-" + retracts)
        .customerId(customerId)
        .retracts(retracts)
        .build();
  }
}
