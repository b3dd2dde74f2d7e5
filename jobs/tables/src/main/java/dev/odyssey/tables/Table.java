package dev.odyssey.tables;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A table, its columns, and what happens to a row whose key is there already. All rows of a batch
 * are one statement: an array for each column, which the database makes rows of.
 *
 * <pre>
 * INSERT INTO t AS kept (a, b) SELECT a, b FROM UNNEST(?::text[], ?::int8[]) AS new (a, b) ON CONFLICT ...
 * </pre>
 */
final class Table<T> implements TableWriter<T> {

  private static final String KEPT = "kept";
  private static final String NEW = "new";
  private static final String KNOWN = "known";

  private final String name;
  private final List<Column<T>> columns;
  private final String statement;
  private final Predicate<T> concerns;
  private final ToLongFunction<T> partitionedBy;

  /** What is left of the rows of a batch: a statement may touch a row only once. */
  private final Function<List<T>, Collection<T>> distinct;

  private Table(
      String name,
      List<Column<T>> columns,
      String statement,
      Predicate<T> concerns,
      ToLongFunction<T> partitionedBy,
      Function<List<T>, Collection<T>> distinct) {
    this.name = name;
    this.columns = columns;
    this.statement = statement;
    this.concerns = concerns;
    this.partitionedBy = partitionedBy;
    this.distinct = distinct;
  }

  /**
   * A table that holds each thing as of its highest revision.
   *
   * @param keys how many of the columns, from the first on, are the key
   * @param revision of a row; the column {@code revision} holds it
   */
  static <T> Table<T> latest(
      String name, List<Column<T>> columns, int keys, ToLongFunction<T> revision) {
    String key = names(columns.subList(0, keys));
    List<Column<T>> values = columns.subList(keys, columns.size());
    String set =
        values.stream()
            .map(column -> column.name() + " = EXCLUDED." + column.name())
            .collect(joining(", "));
    if (values.stream().noneMatch(column -> column.name().equals("updated_at"))) {
      set += ", updated_at = EXCLUDED.updated_at";
    }
    String conflict =
        " ON CONFLICT (%s) DO UPDATE SET %s WHERE EXCLUDED.revision > %s.revision"
            .formatted(key, set, KEPT);
    return new Table<>(
        name,
        columns,
        insert(name, columns) + conflict,
        row -> true,
        null,
        rows ->
            merged(
                rows,
                columns.subList(0, keys),
                (a, b) -> revision.applyAsLong(b) > revision.applyAsLong(a) ? b : a));
  }

  /**
   * A table that holds each row once: the first that comes of a key. It is partitioned by months.
   *
   * @param month the instant, in epoch milliseconds, by which rows are partitioned; part of the key
   */
  static <T> Table<T> once(String name, List<Column<T>> columns, ToLongFunction<T> month) {
    return new Table<>(
        name,
        columns,
        insert(name, columns) + " ON CONFLICT DO NOTHING",
        row -> true,
        month,
        rows -> rows);
  }

  /**
   * A table as {@link #once} whose rows have a key that does not hold the instant by which they are
   * partitioned: of two rows of a key in different months only the first is kept, too.
   *
   * @param keys how many of the columns, from the first on, are the key
   */
  static <T> Table<T> onceByKey(
      String name, List<Column<T>> columns, int keys, ToLongFunction<T> month) {
    List<Column<T>> key = columns.subList(0, keys);
    // Not as NOT EXISTS, of which the planner may make a join that reads the whole table.
    String known =
        " WHERE (SELECT true FROM %s AS %s WHERE %s LIMIT 1) IS NULL"
            .formatted(
                name,
                KNOWN,
                key.stream()
                    .map(column -> KNOWN + "." + column.name() + " = " + NEW + "." + column.name())
                    .collect(joining(" AND ")));
    return new Table<>(
        name,
        columns,
        insert(name, columns) + known + " ON CONFLICT DO NOTHING",
        row -> true,
        month,
        rows -> merged(rows, key, (first, second) -> first));
  }

  /**
   * A table whose rows are put together where their key is the same.
   *
   * @param keys how many of the columns, from the first on, are the key
   * @param merge what becomes of the row that is {@code kept}: the end of the statement, from DO on
   * @param and the same for two rows of a batch
   */
  static <T> Table<T> merging(
      String name, List<Column<T>> columns, int keys, String merge, BinaryOperator<T> and) {
    List<Column<T>> key = columns.subList(0, keys);
    return new Table<>(
        name,
        columns,
        insert(name, columns) + " ON CONFLICT (" + names(key) + ") " + merge,
        row -> true,
        null,
        rows -> merged(rows, key, and));
  }

  /** This table for some rows only. */
  Table<T> only(Predicate<T> some) {
    return new Table<>(name, columns, statement, some, partitionedBy, distinct);
  }

  private static <T> String insert(String table, List<Column<T>> columns) {
    String arrays =
        columns.stream()
            .map(column -> "?::" + column.type().element() + "[]")
            .collect(joining(", "));
    String values =
        columns.stream()
            .map(column -> NEW + "." + column.name() + column.type().cast())
            .collect(joining(", "));
    return "INSERT INTO %s AS %s (%s) SELECT %s FROM UNNEST(%s) AS %s (%s)"
        .formatted(table, KEPT, names(columns), values, arrays, NEW, names(columns));
  }

  private static <T> String names(List<Column<T>> columns) {
    return columns.stream().map(Column::name).collect(joining(", "));
  }

  /**
   * One row a key, in the order of the keys: transactions that touch the same rows lock them in the
   * same order.
   */
  private static <T> Collection<T> merged(
      List<T> rows, List<Column<T>> key, BinaryOperator<T> merge) {
    Map<String, T> byKey = new TreeMap<>();
    for (T row : rows) {
      byKey.merge(keyOf(row, key), row, merge);
    }
    return byKey.values();
  }

  private static <T> String keyOf(T row, List<Column<T>> key) {
    // The database's texts hold no NUL, so that it can stand between them.
    return key.stream()
        .map(column -> String.valueOf(column.value().apply(row)))
        .collect(joining("\0"));
  }

  @Override
  public String table() {
    return name;
  }

  /** The columns, in the order of the statement's parameters. */
  List<Column<T>> columns() {
    return columns;
  }

  /** The statement, with an array for each column. */
  String statement() {
    return statement;
  }

  @Override
  public Set<Month> months(List<T> rows) {
    Set<Month> months = new HashSet<>();
    if (partitionedBy != null) {
      for (T row : rows) {
        if (concerns.test(row)) {
          months.add(Month.of(name, partitionedBy.applyAsLong(row)));
        }
      }
    }
    return months;
  }

  @Override
  public void write(Connection connection, List<T> rows) throws SQLException {
    Collection<T> distinctRows = distinct.apply(rows.stream().filter(concerns).toList());
    if (distinctRows.isEmpty()) {
      return;
    }
    List<T> chosen = new ArrayList<>(distinctRows);
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      for (int i = 0; i < columns.size(); i++) {
        Column<T> column = columns.get(i);
        Object[] values = new Object[chosen.size()];
        for (int j = 0; j < values.length; j++) {
          values[j] = column.value().apply(chosen.get(j));
        }
        insert.setArray(i + 1, connection.createArrayOf(column.type().element(), values));
      }
      insert.executeUpdate();
    }
  }
}
