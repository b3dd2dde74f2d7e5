package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.odyssey.deploy.Await;
import dev.odyssey.sandbox.OwnProcess.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

  @TempDir private Path directory;
  private ProcessTable table;
  private List<String> endless;

  @BeforeEach
  void prepare() throws Exception {
    table = new ProcessTable(directory);
    endless = List.of("tail", "-f", Files.createFile(directory.resolve("nothing")).toString());
  }

  @AfterEach
  void leaveNothingBehind() {
    table.running().forEach(name -> table.find(name).ifPresent(OwnProcess::kill));
  }

  @Test
  void whatWasStartedIsFoundAgainByAnother() {
    OwnProcess started = table.start("server", endless, Map.of());

    assertThat(started.isAlive()).isTrue();
    assertThat(new ProcessTable(directory).find("server")).contains(started);
    assertThat(table.running()).containsExactly("server");
    assertThat(table.find("other")).isEmpty();
  }

  @Test
  void whatRunsIsNotStartedTwice() {
    OwnProcess started = table.start("server", endless, Map.of());

    assertThatIllegalStateException()
        .isThrownBy(() -> table.start("server", endless, Map.of()))
        .withMessageContaining(started + " runs already");
  }

  @Test
  void whatWasStoppedIsGoneAndItsNameIsFree() {
    OwnProcess started = table.start("server", endless, Map.of());

    started.stop(Signal.TERM, Duration.ofSeconds(10));

    assertThat(started.isAlive()).isFalse();
    assertThat(table.find("server")).isEmpty();
    assertThat(table.running()).isEmpty();
    assertThat(table.everStarted()).containsExactly("server");
    assertThat(table.start("server", endless, Map.of()).isAlive()).isTrue();
  }

  @Test
  void whatDoesNotEndOrderlyIsEndedByForce() throws Exception {
    Path stubborn =
        Files.writeString(
            directory.resolve("stubborn.sh"),
            "trap '' TERM; echo deaf; while :; do tail -f /dev/null; done");
    OwnProcess started = table.start("stubborn", List.of("bash", stubborn.toString()), Map.of());
    Await.until(
        "the trap",
        Duration.ofSeconds(10),
        () -> Files.readString(table.output("stubborn")).contains("deaf"));

    started.stop(Signal.TERM, Duration.ofMillis(300));

    assertThat(started.isAlive()).isFalse();
  }

  @Test
  void aPidThatIsNowSomebodyElsesIsLeftAlone() {
    OwnProcess started = table.start("server", endless, Map.of());
    OwnProcess startedEarlier =
        new OwnProcess(
            "server",
            started.pid(),
            started.started().minus(Duration.ofMinutes(1)),
            started.marker(),
            started.log());
    OwnProcess elsewhere =
        new OwnProcess(
            "server", started.pid(), started.started(), "/another/directory", started.log());

    assertThat(startedEarlier.isAlive()).isFalse();
    assertThat(elsewhere.isAlive()).isFalse();
    startedEarlier.signal(Signal.KILL);
    elsewhere.signal(Signal.KILL);

    assertThat(started.isAlive()).isTrue();
  }

  @Test
  void theEnvironmentIsPassedOnAndTheOutputKept() {
    table.start(
        "teller",
        List.of("bash", "-c", "echo $WORD; exec " + String.join(" ", endless)),
        Map.of("WORD", "shibboleth"));

    Await.until(
        "the word",
        Duration.ofSeconds(10),
        () -> table.lastWords("teller").contains("\n  shibboleth"));
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    OwnProcess started = table.start("server", endless, Map.of());
    Path file = directory.resolve("run/server.process");
    String good = Files.readString(file);
    Files.writeString(file, "pid=many");

    assertThatIllegalStateException()
        .isThrownBy(() -> table.find("server"))
        .withMessageContaining("server.process is damaged");
    Files.writeString(file, good);
    assertThat(table.find("server")).contains(started);
  }

  @Test
  void aServerThatEndsWhileItIsWaitedForSaysItsLastWords() {
    OwnProcess started =
        table.start(
            "failing", List.of("bash", "-c", "echo no such luck >&2 # " + directory), Map.of());

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                table.awaitAnswer(
                    started,
                    Duration.ofSeconds(20),
                    () -> {
                      throw new IllegalStateException("no answer at " + Instant.EPOCH);
                    }))
        .withMessageContaining("failing (pid " + started.pid() + ") has ended")
        .withMessageContaining("no such luck");
  }
}
