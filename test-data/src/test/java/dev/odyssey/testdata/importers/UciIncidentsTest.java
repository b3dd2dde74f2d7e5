package dev.odyssey.testdata.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import dev.odyssey.events.EndedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UciIncidentsTest {

  private static final String HEADER =
      "number,incident_state,sys_mod_count,caller_id,opened_at,sys_updated_at,contact_type,"
          + "location,category,assignment_group,assigned_to\n";

  /** Passed on twice, the second time by way of an unknown group; resolved, reopened, resolved. */
  private static final String REOPENED =
      """
      INC2,New,0,Caller 7,29/2/2016 01:16,29/2/2016 1:23,Phone,Location 1,Category 5,Group A,?
      INC2,Active,1,Caller 7,29/2/2016 01:16,29/2/2016 02:00,Phone,Location 1,Category 5,Group B,Resolver 3
      INC2,Active,2,Caller 7,29/2/2016 01:16,29/2/2016 03:00,Phone,Location 1,Category 6,?,?
      INC2,Resolved,3,Caller 7,29/2/2016 01:16,1/3/2016 04:00,Phone,Location 1,Category 6,Group C,Resolver 4
      INC2,Resolved,4,Caller 7,29/2/2016 01:16,1/3/2016 05:00,Phone,Location 1,Category 6,Group C,Resolver 4
      INC2,Active,5,Caller 7,29/2/2016 01:16,2/3/2016 06:00,Phone,Location 1,Category 6,Group C,Resolver 4
      INC2,Resolved,6,Caller 7,29/2/2016 01:16,2/3/2016 07:00,Phone,Location 1,Category 6,Group C,Resolver 4
      INC2,Closed,7,Caller 7,29/2/2016 01:16,9/3/2016 07:00,Phone,Location 1,Category 6,Group C,Resolver 4
      """;

  private static final String UNKNOWN_CALLER =
      """
      INC1,Resolved,0,?,1/3/2016 10:00,1/3/2016 10:30,Email,?,?,?,?
      """;

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void writeLog() throws IOException {
    log = write(HEADER + REOPENED + UNKNOWN_CALLER);
  }

  @Test
  void anIncidentIsAContactAndItsReopeningTheNext() throws IOException {
    assertThat(UciIncidents.read(log).events())
        .extracting(ContactEvent::contactId, ContactEvent::type, e -> at(e))
        .containsExactly(
            event("INC2-1", ContactEventType.INITIATED, "2016-02-29T01:16:00Z"),
            event("INC2-1", ContactEventType.TRANSFERRED, "2016-02-29T02:00:00Z"),
            event("INC2-1", ContactEventType.TRANSFERRED, "2016-03-01T04:00:00Z"),
            event("INC2-1", ContactEventType.ENDED, "2016-03-01T04:00:00Z"),
            event("INC2-2", ContactEventType.INITIATED, "2016-03-02T06:00:00Z"),
            event("INC2-2", ContactEventType.ENDED, "2016-03-02T07:00:00Z"),
            event("INC1-1", ContactEventType.INITIATED, "2016-03-01T10:00:00Z"),
            event("INC1-1", ContactEventType.ENDED, "2016-03-01T10:30:00Z"));
  }

  @Test
  void allContactsOfAnIncidentAreOneIssue() throws IOException {
    List<ContactEvent> incident =
        UciIncidents.read(log).events().stream()
            .filter(event -> event.contactId().startsWith("INC2"))
            .toList();
    assertThat(incident)
        .allSatisfy(
            event ->
                assertThat(event)
                    .returns("Caller 7", ContactEvent::customerId)
                    .returns("Category 5", ContactEvent::reason)
                    .returns(Channel.VOICE, ContactEvent::channel)
                    .returns(Direction.INBOUND, ContactEvent::direction)
                    .returns(null, ContactEvent::orderId));
    assertThat(incident).extracting(ContactEvent::eventId).doesNotHaveDuplicates();
  }

  @Test
  void aTransferNamesWhoTakesOver() throws IOException {
    ContactEvent transfer = UciIncidents.read(log).events().get(1);
    assertThat(transfer.agentId()).isEqualTo("Resolver 3");
    assertThat(transfer.site()).isEqualTo("Group B");
  }

  @Test
  void resolvedIsEndedByTheAgent() throws IOException {
    ContactEvent ended = UciIncidents.read(log).events().get(3);
    assertThat(ended.endedBy()).isEqualTo(EndedBy.AGENT);
    assertThat(ended.resolved()).isTrue();
    assertThat(ended.agentId()).isEqualTo("Resolver 4");
  }

  @Test
  void unknownIsAbsentAndAnUnknownCallerACustomerOfTheirOwn() throws IOException {
    ContactEvent initiated = UciIncidents.read(log).events().get(6);
    assertThat(initiated)
        .returns("UNKNOWN-INC1", ContactEvent::customerId)
        .returns("UNKNOWN", ContactEvent::reason)
        .returns(Channel.EMAIL, ContactEvent::channel)
        .returns(null, ContactEvent::region)
        .returns(null, ContactEvent::agentId)
        .returns(null, ContactEvent::agentKind)
        .returns(null, ContactEvent::site);
  }

  @Test
  void countsWhatItFinds() throws IOException {
    assertThat(UciIncidents.read(log))
        .returns(9, UciIncidents.Imported::rows)
        .returns(2, UciIncidents.Imported::incidents)
        .returns(3, UciIncidents.Imported::contacts)
        .returns(1, UciIncidents.Imported::reopened)
        .returns(2, UciIncidents.Imported::transfers)
        .returns(3, UciIncidents.Imported::resolved)
        .returns(1, UciIncidents.Imported::unknownCallers);
  }

  @Test
  void saysWhichColumnIsMissing() throws IOException {
    Path file = write(HEADER.replace(",caller_id", ""));
    assertThatThrownBy(() -> UciIncidents.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no column caller_id");
  }

  @Test
  void saysWhatItCannotRead() throws IOException {
    Path fax = write(HEADER + UNKNOWN_CALLER.replace("Email", "Fax"));
    assertThatThrownBy(() -> UciIncidents.read(fax))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2")
        .hasMessageContaining("contact_type")
        .hasMessageContaining("Fax");
    Path late = write(HEADER + UNKNOWN_CALLER.replace("10:30", "25:30"));
    assertThatThrownBy(() -> UciIncidents.read(late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sys_updated_at")
        .hasMessageContaining("25:30");
  }

  private static Tuple event(String contactId, ContactEventType type, String at) {
    return Tuple.tuple(contactId, type, at);
  }

  private static String at(ContactEvent event) {
    return Instant.ofEpochMilli(event.occurredAt()).toString();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("log.csv"), text);
  }
}
