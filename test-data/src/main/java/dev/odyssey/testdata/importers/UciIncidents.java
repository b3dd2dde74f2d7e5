package dev.odyssey.testdata.importers;

import dev.odyssey.events.AgentKind;
import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The log of a service desk as contacts. An incident is a contact: opened is INITIATED by the
 * caller, about the category; a change from one known assignment group to another is TRANSFERRED;
 * becoming Resolved is ENDED by the agent, resolved. An incident that leaves Resolved or Closed for
 * a state of work is opened again: the next contact of the same issue.
 *
 * <p>{@code ?} is unknown, and no group: from A to unknown to B is a change from A to B. Local
 * times are taken as UTC. An event is recorded when it occurs. Rows of an incident are taken in the
 * order of the file, which agrees with the publisher's count of reopenings where {@code
 * sys_mod_count} does not.
 */
public final class UciIncidents {

  private static final String NUMBER = "number";
  private static final String STATE = "incident_state";
  private static final String CALLER = "caller_id";
  private static final String OPENED = "opened_at";
  private static final String UPDATED = "sys_updated_at";
  private static final String CONTACT_TYPE = "contact_type";
  private static final String LOCATION = "location";
  private static final String CATEGORY = "category";
  private static final String GROUP = "assignment_group";
  private static final String ASSIGNEE = "assigned_to";
  private static final List<String> COLUMNS =
      List.of(
          NUMBER,
          STATE,
          CALLER,
          OPENED,
          UPDATED,
          CONTACT_TYPE,
          LOCATION,
          CATEGORY,
          GROUP,
          ASSIGNEE);

  private static final String NOT_KNOWN = "?";
  private static final String RESOLVED = "Resolved";
  private static final Set<String> DONE = Set.of(RESOLVED, "Closed");
  private static final String UNKNOWN_REASON = "UNKNOWN";
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("d/M/uuuu H:mm", Locale.ROOT);

  /** How the publisher says that a caller came; what agents open themselves was mostly a call. */
  private static final Map<String, Channel> CHANNELS =
      Map.of(
          "phone", Channel.VOICE,
          "ivr", Channel.VOICE,
          "direct opening", Channel.VOICE,
          "email", Channel.EMAIL,
          "self service", Channel.SELF_SERVICE);

  /**
   * What was imported.
   *
   * @param rows of the log
   * @param incidents each at least one contact
   * @param contacts INITIATED events
   * @param reopened contacts that are an incident's second or later
   * @param transfers TRANSFERRED events
   * @param resolved ENDED events
   * @param unknownCallers incidents whose caller is unknown, each a customer of its own
   * @param events in the order of the file
   */
  public record Imported(
      int rows,
      int incidents,
      int contacts,
      int reopened,
      int transfers,
      int resolved,
      int unknownCallers,
      List<ContactEvent> events) {}

  private record Update(
      CsvTable.Row row, String state, String group, String assignee, long updatedAt) {}

  private int rows;
  private int unknownCallers;
  private final Map<String, List<Update>> incidents = new LinkedHashMap<>();
  private final List<ContactEvent> events = new ArrayList<>();

  private UciIncidents() {}

  /**
   * Reads a log, all of it into memory.
   *
   * @throws IllegalArgumentException if a column is missing, or a cell is not what it should be
   */
  public static Imported read(Path file) throws IOException {
    UciIncidents importer = new UciIncidents();
    try (CsvTable table = CsvTable.open(file, COLUMNS)) {
      table.forEachRemaining(importer::add);
    }
    importer.incidents.forEach(importer::tell);
    int contacts = importer.count(ContactEventType.INITIATED);
    return new Imported(
        importer.rows,
        importer.incidents.size(),
        contacts,
        contacts - importer.incidents.size(),
        importer.count(ContactEventType.TRANSFERRED),
        importer.count(ContactEventType.ENDED),
        importer.unknownCallers,
        importer.events);
  }

  private int count(ContactEventType type) {
    return (int) events.stream().filter(event -> event.type() == type).count();
  }

  private void add(CsvTable.Row row) {
    rows++;
    incidents
        .computeIfAbsent(row.require(NUMBER), number -> new ArrayList<>())
        .add(
            new Update(
                row,
                row.require(STATE),
                known(row, GROUP),
                known(row, ASSIGNEE),
                instant(row, UPDATED)));
  }

  private void tell(String number, List<Update> updates) {
    CsvTable.Row first = updates.get(0).row();
    String caller = known(first, CALLER);
    if (caller == null) {
      unknownCallers++;
    }
    Incident incident =
        new Incident(
            number,
            caller == null ? "UNKNOWN-" + number : caller,
            known(first, LOCATION),
            channel(first),
            known(first, CATEGORY) == null ? UNKNOWN_REASON : known(first, CATEGORY));
    incident.initiated(instant(first, OPENED), updates.get(0));
    String state = null;
    String group = null;
    for (Update update : updates) {
      boolean done = DONE.contains(update.state());
      if (state != null && DONE.contains(state) && !done) {
        incident.initiated(update.updatedAt(), update);
      }
      if (group != null && update.group() != null && !group.equals(update.group())) {
        incident.transferred(update);
      }
      if (update.state().equals(RESOLVED) && !RESOLVED.equals(state)) {
        incident.ended(update);
      }
      state = update.state();
      group = update.group() == null ? group : update.group();
    }
  }

  /** One incident while its contacts are told. */
  private final class Incident {
    private final String number;
    private final String customerId;
    private final String region;
    private final Channel channel;
    private final String reason;
    private int contacts;
    private int eventsOfContact;

    private Incident(
        String number, String customerId, String region, Channel channel, String reason) {
      this.number = number;
      this.customerId = customerId;
      this.region = region;
      this.channel = channel;
      this.reason = reason;
    }

    private void initiated(long at, Update update) {
      contacts++;
      eventsOfContact = 0;
      tell(event(ContactEventType.INITIATED, update), at);
    }

    private void transferred(Update update) {
      tell(event(ContactEventType.TRANSFERRED, update), update.updatedAt());
    }

    private void ended(Update update) {
      tell(
          event(ContactEventType.ENDED, update).endedBy(EndedBy.AGENT).resolved(true),
          update.updatedAt());
    }

    private ContactEvent.Builder event(ContactEventType type, Update update) {
      return ContactEvent.builder()
          .type(type)
          .contactId(number + "-" + contacts)
          .customerId(customerId)
          .region(region)
          .channel(channel)
          .direction(Direction.INBOUND)
          .reason(reason)
          .agentId(update.assignee())
          .agentKind(update.assignee() == null ? null : AgentKind.HUMAN)
          .site(update.group());
    }

    private void tell(ContactEvent.Builder draft, long at) {
      eventsOfContact++;
      events.add(
          draft
              .eventId(number + "-" + contacts + "-" + eventsOfContact)
              .occurredAt(at)
              .recordedAt(at)
              .build());
    }
  }

  private static Channel channel(CsvTable.Row row) {
    String type = row.require(CONTACT_TYPE);
    Channel channel = CHANNELS.get(type.toLowerCase(Locale.ROOT));
    if (channel == null) {
      throw row.complaint(CONTACT_TYPE + " is not one of " + CHANNELS.keySet() + ": " + type);
    }
    return channel;
  }

  private static String known(CsvTable.Row row, String column) {
    String cell = row.get(column);
    return NOT_KNOWN.equals(cell) ? null : cell;
  }

  private static long instant(CsvTable.Row row, String column) {
    String text = row.require(column);
    try {
      return LocalDateTime.parse(text, LOCAL_TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw row.complaint(column + " is not a local time like 29/2/2016 01:16: " + text);
    }
  }
}
