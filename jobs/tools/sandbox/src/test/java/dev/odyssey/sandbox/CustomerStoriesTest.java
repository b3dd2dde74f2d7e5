package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CustomerStoriesTest {

  private final CustomerStories stories = new CustomerStories("o-");

  @Test
  void theFullestStoryIsToldInOrder() {
    stories.see(DefectLineTest.change(DefectStatus.RAISED, null));
    Outreach message = DemoSenderTest.message("o-1", null);
    see(message, Status.SENT, "2025-03-01T17:10:00Z");
    see(message, Status.ACTED, "2025-03-01T17:20:00Z");
    stories.see(DefectLineTest.change(DefectStatus.CLEARED, "2025-03-01T17:25:30Z"));
    see(DemoSenderTest.message("o-2", null), Status.SENT, "2025-03-01T18:00:00Z");

    assertThat(stories.fullest())
        .containsExactly(
            "A customer's story: order o-1",
            "  17:00:00  window missed",
            "  17:10:00  customer offered RESCHEDULE, CANCEL",
            "  17:20:00  customer chose RESCHEDULE",
            "  17:25:30  defect cleared");
  }

  @Test
  void whatWasNoneIsNoStory() {
    stories.see(DefectLineTest.change(DefectStatus.RAISED, null));
    see(DemoSenderTest.message("o-1", null), Status.SENT, "2025-03-01T17:10:00Z");
    stories.see(DefectLineTest.change(DefectStatus.RETRACTED, null));

    assertThat(stories.fullest()).isEmpty();
  }

  @Test
  void ordersOfAnotherRunAreNoneOfOurs() {
    see(DemoSenderTest.message("p-1", null), Status.SENT, "2025-03-01T17:10:00Z");

    assertThat(stories.fullest()).isEmpty();
  }

  private void see(Outreach message, Status status, String at) {
    stories.see(
        new OutreachOutcome(
            message.outreachId(),
            status,
            Instant.parse(at).toEpochMilli(),
            status == Status.ACTED ? OutreachOption.RESCHEDULE : null,
            MessageChannel.PUSH,
            null),
        message);
  }
}
