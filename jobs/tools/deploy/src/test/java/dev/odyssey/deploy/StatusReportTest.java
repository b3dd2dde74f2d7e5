package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.deploy.FlinkRest.Checkpoints;
import dev.odyssey.deploy.FlinkRest.Job;
import dev.odyssey.deploy.FlinkRest.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReportTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path directory;

  private StatusReport report() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new StatusReport(new History(directory, clock, "ops@here"), clock);
  }

  @Test
  void saysHowAJobStands() {
    Job job = new Job("cafe", "tick", "RUNNING", 8, 8, NOW.minusSeconds(7_200));
    Checkpoints checkpoints =
        new Checkpoints(
            4,
            1,
            Optional.of(new Snapshot(NOW.minusSeconds(3), 123_456, "file:/c/chk-4")),
            Optional.of(new Snapshot(NOW.minusSeconds(600), 12_345_678, "file:/s/savepoint-1")));

    assertThat(report().alive(job, checkpoints, OptionalLong.of(2), Optional.empty()))
        .containsExactly(
            "tick  RUNNING, 8 of 8 tasks run",
            "  job         cafe, since 2026-03-01T10:00:00Z, restarted 2 times",
            "  version     not deployed by this command; adopt makes it known",
            "  checkpoint  3 s ago, 123.5 kB, file:/c/chk-4",
            "  savepoint   10 min ago, 12.3 MB, file:/s/savepoint-1");
  }

  @Test
  void saysWhatIsNotAsItShouldBe() {
    Job job = new Job("cafe", "tick", "RUNNING", 8, 5, NOW);
    Checkpoints none = new Checkpoints(0, 0, Optional.empty(), Optional.empty());

    assertThat(report().alive(job, none, OptionalLong.empty(), Optional.empty()))
        .contains("tick  RUNNING, 5 of 8 tasks run  <-- not all of it runs")
        .contains("  checkpoint  none yet: nothing that it found is visible");
  }
}
