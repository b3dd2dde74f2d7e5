package dev.odyssey.detection.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.contactdefects.rules.ContactVocabulary;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.custom.OwnRules;
import dev.odyssey.detection.custom.Vocabulary;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.operator.Detector;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.lifecycledefects.rules.OrderVocabulary;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every scenario in {@code src/test/resources/scenarios}, a test each. */
class ScenariosTest {

  @TestFactory
  Stream<DynamicContainer> scenarios() {
    return files().stream()
        .map(
            file ->
                DynamicContainer.dynamicContainer(
                    nameOf(file),
                    file.toUri(),
                    read(file).stream()
                        .map(s -> DynamicTest.dynamicTest(s.name(), () -> check(s)))));
  }

  @Test
  void everyDefectHasItsFile() {
    assertThat(files().stream().map(ScenariosTest::nameOf)).containsAll(DefectCode.BUILT_IN);
  }

  private static List<Path> files() {
    try {
      Path folder = Path.of(ScenariosTest.class.getResource("/scenarios").toURI());
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("The scenarios cannot be listed", e);
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replace(".txt", "");
  }

  private static List<Scenario<?>> read(Path file) {
    try {
      return ScenarioFile.parse(nameOf(file), Files.readAllLines(file));
    } catch (IOException e) {
      throw new IllegalStateException("Scenarios " + file + " cannot be read", e);
    }
  }

  @SuppressWarnings("unchecked") // a scenario's events are all of one kind
  private static void check(Scenario<?> scenario) {
    if (scenario.events().get(0) instanceof ContactEvent) {
      check(
          (Scenario<ContactEvent>) scenario, ContactDefectsJob.DETECTION, new ContactVocabulary());
    } else {
      check((Scenario<OrderEvent>) scenario, LifecycleDefectsJob.DETECTION, new OrderVocabulary());
    }
  }

  private static <E extends Event, H extends History<E>> void check(
      Scenario<E> scenario, Detection<E, H, ?> detection, Vocabulary<H> vocabulary) {
    List<Rule<H>> rules = new ArrayList<>(detection.rules());
    if (scenario.rules() != null) {
      rules.addAll(OwnRules.compiled(scenario.rules(), scenario.policies(), vocabulary));
    }
    try (Detector<E, H> detector =
        new Detector<>(
            "scenario",
            events -> detection.historyOf().of(events, scenario.policies()),
            new RuleTable<>(rules),
            detection.findings())) {
      check(scenario, detector);
    }
  }

  private static <E extends Event, H extends History<E>> void check(
      Scenario<E> scenario, Detector<E, H> detector) {
    List<Finding> found = evaluate(scenario, scenario.events(), detector);
    assertThat(found.stream().map(Scenario::told).toList())
        .as(scenario.expected().stream().map(Scenario.Expected::line).toList().toString())
        .hasSize(scenario.expected().size());
    for (Scenario.Expected expected : scenario.expected()) {
      assertThat(found)
          .as("%s is in %s", expected.line(), found.stream().map(Scenario::told).toList())
          .anyMatch(expected::isMetBy);
    }

    List<E> backwards = new ArrayList<>(scenario.events());
    Collections.reverse(backwards);
    assertThat(evaluate(scenario, backwards, detector)).isEqualTo(found);
  }

  private static <E extends Event, H extends History<E>> List<Finding> evaluate(
      Scenario<E> scenario, List<E> arrivals, Detector<E, H> detector) {
    Timeline<E> timeline = new Timeline<>();
    arrivals.forEach(event -> timeline.add(event, Integer.MAX_VALUE));
    return detector.worded(detector.judge(timeline.history(), scenario.now())).stream()
        .filter(finding -> scenario.codes().contains(finding.code()))
        .sorted(Comparator.comparingLong(Finding::raisedAt).thenComparing(Finding::defectId))
        .toList();
  }
}
