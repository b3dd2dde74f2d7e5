package dev.odyssey.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableTest {

  private record Thing(String id, long revision, String document, long at) {}

  private static final List<Column<Thing>> COLUMNS =
      new Columns<Thing>()
          .key("id", Thing::id)
          .integer("revision", Thing::revision)
          .json("document", Thing::document)
          .instant("at", Thing::at)
          .list();

  @Test
  void aBatchIsOneStatementWithAnArrayForEachColumn() {
    assertThat(Table.once("thing_change", COLUMNS, Thing::at).statement())
        .isEqualTo(
            "INSERT INTO thing_change AS kept (id, revision, document, at)"
                + " SELECT new.id, new.revision, new.document::jsonb, new.at"
                + " FROM UNNEST(?::text[], ?::int8[], ?::text[], ?::timestamptz[])"
                + " AS new (id, revision, document, at) ON CONFLICT DO NOTHING");
  }

  @Test
  void theLatestStateIsNeverOverwrittenByAnOlderOne() {
    assertThat(Table.latest("thing", COLUMNS, 1, Thing::revision).statement())
        .endsWith(
            " ON CONFLICT (id) DO UPDATE SET revision = EXCLUDED.revision,"
                + " document = EXCLUDED.document, at = EXCLUDED.at,"
                + " updated_at = EXCLUDED.updated_at"
                + " WHERE EXCLUDED.revision > kept.revision");
  }

  @Test
  void anEventIsLookedForByItsKeyInAllMonths() {
    assertThat(Table.onceByKey("thing", COLUMNS, 2, Thing::at).statement())
        .contains(
            " WHERE (SELECT true FROM thing AS known"
                + " WHERE known.id = new.id AND known.revision = new.revision LIMIT 1) IS NULL");
  }

  @Test
  void rowsNeedTheirMonthsInUtc() {
    Table<Thing> table = Table.once("thing", COLUMNS, Thing::at);

    assertThat(
            table.months(
                List.of(
                    new Thing("a", 1, "{}", 1_740_787_199_999L),
                    new Thing("b", 1, "{}", 1_740_787_200_000L),
                    new Thing("c", 1, "{}", 1_740_787_200_001L),
                    new Thing("d", 1, "{}", Long.MAX_VALUE))))
        .containsExactlyInAnyOrder(
            new Month("thing", LocalDate.of(2025, 2, 1)),
            new Month("thing", LocalDate.of(2025, 3, 1)),
            new Month("thing", LocalDate.of(9999, 12, 1)));
  }

  @Test
  void everyTopicWithATableHasOneFeed() {
    assertThat(Feeds.ALL).extracting(Feed::topic).doesNotHaveDuplicates();
    assertThat(Feeds.ALL)
        .flatExtracting(feed -> feed.tables().stream().map(TableWriter::table).toList())
        .doesNotHaveDuplicates()
        .allSatisfy(table -> assertThat(table).matches("[a-z_]+"));
    for (Feed<?> feed : Feeds.ALL) {
      assertThat(Feeds.of(feed.topic())).isSameAs(feed);
    }
  }

  @Test
  void columnsHaveDifferentNames() {
    for (Feed<?> feed : Feeds.ALL) {
      for (TableWriter<?> writer : feed.tables()) {
        if (writer instanceof Table<?> table) {
          assertThat(table.columns()).extracting(Column::name).doesNotHaveDuplicates();
          assertThat(table.statement().chars().filter(c -> c == '?').count())
              .isEqualTo(table.columns().size());
        }
      }
    }
  }

  @Test
  void timesOfAllYearsAreWrittenAsTheDatabaseReadsThem() {
    assertThat(
            Arrays.asList(
                    null,
                    0L,
                    1_740_848_400_002L,
                    253_402_300_800_000L,
                    Long.MAX_VALUE,
                    -62_135_596_800_001L,
                    Long.MIN_VALUE)
                .stream()
                .map(Storable::timestamp)
                .collect(Collectors.toList()))
        .containsExactly(
            null,
            "1970-01-01T00:00:00Z",
            "2025-03-01T17:00:00.002Z",
            "10000-01-01 00:00+00",
            "294276-12-31 23:59:59.999+00",
            "0001-12-31 23:59:59.999+00 BC",
            "4713-01-01 00:00+00 BC");
  }
}
