package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {

  private static final String MAPPING =
      """
      source: {format: csv}
      target: contact-events
      subject: id
      at: time
      fields: {customerId: =C, site: group}
      conversation:
        status: status
        begin: {channel: =VOICE, direction: =INBOUND, reason: =r}
        queued: [Queued]
        talking: [Talking*]
        handed on: {changed: group, from: known}
        ended:
          Gone: {endedBy: =CUSTOMER, resolved: false}
          Solved*: {endedBy: =AGENT, resolved: true}
          Archived: none
        again: [Talking*, Queued]
        ignored: [Note]
      """;

  @TempDir private Path folder;

  private Mapped map(String... statuses) {
    StringBuilder csv = new StringBuilder("id,time,status,group\n");
    for (int i = 0; i < statuses.length; i++) {
      String[] parts = (statuses[i] + "/").split("/", -1);
      csv.append("T,2032-01-01T00:%02d:00Z,%s,%s%n".formatted(i, parts[0], parts[1]));
    }
    return Mapped.run(folder, MAPPING, "log.csv", csv.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Note Queued Talking Solved            | INITIATED QUEUED CONNECTED ENDED
          Queued Queued Talking-1 Talking-2     | INITIATED QUEUED CONNECTED
          Talking Queued Talking Gone           | INITIATED CONNECTED QUEUED CONNECTED ENDED
          Talking Solved Solved-again Archived  | INITIATED CONNECTED ENDED
          Talking/A Talking/B Note/ Talking/C   | INITIATED CONNECTED TRANSFERRED CONNECTED TRANSFERRED CONNECTED
          Talking/A Solved/B                    | INITIATED CONNECTED TRANSFERRED ENDED
          Talking/A Solved/A Note/B             | INITIATED CONNECTED ENDED TRANSFERRED
          Talking Archived Note                 | INITIATED CONNECTED
          """)
  void statusesBecome(String statuses, String types) {
    assertThat(map(statuses.split(" ")).fields("type")).containsExactly(types.split(" "));
  }

  @Test
  void whatComesAfterTheEndIsTheNextContact() {
    assertThat(map("Talking", "Gone", "Talking", "Archived", "Queued").fields("contactId", "type"))
        .containsExactly(
            "T INITIATED",
            "T CONNECTED",
            "T ENDED",
            "T-2 INITIATED",
            "T-2 CONNECTED",
            "T-3 INITIATED",
            "T-3 QUEUED");
  }

  @Test
  void theFirstEndThatFitsSaysWhoEndedIt() {
    assertThat(map("Talking", "Gone").fields("type", "endedBy", "resolved"))
        .endsWith("ENDED CUSTOMER false");
    assertThat(map("Talking", "Solved").fields("type", "endedBy", "resolved"))
        .endsWith("ENDED AGENT true");
  }

  @Test
  void channelAndReasonAreThoseOfTheBeginning() {
    assertThat(map("Talking", "Gone").fields("type", "channel", "direction", "reason"))
        .containsExactly("INITIATED VOICE INBOUND r", "CONNECTED", "ENDED");
  }

  @Test
  void anUnknownStatusIsReported() {
    Mapped mapped = map("Talking", "Strange");
    assertThat(mapped.unmapped()).singleElement().asString().contains("unknown status: Strange");
  }

  @Test
  void whoTalksAtTheInstantOfTheTransferComesAfterIt() {
    assertThat(map("Talking/A", "Talking/B").fields("occurredAt", "type"))
        .endsWith("2032-01-01T00:01:00.000Z TRANSFERRED", "2032-01-01T00:01:00.001Z CONNECTED");
  }
}
