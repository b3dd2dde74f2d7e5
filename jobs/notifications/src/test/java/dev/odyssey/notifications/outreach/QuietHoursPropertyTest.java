package dev.odyssey.notifications.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class QuietHoursPropertyTest {

  private static final ZoneId[] ZONES = {
    ZoneId.of("America/New_York"),
    ZoneId.of("Europe/London"),
    ZoneId.of("Australia/Lord_Howe"),
    ZoneId.of("Asia/Kolkata"),
    ZoneId.of("America/Phoenix"),
    ZoneId.of("Pacific/Apia"),
    ZoneId.of("Africa/Cairo")
  };

  @Property(tries = 5_000)
  void theirEndIsNeverBeforeAndIsItsOwnEnd(
      @ForAll @LongRange(min = 1_262_304_000_000L, max = 1_893_456_000_000L) long instant,
      @ForAll @IntRange(max = 6) int zone,
      @ForAll @IntRange(max = 95) int from,
      @ForAll @IntRange(max = 95) int to) {
    QuietHours hours =
        new QuietHours(LocalTime.ofSecondOfDay(from * 900L), LocalTime.ofSecondOfDay(to * 900L));
    long end = hours.endOf(instant, ZONES[zone]);

    assertThat(end).isGreaterThanOrEqualTo(instant);
    assertThat(end - instant).as("no longer than a night").isLessThan(26 * 3_600_000L);
    assertThat(hours.endOf(end, ZONES[zone])).isEqualTo(end);
  }
}
