package dev.odyssey.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactRules;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Form;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.lifecycledefects.rules.OrderRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of rules is what their declarations say; {@code -Dodyssey.regenerate} writes it anew.
 */
class RulesPageTest {

  private static final Path PAGE = Path.of("../../RULES.md");

  private static final String INTRODUCTION =
      """
      # Rules

      Every built-in defect, as its rule declares it. *Absence*: something did not follow in time; it is
      cleared by what comes late. *Occurrence*: something happened. Durations and counts are settings of
      the policies, [flink-conf/policies.yaml](../flink-conf/policies.yaml), by offering and by version.
      A promise is a SCHEDULED or RESCHEDULED that is neither backdated nor a repetition; "late for a
      promise" is within `lateCancelLead` of its window and not a second thought. What each rule means to the last
      millisecond is told by its [scenarios](checks/laws/src/test/resources/scenarios).

      This page is generated from the code and checked by a test. To write it anew after a change:

          mvn -pl jobs/checks/configuration -am test -Dtest=RulesPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dodyssey.regenerate
      """;

  @Test
  void isUpToDate() throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    section(page, "Orders", "lifecycle-defects/README.md", OrderRules.ALL);
    section(page, "Contacts", "contact-defects/README.md", ContactRules.ALL);
    if (System.getProperty("odyssey.regenerate") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).content().isEqualTo(page.toString());
  }

  private static void section(
      StringBuilder page, String title, String job, List<? extends Rule<?>> rules) {
    page.append("\n## ").append(title).append("\n\nFound by [").append(job.split("/")[0]);
    page.append("](").append(job).append(").\n\n");
    page.append("| code | severity | form | raised | missing | charged | settings |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (Rule<?> rule : rules) {
      page.append(
          String.join(
              " | ",
              "| `" + rule.code() + "`" + escalates(rule),
              rule.severityText(),
              form(rule.form()),
              rule.dueText(),
              rule.missing() == null ? "" : rule.missing(),
              rule.chargeText(),
              Arrays.stream(rule.settings())
                      .map(Setting::key)
                      .map(key -> "`" + key + "`")
                      .collect(Collectors.joining(", "))
                  + " |\n"));
    }
  }

  private static String escalates(Rule<?> rule) {
    return rule.escalates() == null ? "" : ", escalates `" + rule.escalates() + "`";
  }

  private static String form(Form<?> form) {
    if (form instanceof Form.Occurrence<?> occurrence) {
      return occurrence.clearedBy() == null ? "occurrence" : "occurrence, can be cleared";
    }
    if (form instanceof Form.Absence<?> absence) {
      return absence.expiry() == null ? "absence" : "absence, expires";
    }
    return form instanceof Form.Count<?> ? "count" : "sequence";
  }
}
