package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first mapping can be run as it is, and makes of usual forms what anybody would expect. */
class MappingSketchTest {

  @TempDir private Path folder;

  private String sketch;

  private Mapped run(String name, String text) throws IOException {
    Path input = Files.writeString(folder.resolve(name), text);
    sketch = MappingSketch.of(input);
    return Mapped.run(Mapping.parse("sketch.yaml", folder, sketch), folder, 1 << 20, input);
  }

  @Test
  void oneRowAnAppointment() throws IOException {
    Mapped mapped =
        run(
            "appointments.csv",
            """
            appointment_id;customer;service;city;technician;booked_at;window_start;window_end;arrived_at;completed_at;cancelled_at;cancelled_by
            A-1;C1;boiler;Leeds;T1;1/5/2032 09:00;3/5/2032 08:00;3/5/2032 10:00;3/5/2032 10:20;3/5/2032 11:00;;
            A-2;C2;boiler;Leeds;T1;13/5/2032 09:00;14/5/2032 08:00;14/5/2032 10:00;;;13/5/2032 17:00;customer
            """);
    assertThat(mapped.unmapped()).isEmpty();
    assertThat(mapped.report().dead()).isZero();
    assertThat(mapped.fields("orderId", "type", "occurredAt", "initiator"))
        .containsExactly(
            "A-1 PLACED 2032-05-01T09:00:00.000Z",
            "A-1 SCHEDULED 2032-05-01T09:00:00.000Z",
            "A-1 ARRIVED 2032-05-03T10:20:00.000Z",
            "A-1 STARTED 2032-05-03T10:20:00.000Z",
            "A-1 COMPLETED 2032-05-03T11:00:00.000Z",
            "A-2 PLACED 2032-05-13T09:00:00.000Z",
            "A-2 SCHEDULED 2032-05-13T09:00:00.000Z",
            "A-2 CANCELLED 2032-05-13T17:00:00.000Z CUSTOMER");
    assertThat(sketch)
        .contains("separator: \";\"", "format: d/M/yyyy H:mm", "providerId: technician")
        .contains("cancelled_by", "customer");
  }

  @Test
  void whatIsInDoubtIsSaid() throws IOException {
    Mapped mapped =
        run(
            "jobs.csv",
            """
            job id,time zone,opened,due date,on site,finished,stars
            1,Europe/London,1/5/2032 09:00,3/5/2032 10:00,3/5/2032 09:40,3/5/2032 11:00,4
            2,Europe/Paris,2/5/2032 09:00,4/5/2032 10:00,,,
            """);
    assertThat(sketch)
        .contains("times: {zone: \"{time zone}\", format: M/d/yyyy H:mm}")
        .contains("# TODO or is it d/M/yyyy H:mm? All values fit both")
        .contains("# TODO when does the work begin?");
    assertThat(mapped.unmapped()).isEmpty();
    assertThat(mapped.report().dead()).isZero();
    assertThat(mapped.fields("orderId", "type", "stars"))
        .containsExactlyInAnyOrder(
            "1 PLACED",
            "1 SCHEDULED",
            "1 ARRIVED",
            "1 STARTED",
            "1 COMPLETED",
            "1 RATED 4",
            "2 PLACED",
            "2 SCHEDULED");
  }

  @Test
  void aLogOfStatuses() throws IOException {
    Mapped mapped =
        run(
            "log.csv",
            """
            order_id,status,updated_at,provider
            1,New,2032-05-01T09:00:00Z,
            1,In Progress,2032-05-01T10:00:00Z,P
            1,On Hold,2032-05-01T11:00:00Z,P
            1,Resolved,2032-05-01T12:00:00Z,P
            2,New,2032-05-01T09:00:00Z,
            2,Flummoxed,2032-05-01T10:00:00Z,
            2,Cancelled,2032-05-01T11:00:00Z,
            """);
    assertThat(mapped.fields("orderId", "type"))
        .containsExactlyInAnyOrder(
            "1 PLACED",
            "1 ARRIVED",
            "1 STARTED",
            "1 PAUSED",
            "1 COMPLETED",
            "2 PLACED",
            "2 CANCELLED");
    assertThat(mapped.report().unmappedReasons()).containsOnlyKeys("unknown status: Flummoxed");
    assertThat(sketch).contains("# TODO where do these belong?", "#   Flummoxed");
  }

  @Test
  void aLogOfContactsInJson() throws IOException {
    Mapped mapped =
        run(
            "log.json",
            """
            {"ticket_id": 7, "state": "open", "group": "A", "timestamp": 1967799600, "agent": {"id": null}}
            {"ticket_id": 7, "state": "in progress", "group": "A", "timestamp": 1967799700, "agent": {"id": 3}}
            {"ticket_id": 7, "state": "in progress", "group": "B", "timestamp": 1967799800, "agent": {"id": 4}}
            {"ticket_id": 7, "state": "closed", "group": "B", "timestamp": 1967799900, "agent": {"id": 4}}
            {"ticket_id": 8, "state": "open", "group": "B", "timestamp": 1967799900, "agent": {"id": 4}}
            """);
    assertThat(mapped.unmapped()).isEmpty();
    assertThat(mapped.report().dead()).isZero();
    assertThat(mapped.fields("contactId", "type"))
        .startsWith("7 INITIATED", "7 QUEUED", "7 CONNECTED", "7 TRANSFERRED");
    assertThat(sketch).contains("target: contact-events", "unit: s");
  }

  @Test
  void anEventLog() throws IOException {
    Mapped mapped =
        run(
            "log.xes",
            """
            <log><trace><string key="concept:name" value="T1"/>
              <event><string key="concept:name" value="Open"/><date key="time:timestamp" value="2032-05-01T09:00:00+02:00"/></event>
              <event><string key="concept:name" value="Work"/><date key="time:timestamp" value="2032-05-01T10:00:00+02:00"/></event>
              <event><string key="concept:name" value="Done"/><date key="time:timestamp" value="2032-05-01T11:00:00+02:00"/></event>
            </trace></log>
            """);
    assertThat(mapped.unmapped()).isEmpty();
    assertThat(mapped.fields("orderId", "type"))
        .containsExactly("T1 PLACED", "T1 ARRIVED", "T1 STARTED", "T1 COMPLETED");
  }
}
