package dev.odyssey.testdata.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Boston311Test {

  private static final String HEADER =
      "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,TYPE,Department,"
          + "neighborhood\n";
  private static final String EXTRACT =
      HEADER
          + "3,07/01/2015 12:00:00 PM,07/02/2015 12:00:00 PM,07/01/2015 11:59:58 AM,ONTIME,"
          + "Closed,\"Pothole, large\",PWDx,Roxbury\n"
          + "1,01/01/2015 12:20:09 AM,,01/02/2015 09:08:42 AM,ONTIME,Closed,Notification,INFO,\n"
          + "2,01/05/2015 08:00:00 AM,01/05/2015 07:59:59 AM,,OVERDUE,Open,Graffiti,PROP, \n";

  @TempDir private Path folder;

  @Test
  void openedIsAPromiseAndClosedItsCompletion() throws IOException {
    OrderEvent opened = event("3-opened");
    assertThat(opened.type()).isEqualTo(OrderEventType.SCHEDULED);
    assertThat(opened.orderId()).isEqualTo("3");
    assertThat(opened.offeringId()).isEqualTo("Pothole, large");
    assertThat(opened.providerId()).isEqualTo("PWDx");
    assertThat(opened.region()).isEqualTo("Roxbury");
    assertThat(opened.timeZone()).isEqualTo("America/New_York");
    // Summer time.
    assertThat(opened.occurredAt()).isEqualTo(millis("2015-07-01T16:00:00Z"));
    assertThat(opened.recordedAt()).isEqualTo(opened.occurredAt());
    assertThat(opened.windowStart()).isEqualTo(opened.occurredAt());
    assertThat(opened.windowEnd()).isEqualTo(millis("2015-07-02T16:00:00Z"));
  }

  @Test
  void aClosingBeforeTheOpeningIsAtTheOpening() throws IOException {
    OrderEvent closed = event("3-closed");
    assertThat(closed.type()).isEqualTo(OrderEventType.COMPLETED);
    assertThat(closed.occurredAt()).isEqualTo(event("3-opened").occurredAt());
    assertThat(closed.windowStart()).isNull();
  }

  @Test
  void withoutTargetThereIsNoPromise() throws IOException {
    OrderEvent opened = event("1-opened");
    assertThat(opened.type()).isEqualTo(OrderEventType.PLACED);
    assertThat(opened.region()).isEqualTo("UNKNOWN");
    // Winter time, and midnight is the twelfth hour.
    assertThat(opened.occurredAt()).isEqualTo(millis("2015-01-01T05:20:09Z"));
  }

  @Test
  void anInvalidPromiseIsKeptForTheJobToFind() throws IOException {
    OrderEvent opened = event("2-opened");
    assertThat(opened.windowEnd()).isEqualTo(opened.windowStart() - 1_000);
  }

  @Test
  void eventsAreInOrderOfTimeAndCounted() throws IOException {
    Boston311.Imported imported = Boston311.read(extract());
    assertThat(imported.events())
        .extracting(OrderEvent::eventId)
        .containsExactly("1-opened", "1-closed", "2-opened", "3-opened", "3-closed");
    assertThat(imported)
        .returns(3, Boston311.Imported::requests)
        .returns(2, Boston311.Imported::promised)
        .returns(1, Boston311.Imported::invalidPromises)
        .returns(2, Boston311.Imported::closed)
        .returns(1, Boston311.Imported::closedBeforeOpened);
  }

  @Test
  void readsLaterExtractsToo() throws IOException {
    Path file =
        write(
            "\uFEFFcase_enquiry_id,open_dt,target_dt,closed_dt,type,department,neighborhood\n"
                + "4,2022-07-01 12:00:00,,,Litter,PWDx,Allston\n");
    assertThat(Boston311.read(file).events().get(0).occurredAt())
        .isEqualTo(millis("2022-07-01T16:00:00Z"));
  }

  @Test
  void saysWhichColumnIsMissing() throws IOException {
    Path file = write("CASE_ENQUIRY_ID,OPEN_DT,CLOSED_DT,TYPE,Department,neighborhood\n");
    assertThatThrownBy(() -> Boston311.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no column TARGET_DT")
        .hasMessageContaining(file.toString());
  }

  @Test
  void saysWhereATimeIsNone() throws IOException {
    Path file = write(HEADER + "5,yesterday,,,ONTIME,Open,Litter,PWDx,Allston\n");
    assertThatThrownBy(() -> Boston311.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2")
        .hasMessageContaining("OPEN_DT")
        .hasMessageContaining("yesterday");
  }

  @Test
  void saysWhereARowIsShort() throws IOException {
    Path file = write(HEADER + "5,01/05/2015 08:00:00 AM\n");
    assertThatThrownBy(() -> Boston311.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2: has 2 cells");
  }

  @Test
  void anEmptyFileIsNoExtract() throws IOException {
    Path file = write("");
    assertThatThrownBy(() -> Boston311.read(file)).hasMessageContaining("is empty");
  }

  private OrderEvent event(String eventId) throws IOException {
    return Boston311.read(extract()).events().stream()
        .filter(event -> event.eventId().equals(eventId))
        .findFirst()
        .orElseThrow();
  }

  private Path extract() throws IOException {
    Path file = folder.resolve("extract.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(EXTRACT.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("extract.csv"), text);
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
