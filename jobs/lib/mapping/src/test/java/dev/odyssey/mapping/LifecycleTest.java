package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

  private static final String MAPPING =
      """
      source: {format: csv}
      target: order-events
      subject: id
      at: time
      fields: {offeringId: =service, region: =R, timeZone: =UTC, providerId: who}
      lifecycle:
        status: status
        queued: [New, Assigned*]
        working: [Working]
        waiting: [Waiting]
        done: [Done, Closed]
        cancelled: {Cancelled: CUSTOMER, Dropped: PLATFORM}
        ignored: [Note]
      """;

  @TempDir private Path folder;

  /** Statuses a minute apart, with who has the order after a slash. */
  private Mapped map(String mapping, String... statuses) {
    StringBuilder csv = new StringBuilder("id,time,status,who\n");
    for (int i = 0; i < statuses.length; i++) {
      String[] parts = (statuses[i] + "/").split("/", -1);
      csv.append("O,2032-01-01T00:%02d:00Z,%s,%s%n".formatted(i, parts[0], parts[1]));
    }
    return Mapped.run(folder, mapping, "log.csv", csv.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          New Working Done                 | PLACED ARRIVED STARTED COMPLETED
          Working Waiting Working Closed   | PLACED ARRIVED STARTED PAUSED RESUMED COMPLETED
          Working Working Done Closed      | PLACED ARRIVED STARTED COMPLETED
          New Waiting Working Done         | PLACED ARRIVED STARTED COMPLETED
          New Done                         | PLACED COMPLETED
          Working New Working Done         | PLACED ARRIVED STARTED COMPLETED
          Working Waiting New Working Done | PLACED ARRIVED STARTED PAUSED RESUMED COMPLETED
          Working Done Working Done        | PLACED ARRIVED STARTED COMPLETED REOPENED ARRIVED STARTED COMPLETED
          New Done New Working Done        | PLACED COMPLETED REOPENED ARRIVED STARTED COMPLETED
          New Done Waiting Working         | PLACED COMPLETED REOPENED ARRIVED STARTED
          New Cancelled New                | PLACED CANCELLED REOPENED
          New Note Done Note               | PLACED COMPLETED
          New/A Working/A Done/A           | PLACED ASSIGNED ARRIVED STARTED COMPLETED
          New New/A New/A New/B Done/B     | PLACED ASSIGNED ASSIGNED COMPLETED
          Working/A Working/B              | PLACED ARRIVED STARTED ASSIGNED
          New/A Done/A New/B               | PLACED ASSIGNED COMPLETED REOPENED ASSIGNED
          """)
  void statusesBecome(String statuses, String types) {
    assertThat(map(MAPPING, statuses.split(" ")).fields("type")).containsExactly(types.split(" "));
  }

  @Test
  void whoCancelledIsSaid() {
    assertThat(map(MAPPING, "New", "Cancelled").fields("type", "initiator"))
        .containsExactly("PLACED", "CANCELLED CUSTOMER");
    assertThat(map(MAPPING, "New", "Dropped").fields("type", "initiator"))
        .containsExactly("PLACED", "CANCELLED PLATFORM");
  }

  @Test
  void withoutArrivalOrPlacementThereAreNone() {
    String mapping =
        MAPPING
            .replace("working: [Working]", "working: {statuses: [Working], arrival: none}")
            .replace("status: status", "status: status\n  placed: none");
    assertThat(map(mapping, "New", "Working").fields("type")).containsExactly("STARTED");
  }

  @Test
  void anUnknownStatusIsReported() {
    Mapped mapped = map(MAPPING, "New", "Strange", "Done");
    assertThat(mapped.fields("type")).containsExactly("PLACED", "COMPLETED");
    assertThat(mapped.unmapped())
        .singleElement()
        .asString()
        .contains("log.csv, row 3", "\"subject\":\"O\"", "unknown status: Strange");
  }

  @Test
  void whatOneInstantWouldTurnRoundIsPutLater() {
    Mapped mapped =
        Mapped.run(
            folder,
            MAPPING,
            "log.csv",
            """
            id,time,status,who
            O,2032-01-01T00:00:00Z,Done,
            O,2032-01-01T00:00:00Z,Working,
            O,2032-01-01T00:00:00Z,Waiting,
            O,2032-01-01T00:00:00Z,Working,
            """);
    assertThat(mapped.fields("occurredAt", "type"))
        .containsExactly(
            "2032-01-01T00:00:00.000Z PLACED",
            "2032-01-01T00:00:00.000Z COMPLETED",
            "2032-01-01T00:00:00.000Z REOPENED",
            "2032-01-01T00:00:00.001Z ARRIVED",
            "2032-01-01T00:00:00.001Z STARTED",
            "2032-01-01T00:00:00.002Z PAUSED",
            "2032-01-01T00:00:00.003Z RESUMED");
    assertThat(mapped.report().moved()).isEqualTo(4);
  }

  record Change(String status, int minute) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.of("New", "Working", "Waiting", "Done", "Cancelled", "Note"),
            Arbitraries.integers().between(0, 5))
        .as(Change::new)
        .list()
        .ofMaxSize(20);
  }

  /** Whatever happens at one instant: read in the order of events, it is as the statuses say. */
  @Property(tries = 300)
  void theOrderOfEventsIsTheOrderOfStatuses(@ForAll("changes") List<Change> changes) {
    List<SourceRecord> records = new ArrayList<>();
    changes.stream()
        .sorted((a, b) -> a.minute - b.minute)
        .forEach(
            change ->
                records.add(
                    new SourceRecord(
                        records.size(),
                        "row",
                        new java.util.HashMap<>(
                            java.util.Map.of(
                                "id",
                                "O",
                                "status",
                                change.status,
                                "time",
                                "2032-01-01T00:0" + change.minute + ":00Z")))));
    List<MappedEvent> made = new ArrayList<>();
    new SubjectMapper(Mapping.parse("m.yaml", Path.of("."), MAPPING))
        .map("O", records, new Collect(made));
    List<MappedEvent> sorted = new ArrayList<>(made);
    sorted.sort(
        (a, b) -> {
          int c = Long.compare(a.occurredAt(), b.occurredAt());
          c = c == 0 ? Integer.compare(rank(a), rank(b)) : c;
          return c == 0 ? a.eventId().compareTo(b.eventId()) : c;
        });
    assertThat(sorted).containsExactlyElementsOf(made);
    assertThat(made.stream().map(MappedEvent::eventId)).doesNotHaveDuplicates();
  }

  private static int rank(MappedEvent event) {
    return Target.ORDER_EVENTS.rank(event.type());
  }

  private record Collect(List<MappedEvent> made) implements SubjectMapper.Output {
    @Override
    public void event(SourceRecord record, String rule, MappedEvent event, long movedBy) {
      made.add(event);
    }

    @Override
    public void duplicate(SourceRecord record, String rule, MappedEvent event) {}

    @Override
    public void skipped(SourceRecord record, String rule) {}

    @Override
    public void unmapped(SourceRecord record, String subject, String reason) {
      throw new AssertionError(reason);
    }
  }
}
