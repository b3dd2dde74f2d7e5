package dev.odyssey.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A table whose rows are made of what a record says, for some records. */
record Mapped<T, R>(Predicate<T> concerns, Function<T, R> row, TableWriter<R> rows)
    implements TableWriter<T> {

  @Override
  public String table() {
    return rows.table();
  }

  @Override
  public Set<Month> months(List<T> said) {
    return rows.months(of(said));
  }

  @Override
  public void write(Connection connection, List<T> said) throws SQLException {
    rows.write(connection, of(said));
  }

  private List<R> of(List<T> said) {
    return said.stream().filter(concerns).map(row).toList();
  }
}
