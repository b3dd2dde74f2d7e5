package dev.odyssey.detection.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.rules.OrderFindings;
import dev.odyssey.lifecycledefects.rules.OrderHistory;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RulebookDigestTest {

  private static final DetectionSettings SETTINGS = DetectionSettings.defaults();

  @TempDir private Path directory;

  private static String rulebook(
      Policies policies, List<Rule<OrderHistory>> rules, DetectionSettings settings) {
    try (var detector =
        new Detector<OrderEvent, OrderHistory>(
            policies.toString(),
            events -> new OrderHistory(events, policies),
            new RuleTable<>(rules),
            new OrderFindings())) {
      return RulebookDigest.of(detector, settings);
    }
  }

  private static String rulebook(String yaml) {
    return rulebook(Policies.parse("test", yaml), OrderRules.ALL, SETTINGS);
  }

  @Test
  void isTheSameForTheSameRulesPoliciesAndSettings() {
    assertThat(rulebook("offerings: {a: {startWithin: PT1H}, b: {startWithin: PT2H}}"))
        .isEqualTo(rulebook("offerings: {b: {startWithin: PT2H}, a: {startWithin: PT1H}}"));
    assertThat(rulebook("defaults: {}"))
        .isEqualTo(rulebook(Policies.builtIn(), OrderRules.ALL, SETTINGS));
  }

  @Test
  void isAnotherForOtherPolicies() {
    assertThat(
            List.of(
                rulebook("defaults: {}"),
                rulebook("defaults: {startWithin: PT1H}"),
                rulebook("offerings: {a: {startWithin: PT1H}}"),
                rulebook("offerings: {b: {startWithin: PT1H}}")))
        .doesNotHaveDuplicates();
  }

  @Test
  void isAnotherForOtherRulesAndSettings() {
    Policies policies = Policies.builtIn();

    assertThat(
            List.of(
                rulebook(policies, OrderRules.ALL, SETTINGS),
                rulebook(policies, OrderRules.ALL.subList(3, 4), SETTINGS),
                rulebook(
                    policies, OrderRules.ALL, DetectionSettings.of(Duration.ofDays(3), 2_000, 1))))
        .doesNotHaveDuplicates();
  }

  @Test
  void codeIsTheSameHoweverItIsPacked() throws IOException {
    Map<String, String> classes = Map.of("dev/odyssey/A.class", "a", "dev/odyssey/b/B.class", "b");

    assertThat(RulebookDigest.digest(jar("one.jar", classes)))
        .isEqualTo(RulebookDigest.digest(jar("other.jar", classes)))
        .isEqualTo(RulebookDigest.digest(folder("classes", classes)));
  }

  @Test
  void codeIsTheProjectsOwn() throws IOException {
    assertThat(
            RulebookDigest.digest(
                jar("one.jar", Map.of("dev/odyssey/A.class", "a", "B.class", "b"))))
        .isEqualTo(RulebookDigest.digest(jar("other.jar", Map.of("dev/odyssey/A.class", "a"))));
  }

  @Test
  void aChangedClassIsOtherCode() throws IOException {
    assertThat(
            List.of(
                RulebookDigest.digest(jar("1.jar", Map.of("dev/odyssey/A.class", "a"))),
                RulebookDigest.digest(jar("2.jar", Map.of("dev/odyssey/A.class", "b"))),
                RulebookDigest.digest(jar("3.jar", Map.of("dev/odyssey/B.class", "a"))),
                RulebookDigest.digest(
                    jar("4.jar", Map.of("dev/odyssey/A.class", "a", "dev/odyssey/B.class", "a")))))
        .doesNotHaveDuplicates();
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Path jar = directory.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private Path folder(String name, Map<String, String> files) throws IOException {
    Path folder = directory.resolve(name);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }
}
