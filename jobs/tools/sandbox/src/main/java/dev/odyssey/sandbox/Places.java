package dev.odyssey.sandbox;

import dev.odyssey.schemas.Topics.Topic;
import java.util.List;
import java.util.StringJoiner;

/** Where to look in a sandbox: what a person is told when it is up. */
final class Places {

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "What is open right now, the worst first?",
              """
              SELECT code, severity, count(*) AS open, min(raised_at) AS oldest
              FROM defect WHERE status = 'RAISED'
              GROUP BY code, severity
              ORDER BY array_position(ARRAY['CRITICAL','HIGH','WARNING','INFO'], severity::text), open DESC;"""),
          new Question(
              "Which providers miss their windows, and how long does the customer wait?",
              """
              SELECT provider_id, count(*) AS missed, count(cleared_at) AS came_late,
                     percentile_cont(0.5) WITHIN GROUP (ORDER BY cleared_at - raised_at) AS median_wait
              FROM defect WHERE code = 'MISSED_WINDOW' AND status <> 'RETRACTED'
              GROUP BY provider_id ORDER BY missed DESC LIMIT 10;"""),
          new Question(
              "How many orders per million end in a call, and how do providers keep their promises?",
              """
              SELECT day, orders, contacted_orders, dpmo, sigma_level
              FROM dpmo WHERE entity_type = 'ALL' ORDER BY day DESC LIMIT 7;
              SELECT provider_id, tier, orders, on_time_arrival, on_time_arrival_low, on_time_arrival_high
              FROM provider_scorecard ORDER BY orders DESC LIMIT 10;"""),
          new Question(
              "Who was told before they had to ask, and did it spare the call?",
              """
              SELECT code, sum(order_defects) AS defects, sum(alerted) AS alerted, sum(messaged) AS messaged,
                     sum(proactive) AS told_in_time, sum(acted) AS acted, sum(leads) AS asked_all_the_same,
                     sum(others) AS others, sum(others_contacted) AS others_asked
              FROM outreach_value GROUP BY code HAVING sum(messaged) > 0 ORDER BY messaged DESC;
              SELECT title, region, starts_at, suppressed_by FROM alert_open LIMIT 10;"""),
          new Question(
              "How often was a report corrected, because an event came late or was taken back?",
              """
              SELECT code, count(*) FILTER (WHERE status = 'RAISED') AS raised,
                     count(*) FILTER (WHERE status = 'RETRACTED') AS retracted, max(revision) AS most_revisions
              FROM defect_change GROUP BY code ORDER BY retracted DESC, raised DESC;"""));

  /** Something that an analyst would ask of the tables. */
  record Question(String words, String sql) {}

  static List<Question> questions() {
    return QUESTIONS;
  }

  static String of(Sandbox sandbox, List<Topic> topics) {
    PostgresServer postgres = sandbox.postgres();
    StringJoiner text = new StringJoiner(System.lineSeparator());
    text.add("Flink's UI   " + sandbox.flink().rest().root());
    text.add("Kafka        " + sandbox.kafka().bootstrapServers());
    for (Topic topic : topics) {
      text.add("               scripts/sandbox topic " + topic.name());
    }
    text.add(
        "PostgreSQL   PGPASSWORD=\"$(cat '%s')\" psql -h %s -p %d -U %s %s"
            .formatted(
                postgres.passwordFile(),
                PostgresServer.HOST,
                postgres.port(),
                postgres.user(),
                PostgresServer.DATABASE));
    text.add("               or scripts/sandbox psql");
    text.add("Flink SQL    scripts/sandbox sql");
    text.add("Report       scripts/report, one page to look at");
    for (Question question : QUESTIONS) {
      text.add("").add("-- " + question.words()).add(question.sql());
    }
    return text.toString();
  }

  private Places() {}
}
