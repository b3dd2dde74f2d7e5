package dev.odyssey.detection.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.custom.RuleReader;
import dev.odyssey.detection.job.MatcherKind;
import dev.odyssey.detection.job.Rulebook;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole histories under rules that are published one by one, each before its {@code from}, with
 * restarts and rescaling in between, come to the ledger of the same rules in a file.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PublishedScenariosHarnessTest {

  private static final Path SCENARIOS = Path.of("..", "..", "..", "test-data", "scenarios");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DetectionSettings SETTINGS =
      DetectionSettings.of(Duration.ofDays(3650), 10_000, DetectionSettings.NO_END);
  private static final long DISORDER = 5_001;
  private static final String ALWAYS = "2000-01-01T00:00:00.000Z";

  /** A rule as it is published. */
  private record Published(String key, String text, long from) {}

  @ParameterizedTest
  @ValueSource(strings = {"history-101", "history-102", "history-103"})
  void ordersComeToTheLedgerOfTheFile(String scenario) throws Exception {
    check(LifecycleDefectsJob.DETECTION, scenario, "orders.in-order.jsonl.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history-101", "history-102", "history-103"})
  void contactsComeToTheLedgerOfTheFile(String scenario) throws Exception {
    check(ContactDefectsJob.DETECTION, scenario, "contacts.in-order.jsonl.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history-101", "history-102", "history-103"})
  void inTheShadowOrdersComeToTheSame(String scenario) throws Exception {
    checkShadow(LifecycleDefectsJob.DETECTION, scenario, "orders.in-order.jsonl.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history-101", "history-102", "history-103"})
  void inTheShadowContactsComeToTheSame(String scenario) throws Exception {
    checkShadow(ContactDefectsJob.DETECTION, scenario, "contacts.in-order.jsonl.gz");
  }

  /** The live ledger is that of the built-in rules; the shadow has what the rules would find. */
  private static <E extends Event, H extends History<E>, F extends Fact> void checkShadow(
      dev.odyssey.detection.job.Detection<E, H, F> about, String scenario, String file)
      throws Exception {
    Path directory = SCENARIOS.resolve(scenario);
    Policies policies = Policies.load(directory.resolve("policies.yaml"));
    List<E> events = events(about, directory.resolve(file));
    Map<String, Finding> live = ledgerOfTheFile(about, directory, policies, events);
    Map<String, Finding> tried = new TreeMap<>(live);
    live.keySet().removeIf(id -> id.startsWith("RULE_"));
    tried.keySet().removeIf(id -> !id.startsWith("RULE_"));
    List<Published> rules =
        rules(directory.resolve("rules.yaml")).stream()
            .map(
                rule ->
                    new Published(
                        rule.key(),
                        rule.text().replaceFirst("[{]", "{\"mode\":\"shadow\","),
                        rule.from()))
            .toList();
    try (var job = new PublishingDetection<>(about, Rulebook.of(policies), SETTINGS, 1)) {
      run(job, events, rules, new Random(1));
      assertThat(job.deadLetters()).isEmpty();
      assertThat(new TreeMap<>(Detection.fold(job.changes()))).isEqualTo(live);
      assertThat(new TreeMap<>(Detection.fold(job.shadow()))).isEqualTo(tried);
    }
  }

  private static <E extends Event, H extends History<E>, F extends Fact> void check(
      dev.odyssey.detection.job.Detection<E, H, F> about, String scenario, String file)
      throws Exception {
    Path directory = SCENARIOS.resolve(scenario);
    Policies policies = Policies.load(directory.resolve("policies.yaml"));
    List<E> events = events(about, directory.resolve(file));
    Map<String, Finding> expected = ledgerOfTheFile(about, directory, policies, events);
    List<Published> rules = rules(directory.resolve("rules.yaml"));
    assertThat(expected.values()).anyMatch(finding -> finding.code().startsWith("RULE_"));
    for (int seed = 0; seed < 2; seed++) {
      try (var job = new PublishingDetection<>(about, Rulebook.of(policies), SETTINGS, 1 + seed)) {
        run(job, events, rules, new Random(seed));
        assertThat(job.deadLetters()).isEmpty();
        assertThat(new TreeMap<>(Detection.fold(job.changes()))).isEqualTo(expected);
      }
    }
  }

  /** What the rules come to that are given in a file at the start. */
  private static <E extends Event, H extends History<E>, F extends Fact>
      Map<String, Finding> ledgerOfTheFile(
          dev.odyssey.detection.job.Detection<E, H, F> about,
          Path directory,
          Policies policies,
          List<E> events)
          throws Exception {
    Rulebook inFile =
        new Rulebook(
            policies,
            RuleReader.load(
                directory.resolve("rules.yaml"), policies, SETTINGS.retention(), warning -> {}),
            MatcherKind.TABLE);
    try (var job = new PublishingDetection<>(about, inFile, SETTINGS, 1)) {
      run(job, events, List.of(), null);
      return new TreeMap<>(Detection.fold(job.changes()));
    }
  }

  /** Publishes each rule at some time before its from, at the latest just before it is too late. */
  private static <E extends Event> void run(
      PublishingDetection<E, ?, ?> job, List<E> events, List<Published> rules, Random random)
      throws Exception {
    List<Published> left = new ArrayList<>(rules);
    for (Published rule : rules) {
      if (rule.from() == Instant.parse(ALWAYS).toEpochMilli()) {
        publish(job, left, rule);
      }
    }
    long seen = Long.MIN_VALUE;
    for (E event : events) {
      long next = Math.max(seen, Math.min(event.occurredAt(), event.recordedAt()));
      for (Published rule : List.copyOf(left)) {
        if (rule.from() <= next - DISORDER || random.nextInt(500) == 0) {
          publish(job, left, rule);
        }
      }
      job.event(event);
      if (next > seen) {
        seen = next;
        job.watermark(seen - DISORDER);
      }
      if (random != null && random.nextInt(300) == 0) {
        job.restart(1 + random.nextInt(3));
      }
    }
    job.watermark(Long.MAX_VALUE);
  }

  private static void publish(
      PublishingDetection<?, ?, ?> job, List<Published> left, Published rule) throws Exception {
    job.publish(rule.key(), rule.text());
    left.remove(rule);
  }

  private static List<Published> rules(Path file) throws IOException {
    List<Published> rules = new ArrayList<>();
    JSON.readTree(file.toFile())
        .get("rules")
        .properties()
        .forEach(
            rule -> {
              Iterable<JsonNode> versions =
                  rule.getValue().isArray() ? rule.getValue() : List.of(rule.getValue());
              for (JsonNode version : versions) {
                String from = version.path("from").asText(ALWAYS);
                String text = ((ObjectNode) version.deepCopy()).put("from", from).toString();
                rules.add(
                    new Published(
                        rule.getKey() + "@" + from, text, Instant.parse(from).toEpochMilli()));
              }
            });
    rules.sort(Comparator.comparing(Published::key));
    return rules;
  }

  private static <E extends Event> List<E> events(
      dev.odyssey.detection.job.Detection<E, ?, ?> about, Path file) throws IOException {
    var json = about.contract().newJson();
    List<E> events = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.add(json.read(line));
      }
    }
    return events;
  }
}
