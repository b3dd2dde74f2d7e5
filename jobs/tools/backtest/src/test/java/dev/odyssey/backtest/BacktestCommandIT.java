package dev.odyssey.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command with the jars that it is shipped with, which are not those of the tests. */
@Timeout(120)
class BacktestCommandIT {

  @Test
  void runsWithItsOwnJars(@TempDir Path scratch) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path printed = scratch.resolve("printed");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-cp",
                "target/classes:target/lib/*",
                BacktestCli.class.getName(),
                "--order-events",
                "../../../test-data/scenarios/notifications/reassigned/orders.jsonl",
                "--out",
                scratch.resolve("out").toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(Files.readString(printed, UTF_8)).isZero();
    assertThat(scratch.resolve("out/defects.jsonl")).isNotEmptyFile();
    assertThat(scratch.resolve("out/outreach.jsonl")).isNotEmptyFile();
  }
}
