package dev.odyssey.streaming.postgres;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.InvalidEventException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table {@code order_contact}: the inbound contacts that name an order, as far as they begin. A
 * retraction marks the row of the event that it retracts, or makes one without contact for it, so
 * that the two may come in either order.
 */
public final class OrderContactTable implements TableWriter<ContactEvent> {

  private static final long serialVersionUID = 1L;

  private static final String MERGE =
      "INSERT INTO order_contact AS kept"
          + " (event_id, customer_id, contact_id, order_id, initiated_at, retracted)"
          + " VALUES (?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (event_id, customer_id) DO UPDATE SET"
          + " contact_id = coalesce(kept.contact_id, EXCLUDED.contact_id),"
          + " order_id = coalesce(kept.order_id, EXCLUDED.order_id),"
          + " initiated_at = coalesce(kept.initiated_at, EXCLUDED.initiated_at),"
          + " retracted = kept.retracted OR EXCLUDED.retracted,"
          + " updated_at = EXCLUDED.updated_at"
          + " WHERE EXCLUDED.retracted > kept.retracted"
          + " OR (kept.order_id IS NULL AND EXCLUDED.order_id IS NOT NULL)";

  /** A sink of contact events; give it those only that it {@link #concerns}. */
  public static PostgresUpsertSink<ContactEvent> sink(PostgresConnection database) {
    return new PostgresUpsertSink<>(database, new OrderContactTable(), new Avro());
  }

  /** Whether an event has anything to say to the table. */
  public static boolean concerns(ContactEvent event) {
    return event.isRetraction() || beginsContactAboutOrder(event);
  }

  private static boolean beginsContactAboutOrder(ContactEvent event) {
    return event.type() == ContactEventType.INITIATED
        && event.direction() == Direction.INBOUND
        && event.orderId() != null;
  }

  /** What one event, or several of the same id, say of a row. */
  private record Row(
      String eventId,
      String customerId,
      String contactId,
      String orderId,
      Long initiatedAt,
      boolean retracted) {

    private static Row of(ContactEvent event) {
      return event.isRetraction()
          ? new Row(event.retracts(), event.customerId(), null, null, null, true)
          : new Row(
              event.eventId(),
              event.customerId(),
              event.contactId(),
              event.orderId(),
              event.occurredAt(),
              false);
    }

    private Row and(Row other) {
      Row contact = orderId != null ? this : other;
      return new Row(
          eventId,
          customerId,
          contact.contactId,
          contact.orderId,
          contact.initiatedAt,
          retracted || other.retracted);
    }
  }

  @Override
  public void writeIdempotently(Connection connection, List<ContactEvent> events)
      throws SQLException {
    // The rows of a batch travel as one statement, which may touch a row only once.
    Map<List<String>, Row> rows = new LinkedHashMap<>();
    for (ContactEvent event : events) {
      if (concerns(event)) {
        Row row = Row.of(event);
        List<String> key =
            List.of(Bindings.keyText(row.eventId()), Bindings.keyText(row.customerId()));
        rows.merge(key, row, Row::and);
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
      Bindings bindings = new Bindings(statement);
      for (Row row : rows.values()) {
        bindings
            .key(row.eventId())
            .key(row.customerId())
            .text(row.contactId())
            .key(row.orderId())
            .instant(row.initiatedAt())
            .truth(row.retracted())
            .addBatch();
      }
      statement.executeBatch();
    }
  }

  static final class Avro implements RowCodec<ContactEvent> {

    private static final long serialVersionUID = 1L;

    private transient ContactEventAvro avro;

    @Override
    public byte[] encode(ContactEvent event) {
      return avro().encode(event);
    }

    @Override
    public ContactEvent decode(byte[] bytes) throws IOException {
      try {
        return ((Decoded.Fact<ContactEvent>) avro().decode(bytes)).event();
      } catch (InvalidEventException e) {
        throw new IOException("not a contact event: " + e.getMessage(), e);
      }
    }

    private ContactEventAvro avro() {
      if (avro == null) {
        avro = new ContactEventAvro();
      }
      return avro;
    }
  }
}
