package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.settings.MessageSettings;
import dev.odyssey.notifications.settings.MessageSettings.Night;
import dev.odyssey.notifications.settings.NotificationSettings;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendTimeTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Night NIGHT = new Night(LocalTime.of(21, 0), LocalTime.of(8, 0));
  private static final MessageSettings SETTINGS = NotificationSettings.builtIn().messages();

  @ParameterizedTest(name = "{0}, window {1} to {2}: {3}")
  @CsvSource({
    // No appointment: the night is quiet.
    "2025-03-03T20:59, , , 2025-03-03T20:59",
    "2025-03-03T21:00, , , 2025-03-04T08:00",
    "2025-03-04T07:59, , , 2025-03-04T08:00",
    "2025-03-04T08:00, , , 2025-03-04T08:00",
    // Eight by the clock of that day.
    "2025-03-08T23:00, , , 2025-03-09T08:00",
    "2025-11-01T23:00, , , 2025-11-02T08:00",
    // An appointment that is going on.
    "2025-03-03T22:01, 2025-03-03T20:00, 2025-03-03T22:00, 2025-03-03T22:01",
    "2025-03-03T23:59, 2025-03-03T20:00, 2025-03-03T22:00, 2025-03-03T23:59",
    "2025-03-04T00:00, 2025-03-03T20:00, 2025-03-03T22:00, 2025-03-04T08:00",
    // One that begins early: at once, but not after midnight.
    "2025-03-03T23:05, 2025-03-04T07:00, 2025-03-04T09:00, 2025-03-03T23:05",
    "2025-03-04T01:00, 2025-03-04T07:00, 2025-03-04T09:00, 2025-03-04T06:00",
    "2025-03-03T23:05, 2025-03-04T10:00, 2025-03-04T12:00, 2025-03-04T08:00",
    // One of another day waits.
    "2025-03-03T23:05, 2025-03-05T07:00, 2025-03-05T09:00, 2025-03-04T08:00",
  })
  void waitsForTheMorningUnlessTheAppointmentDoesNot(
      LocalDateTime at, LocalDateTime start, LocalDateTime end, LocalDateTime expected) {
    SendTime time = new SendTime(SETTINGS, NIGHT, NEW_YORK, millis(start), millis(end));

    assertThat(LocalDateTime.ofInstant(Instant.ofEpochMilli(time.from(millis(at))), NEW_YORK))
        .isEqualTo(expected);
  }

  private static Long millis(LocalDateTime local) {
    return local == null ? null : (Long) local.atZone(NEW_YORK).toInstant().toEpochMilli();
  }
}
