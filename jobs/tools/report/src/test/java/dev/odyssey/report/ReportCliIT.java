package dev.odyssey.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.sandbox.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The report as a person calls it. */
class ReportCliIT {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-04-01T06:00:00Z"), ZoneOffset.UTC);

  private static EmbeddedPostgres postgres;

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    postgres.applySchema();
    try (Connection connection = postgres.connect()) {
      Marketplace.loadHistory(connection);
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void itWritesOneFile() throws Exception {
    Path file = directory.resolve("new/report.html");

    assertThat(report("--to", "2025-03-31", "--days", "14", "--out", file.toString())).isZero();

    assertThat(out.toString()).startsWith("2025-03-18 to 2025-03-31, ").contains(file.toString());
    assertThat(Jsoup.parse(file).select("header").text())
        .contains("18 March 2025 to 31 March 2025", "14 days", "Drawn 1 April 2025, 06:00 UTC");
  }

  @Test
  void thePasswordMayBeInTheEnvironment() {
    List<String> arguments =
        List.of(
            "--postgres.url", postgres.url(),
            "--postgres.user", postgres.user(),
            "--out", directory.resolve("report.html").toString());

    assertThat(run(Map.of("POSTGRES_PASSWORD", postgres.password()), arguments)).isZero();
    assertThat(run(Map.of(), arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString())
        .startsWith("--postgres.password-file is missing, and so is POSTGRES_PASSWORD");
  }

  @Test
  void aRegionThatIsNoneIsNamed() {
    assertThat(report("--region", "ATLANTIS")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString().strip())
        .isEqualTo("report: no order was ever in the region ATLANTIS");
  }

  @Test
  void wrongOptionsAreNamedWithTheirValues() {
    for (Map.Entry<List<String>, String> wrong :
        Map.of(
                List.of("--days", "0"), "--days 0 is not between 1 and 3660",
                List.of("--to", "yesterday"), "'yesterday' is not a day such as 2025-03-31",
                List.of("--postgres.user", "me"), "--postgres.url is missing",
                List.of("--postgres.url", "mysql://x"),
                    "--postgres.url mysql://x does not begin with jdbc:postgresql:",
                List.of("--postgres.url", "jdbc:postgresql://x/y?password=z"),
                    "--postgres.url holds a password; use --postgres.password-file")
            .entrySet()) {
      err.getBuffer().setLength(0);
      assertThat(run(Map.of(), wrong.getKey())).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(err.toString()).contains(wrong.getValue());
    }
  }

  private int report(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--postgres.url", postgres.url(),
                "--postgres.user", postgres.user(),
                "--postgres.password-file", postgres.passwordFile().toString()));
    all.addAll(List.of(arguments));
    return run(Map.of(), all);
  }

  private int run(Map<String, String> environment, List<String> arguments) {
    return ReportCli.commandLine(CLOCK, environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
