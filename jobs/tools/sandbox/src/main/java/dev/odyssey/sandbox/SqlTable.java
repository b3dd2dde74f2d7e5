package dev.odyssey.sandbox;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The answer to a query as a table of text. */
final class SqlTable {

  static void print(PostgresServer postgres, String sql, PrintWriter out) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      boolean hasRows = statement.execute(sql);
      if (hasRows) {
        render(rows(statement.getResultSet())).forEach(out::println);
      } else {
        out.println(statement.getUpdateCount() + " rows changed");
      }
      out.flush();
    }
  }

  private static List<List<String>> rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      names.add(columns.getColumnLabel(column));
    }
    rows.add(names);
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        String value = result.getString(column);
        row.add(value == null ? "" : value);
      }
      rows.add(row);
    }
    return rows;
  }

  /** Columns as wide as their widest value; the first row is the heading. */
  static List<String> render(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String value = row.get(column);
        line.append(value).append(" ".repeat(widths[column] - value.length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private SqlTable() {}
}
