package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.odyssey.deploy.Deployment.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path directory;

  private History history() {
    return new History(directory, CLOCK, "ops@here");
  }

  private Deployment start(String jobId) {
    return history()
        .started(
            "tick",
            How.SUBMIT,
            Optional.empty(),
            jobId,
            new Release(Path.of("/kept/tick.jar"), List.of("--topic", "a b"), Path.of("/work")),
            new KeptJars.Kept(Path.of("/kept/tick.jar"), "cafe", "1.0"),
            Optional.of("/chk-1"));
  }

  @Test
  void whatIsWrittenDownIsReadByTheNextProgram() {
    Deployment first = start("one");
    history().up("tick", first);
    history().savepoint("tick", first, "/s1");
    history().stopped("tick", first, "/s2");
    history().ended("tick", start("two"), "rotten");

    assertThat(history().jobs()).containsExactly("tick");
    assertThat(history().of("tick"))
        .containsExactly(
            new Deployment(
                1,
                How.SUBMIT,
                1,
                "one",
                new Release(Path.of("/kept/tick.jar"), List.of("--topic", "a b"), Path.of("/work")),
                "cafe",
                "1.0",
                Optional.of("/chk-1"),
                CLOCK.instant(),
                "ops@here",
                true,
                List.of("/s1", "/s2"),
                Optional.of("/s2"),
                Optional.empty()),
            history().last("tick").orElseThrow());
    assertThat(history().last("tick").orElseThrow().ended()).contains("rotten");
    assertThat(history().find("tick", "one")).isPresent();
    assertThat(history().of("tock")).isEmpty();
  }

  @Test
  void eachThingThatHappenedIsALineOfJson() throws IOException {
    history().up("tick", start("one"));

    assertThat(Files.readAllLines(directory.resolve("tick.jsonl")))
        .hasSize(2)
        .first()
        .isEqualTo(
            "{\"event\":\"STARTED\",\"deployment\":1,\"at\":\"2026-03-01T12:00:00Z\",\"by\":\"ops@here\","
                + "\"how\":\"SUBMIT\",\"repeats\":1,\"jobId\":\"one\",\"jar\":\"/kept/tick.jar\",\"sha256\":\"cafe\","
                + "\"version\":\"1.0\",\"arguments\":[\"--topic\",\"a b\"],\"directory\":\"/work\",\"from\":\"/chk-1\"}");
  }

  @Test
  void aLineThatIsNotUnderstoodIsNamed() throws IOException {
    start("one");
    Files.writeString(
        directory.resolve("tick.jsonl"),
        "{\"event\":\"SUNG\",\"deployment\":1}\n",
        StandardOpenOption.APPEND);

    assertThatIllegalStateException()
        .isThrownBy(() -> history().of("tick"))
        .withMessageContaining("tick.jsonl, line 2 is not understood: no event: \"SUNG\"");
  }

  @Test
  void aNameStaysInTheDirectory() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> history().of("../tick"))
        .withMessage("no name of a job: ../tick");
  }
}
