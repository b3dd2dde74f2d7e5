package dev.odyssey.tables;

import static dev.odyssey.tables.Changes.change;
import static dev.odyssey.tables.Changes.cleared;
import static dev.odyssey.tables.Changes.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefectTablesIT {

  private static TestDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void empty() throws Exception {
    database.execute("TRUNCATE defect, defect_change, shadow_defect, shadow_defect_change");
  }

  private static void write(List<DefectChange> changes) throws SQLException {
    database.write(Feeds.DEFECTS, changes);
  }

  @Test
  void theSchemaCanBeAppliedAgainAndKeepsWhatIsThere() throws Exception {
    write(List.of(raised("e1", 1)));

    database.applySchema();

    assertThat(database.value("SELECT count(*) FROM defect")).isEqualTo("1");
  }

  @Test
  void everyTableAndColumnSaysWhatItMeans() throws Exception {
    assertThat(
            database.rows(
                """
                SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition AND c.relkind IN ('r', 'p')
                  AND a.attnum > 0 AND col_description(c.oid, a.attnum) IS NULL
                """))
        .isEmpty();
    assertThat(
            database.rows(
                """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
                  AND obj_description(oid) IS NULL
                """))
        .isEmpty();
  }

  @Test
  void everyFieldIsInItsColumn() throws Exception {
    write(List.of(change("e1", 3, DefectStatus.CLEARED, Map.of("minutesLate", "1"))));

    String columns =
        """
        defect_id, revision, status, code, severity, charged_to, order_id, contact_id IS NULL,
        customer_id, provider_id, offering_id, region, agent_id IS NULL, agent_version IS NULL,
        site IS NULL, channel IS NULL, time_zone, window_start AT TIME ZONE 'UTC',
        window_end AT TIME ZONE 'UTC', anchor_event_id, raised_at AT TIME ZONE 'UTC',
        cleared_at AT TIME ZONE 'UTC', clear_reason, cleared_by, detected_at AT TIME ZONE 'UTC',
        escalates, summary, missing, derivation, policy, details
        """;
    String expected =
        "MISSED_WINDOW:order-of-e1:e1|3|CLEARED|MISSED_WINDOW|HIGH|PROVIDER|order-of-e1|t|"
            + "customer-1|provider-1|tv-mount|BOS|t|t|t|t|America/New_York|2025-03-01 13:00:00|"
            + "2025-03-01 17:00:00|e1|2025-03-01 17:00:00|"
            + "2025-03-01 17:01:00|ARRIVED|late-e1|2025-03-01 17:00:05.003|"
            + "LATE_DEPARTURE:e1|Nobody came in the window that ended 2025-03-01 17:00|ARRIVED|"
            + "windowEnd 17:00 + arrivalGrace PT0S|{\"arrivalGrace\": \"PT0S\"}|"
            + "{\"minutesLate\": \"1\"}";
    assertThat(database.value("SELECT " + columns + " FROM defect")).isEqualTo(expected);
    assertThat(database.value("SELECT " + columns + " FROM defect_change")).isEqualTo(expected);
  }

  @Test
  void anOlderRevisionNeverOverwritesANewerOne() throws Exception {
    write(List.of(cleared("e1", 2)));
    write(List.of(raised("e1", 1)));

    assertThat(database.rows("SELECT revision, status FROM defect")).containsExactly("2|CLEARED");
    assertThat(database.rows("SELECT revision FROM defect_change ORDER BY 1"))
        .containsExactly("1", "2");
  }

  @Test
  void allRevisionsInOneBatchLeaveTheHighest() throws Exception {
    write(List.of(raised("e1", 1), cleared("e1", 2), raised("e1", 3), raised("e2", 1)));

    assertThat(database.rows("SELECT defect_id, revision FROM defect ORDER BY 1"))
        .containsExactly("MISSED_WINDOW:order-of-e1:e1|3", "MISSED_WINDOW:order-of-e2:e2|1");
    assertThat(database.value("SELECT count(*) FROM defect_change")).isEqualTo("4");
  }

  @Test
  void writingAgainChangesNothing() throws Exception {
    List<DefectChange> changes = List.of(raised("e1", 1), cleared("e1", 2), raised("e2", 1));
    write(changes);
    String state = "SELECT d.*, d.xmin FROM defect d ORDER BY 1";
    String history = "SELECT d.*, d.xmin FROM defect_change d ORDER BY 1, 2";
    List<String> stateOnce = database.rows(state);
    List<String> historyOnce = database.rows(history);

    write(changes);

    assertThat(database.rows(state)).isEqualTo(stateOnce);
    assertThat(database.rows(history)).isEqualTo(historyOnce);
  }

  @Test
  void anyOrderAndAnyRepetitionOfBatchesComesToTheSameTables() throws Exception {
    Random random = new Random(17);
    List<DefectChange> changes = new ArrayList<>();
    for (int defect = 0; defect < 40; defect++) {
      for (int revision = 1; revision <= 5; revision++) {
        changes.add(raised("e" + defect, revision));
      }
    }
    for (int round = 0; round < 3; round++) {
      Collections.shuffle(changes, random);
      for (int from = 0; from < changes.size(); from += 33) {
        write(changes.subList(from, Math.min(from + 33, changes.size())));
      }
    }

    assertThat(database.rows("SELECT count(*), min(revision), max(revision) FROM defect"))
        .containsExactly("40|5|5");
    assertThat(database.value("SELECT count(*) FROM defect_change")).isEqualTo("200");
  }

  @Test
  void anAnalystCanAskTheEvidence() throws Exception {
    write(List.of(raised("e1", 1), cleared("e2", 1)));
    write(List.of(change("e3", 1, DefectStatus.RETRACTED, Map.of())));

    assertThat(
            database.rows(
                """
                SELECT event_id, event_type, position, occurred_at AT TIME ZONE 'UTC'
                FROM defect_evidence WHERE defect_id = 'MISSED_WINDOW:order-of-e1:e1' ORDER BY position
                """))
        .containsExactly(
            "placed-e1|PLACED|1|2025-02-28 17:00:00", "e1|SCHEDULED|2|2025-03-01 15:00:00");
    assertThat(
            database.rows(
                "SELECT defect_id FROM defect WHERE evidence @> '[{\"eventId\": \"placed-e2\"}]'"))
        .containsExactly("MISSED_WINDOW:order-of-e2:e2");
    assertThat(database.value("SELECT count(*) FROM defect_evidence WHERE order_id LIKE '%e3'"))
        .isEqualTo("0");
    assertThat(database.rows("SELECT defect_id, missing FROM open_defect"))
        .containsExactly("MISSED_WINDOW:order-of-e1:e1|ARRIVED");
    assertThat(database.value("SELECT policy ->> 'arrivalGrace' FROM defect LIMIT 1"))
        .isEqualTo("PT0S");
  }

  @Test
  void whatIsTriedStandsBesideWhatIsLive() throws Exception {
    write(
        List.of(
            raised("both", 1),
            cleared("live1", 1),
            raised("live2", 1),
            raised("untried", 1),
            change("gone", 1, DefectStatus.RETRACTED, Map.of())));
    database.write(
        Feeds.SHADOW_DEFECTS,
        List.of(
            cleared("both", 1),
            change("live1", 1, DefectStatus.RETRACTED, Map.of()),
            raised("live2", 1),
            change("live2", 2, DefectStatus.RETRACTED, Map.of()),
            change("gone", 1, DefectStatus.RETRACTED, Map.of()),
            raised("tried", 1)));

    assertThat(database.value("SELECT count(*) FROM shadow_defect_change")).isEqualTo("6");
    assertThat(database.rows("SELECT * FROM shadow_diff"))
        .containsExactly(
            "MISSED_WINDOW|2025-03-01|1|2|1|{MISSED_WINDOW:order-of-both:both}"
                + "|{MISSED_WINDOW:order-of-live1:live1,MISSED_WINDOW:order-of-live2:live2}"
                + "|{MISSED_WINDOW:order-of-tried:tried}");
  }

  @Test
  void textThatPostgresCannotHoldIsMadeFit() throws Exception {
    String nul = "a\0b";
    String half = "c\ud83d";
    String backslash = "\\u0000";
    write(
        List.of(
            change(nul, 1, DefectStatus.RAISED, Map.of("k", nul, "l", half)),
            change("a\ufffdb", 2, DefectStatus.RAISED, Map.of("k", nul)),
            change(half, 1, DefectStatus.RAISED, Map.of()),
            change("c?", 2, DefectStatus.RAISED, Map.of()),
            change(backslash, 1, DefectStatus.RAISED, Map.of("k", backslash + nul))));

    assertThat(database.rows("SELECT defect_id, revision FROM defect ORDER BY 1"))
        .containsExactlyInAnyOrder(
            "MISSED_WINDOW:order-of-a\ufffdb:a\ufffdb|2",
            "MISSED_WINDOW:order-of-c?:c?|2",
            "MISSED_WINDOW:order-of-\\u0000:\\u0000|1");
    assertThat(
            database.value(
                "SELECT details ->> 'k' FROM defect WHERE defect_id = 'MISSED_WINDOW:order-of-\\u0000:\\u0000'"))
        .isEqualTo("\\u0000a\ufffdb");
  }

  @Test
  void idsOfAnyLengthFitTheIndexes() throws Exception {
    Random random = new Random(5);
    StringBuilder id = new StringBuilder();
    random.ints(20_000, 0x4e00, 0x9fff).forEach(id::appendCodePoint);

    write(List.of(raised(id + "1", 1), raised(id + "2", 1), cleared(id + "2", 2)));

    assertThat(
            database.rows(
                "SELECT status, length(defect_id), length(anchor_event_id) FROM defect ORDER BY 1"))
        .containsExactly("CLEARED|400|20001", "RAISED|400|20001");
  }

  @Test
  void instantsBeyondTheDatabasesYearsAreItsLast() throws Exception {
    DefectChange change = raised("e1", 1);
    write(
        List.of(
            new DefectChange(1, change.status(), Long.MAX_VALUE, change.finding()),
            new DefectChange(2, change.status(), Long.MIN_VALUE, change.finding())));

    assertThat(
            database.rows(
                """
                SELECT extract(year FROM detected_at AT TIME ZONE 'UTC') FROM defect_change
                ORDER BY revision
                """))
        .containsExactly("294276", "-4713");
  }
}
