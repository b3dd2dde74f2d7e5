package dev.odyssey.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the rules and the dashboard ask Prometheus, and what there is to be asked for. */
final class Monitoring {

  static final String OPERATOR = "flink_taskmanager_job_task_operator_";

  /** The tests of the rules. */
  static final List<String> TESTS = List.of("rules.test.yml", "rules.days.test.yml");

  private static final Pattern METRIC = Pattern.compile("\\bflink_[A-Za-z_]+");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** A rule that calls somebody. */
  record Alert(String name, String query, String severity, String summary, String runbook) {}

  /** A metric of the list in flink-conf/prometheus. */
  record Listed(
      String name,
      String exposed,
      String type,
      List<String> labels,
      List<String> jobs,
      String meaning) {}

  static List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode group : yaml("prometheus/rules.yml").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        alerts.add(
            new Alert(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("labels").path("severity").asText(),
                rule.path("annotations").path("summary").asText(),
                rule.path("annotations").path("runbook").asText()));
      }
    }
    return alerts;
  }

  /** Of each test of the rules: the alert, and whether it is to fire. */
  static List<String> tested() {
    List<String> tested = new ArrayList<>();
    for (String file : TESTS) {
      for (JsonNode test : yaml("prometheus/" + file).path("tests")) {
        for (JsonNode moment : test.path("alert_rule_test")) {
          tested.add(
              moment.path("alertname").asText()
                  + (moment.path("exp_alerts").isEmpty() ? " does not fire" : " fires"));
        }
      }
    }
    return tested;
  }

  /** The queries of the dashboard, the one behind the choice of jobs among them. */
  static List<String> dashboard() {
    JsonNode dashboard = yaml("grafana/odyssey.json");
    List<String> queries = new ArrayList<>();
    dashboard.findParents("expr").forEach(target -> queries.add(target.path("expr").asText()));
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      if (variable.path("type").asText().equals("query")) {
        queries.add(variable.path("query").asText());
      }
    }
    return queries;
  }

  static List<Listed> listed() {
    List<Listed> listed = new ArrayList<>();
    for (JsonNode metric : yaml("prometheus/metrics.yaml").path("metrics")) {
      listed.add(
          new Listed(
              metric.path("name").asText(),
              OPERATOR + metric.path("exposed").asText(),
              metric.path("type").asText(),
              texts(metric.path("labels")),
              texts(metric.path("jobs")),
              metric.path("meaning").asText()));
    }
    return listed;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** The metrics that a query names. */
  static Set<String> metrics(String query) {
    Set<String> metrics = new TreeSet<>();
    Matcher names = METRIC.matcher(query);
    while (names.find()) {
      metrics.add(names.group());
    }
    return metrics;
  }

  /** YAML, of which JSON is a part. */
  private static JsonNode yaml(String name) {
    Path file = FlinkConf.path(name);
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private Monitoring() {}
}
