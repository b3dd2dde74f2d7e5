package dev.odyssey.detection.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Codes;
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
class RulebookTest {

  private static final DetectionSettings SETTINGS = DetectionSettings.defaults();

  @TempDir private Path directory;

  private static String rulebook(Policies policies, Codes codes, DetectionSettings settings) {
    try (var detector = OrderRules.detector(policies, codes)) {
      return Rulebook.of(detector, settings);
    }
  }

  private static String rulebook(String yaml) {
    return rulebook(Policies.parse("test", yaml), Codes.ALL, SETTINGS);
  }

  @Test
  void isTheSameForTheSameRulesPoliciesAndSettings() {
    assertThat(rulebook("offerings: {a: {startWithin: PT1H}, b: {startWithin: PT2H}}"))
        .isEqualTo(rulebook("offerings: {b: {startWithin: PT2H}, a: {startWithin: PT1H}}"));
    assertThat(rulebook("defaults: {}"))
        .isEqualTo(rulebook(Policies.builtIn(), Codes.ALL, SETTINGS));
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
                rulebook(policies, Codes.ALL, SETTINGS),
                rulebook(policies, Codes.of(DefectCode.REWORK), SETTINGS),
                rulebook(policies, Codes.ALL, new DetectionSettings(Duration.ofDays(3), 2_000, 1))))
        .doesNotHaveDuplicates();
  }

  @Test
  void codeIsTheSameHoweverItIsPacked() throws IOException {
    Map<String, String> classes = Map.of("dev/odyssey/A.class", "a", "dev/odyssey/b/B.class", "b");

    assertThat(Rulebook.digest(jar("one.jar", classes)))
        .isEqualTo(Rulebook.digest(jar("other.jar", classes)))
        .isEqualTo(Rulebook.digest(folder("classes", classes)));
  }

  @Test
  void codeIsTheProjectsOwn() throws IOException {
    assertThat(Rulebook.digest(jar("one.jar", Map.of("dev/odyssey/A.class", "a", "B.class", "b"))))
        .isEqualTo(Rulebook.digest(jar("other.jar", Map.of("dev/odyssey/A.class", "a"))));
  }

  @Test
  void aChangedClassIsOtherCode() throws IOException {
    assertThat(
            List.of(
                Rulebook.digest(jar("1.jar", Map.of("dev/odyssey/A.class", "a"))),
                Rulebook.digest(jar("2.jar", Map.of("dev/odyssey/A.class", "b"))),
                Rulebook.digest(jar("3.jar", Map.of("dev/odyssey/B.class", "a"))),
                Rulebook.digest(
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
