package dev.odyssey.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.documents.DocumentKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RulesCliTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-04-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String CLAIMED =
      """
      rules:
        CLAIMED:
          of: order
          severity: HIGH
          charge: PLATFORM
          when:
            types: [CLAIM_FILED]
          times: 1
          says: "a claim of {orderId}"
      """;

  /** A topic in memory. */
  private static final class Topic implements RulesTopic {
    private final Map<String, String> documents = new TreeMap<>();

    @Override
    public void publish(DocumentKey key, String json) {
      documents.put(key.text(), json);
    }

    @Override
    public Map<String, String> documents() {
      return documents;
    }

    @Override
    public String toString() {
      return "rules";
    }
  }

  private record Said(int exit, String out, String complaints) {}

  @TempDir private Path directory;

  private final Topic topic = new Topic();

  private Said run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter complaints = new StringWriter();
    CommandLine command =
        RulesCli.commandLine(CLOCK, (servers, prefix, properties) -> topic)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(complaints, true));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return new Said(command.execute(words), out.toString(), complaints.toString());
  }

  private Path file(String text) throws Exception {
    return Files.writeString(directory.resolve("mine.yaml"), text);
  }

  @Test
  void aFileWithNothingWrong() throws Exception {
    Said said = run("check", file(CLAIMED));

    assertThat(said.exit()).as(said.complaints()).isZero();
    assertThat(said.out()).contains("1 versions of rules, nothing wrong");
  }

  @ParameterizedTest
  @CsvSource({
    "HIGH, SEVERE, 'line 4: ', 'rule CLAIMED, key severity, value SEVERE'",
    "CLAIM_FILED, CLAIMED, 'line 7: ', 'rule CLAIMED, key when.types, value CLAIMED'",
    "times: 1, tims: 1, 'line 8: ', 'rule CLAIMED, key tims, value 1'",
    "{orderId}, {order}, 'line 9: ', 'rule CLAIMED, key says, value a claim of {order}'"
  })
  void whatIsWrongIsNamedWithLineCodeKeyAndValue(
      String good, String bad, String line, String message) throws Exception {
    Said said = run("check", file(CLAIMED.replace(good, bad)));

    assertThat(said.exit()).isNotZero();
    assertThat(said.complaints()).startsWith(line).contains(message);
  }

  @Test
  void aVersionOfThePoliciesIsCheckedToo() throws Exception {
    assertThat(run("check", file("defaults: {claimWithin: PT1H}")).exit()).isZero();
    Said said = run("check", file("defaults:\n  claimWithin: soon\n"));
    assertThat(said.exit()).isNotZero();
    assertThat(said.complaints()).startsWith("line 2: ").contains("defaults.claimWithin", "soon");
  }

  @Test
  void aTrialExplainsItsFindings() throws Exception {
    String never = CLAIMED.replace("rules:\n", "").replace("CLAIMED:", "NEVER_MET:");
    Path rules = file(CLAIMED + never.replace("CLAIM_FILED", "CLAIM_DENIED"));
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      events.append(
          """
          {"eventId": "e%d", "type": "CLAIM_FILED", "occurredAt": "2025-03-01T1%d:00:00.000Z", "recordedAt": "2025-03-01T1%d:00:00.000Z", "orderId": "O%d", "offeringId": "plumbing", "region": "US-WA", "timeZone": "America/Los_Angeles"}
          """
              .formatted(i, i, i, i));
    }
    Files.writeString(directory.resolve("orders.jsonl"), events);

    Said said = run("try", rules, "--on", directory);

    assertThat(said.exit()).as(said.complaints()).isZero();
    assertThat(said.out())
        .contains("CLAIMED: anchors 5, raised 5, cleared 0, retracted 0")
        .contains("CLAIMED:O0:e0", "a claim of O0", "2025-03-01T10:00:00.000Z CLAIM_FILED e0")
        .contains("CLAIMED:O2:e2")
        .doesNotContain("CLAIMED:O3:e3")
        .contains("NEVER_MET: anchors met none, raised 0, cleared 0, retracted 0");
  }

  @Test
  void aRuleIsPublishedTriedAndPromoted() throws Exception {
    Path rules = file(CLAIMED);
    Said tried = run("shadow", rules, "--from", "2026-04-02T00:00:00Z");
    assertThat(tried.exit()).as(tried.complaints()).isZero();
    Said promoted = run("promote", "CLAIMED", "--from", "2026-04-09T00:00:00Z");
    assertThat(promoted.exit()).as(promoted.complaints()).isZero();

    assertThat(topic.documents())
        .containsOnlyKeys("CLAIMED@2026-04-02T00:00:00.000Z", "CLAIMED@2026-04-09T00:00:00.000Z");
    assertThat(topic.documents().get("CLAIMED@2026-04-02T00:00:00.000Z"))
        .contains("\"from\":\"2026-04-02T00:00:00.000Z\"", "\"mode\":\"shadow\"");
    assertThat(topic.documents().get("CLAIMED@2026-04-09T00:00:00.000Z"))
        .contains("\"from\":\"2026-04-09T00:00:00.000Z\"", "\"mode\":\"live\"", "CLAIM_FILED");
  }

  @Test
  void whatTheJobsWouldRefuseIsNotPublished() throws Exception {
    Path rules = file(CLAIMED);
    assertThat(run("publish", rules).complaints()).contains("CLAIMED", "--from");
    assertThat(run("publish", rules, "--from", "2026-03-01T00:00:00Z").complaints())
        .contains("CLAIMED@2026-03-01T00:00:00.000Z", "is over");
    assertThat(run("promote", "CLAIMED", "--from", "2026-05-01T00:00:00Z").complaints())
        .contains("CLAIMED: nothing in the shadow");
    assertThat(topic.documents()).isEmpty();
  }

  @Test
  void aVersionOfThePoliciesIsPublished() throws Exception {
    Path policies = file("defaults: {claimWithin: PT1H}");
    assertThat(run("publish", policies, "--from", "2026-05-01T00:00:00Z").exit()).isZero();
    assertThat(topic.documents()).containsOnlyKeys("policies@2026-05-01T00:00:00.000Z");
  }

  @Test
  void theListSaysWhatHolds() {
    for (String from : new String[] {"2026-01-01", "2026-02-01", "2026-05-01"}) {
      topic.documents.put("CLAIMED@" + from + "T00:00:00.000Z", "{}");
    }
    topic.documents.put("OTHER@2026-03-01T00:00:00.000Z", "{mode: shadow}");

    assertThat(run("list").out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "key mode state",
            "CLAIMED@2026-01-01T00:00:00.000Z live over since 2026-02-01T00:00:00.000Z",
            "CLAIMED@2026-02-01T00:00:00.000Z live in force",
            "CLAIMED@2026-05-01T00:00:00.000Z live to come",
            "OTHER@2026-03-01T00:00:00.000Z shadow in force");
  }
}
