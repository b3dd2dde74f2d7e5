package dev.odyssey.tables;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The columns of a table, written down in their order. */
final class Columns<T> {

  private final List<Column<T>> columns = new ArrayList<>();

  /** Text of any length. */
  Columns<T> text(String name, Function<T, String> value) {
    return add(name, Column.Type.TEXT, row -> Storable.text(value.apply(row)));
  }

  /** Text that an index holds; a long one is cut. */
  Columns<T> key(String name, Function<T, String> value) {
    return add(name, Column.Type.TEXT, row -> Storable.key(value.apply(row)));
  }

  /** The name of a constant. */
  Columns<T> symbol(String name, Function<T, ? extends Enum<?>> value) {
    return add(
        name,
        Column.Type.TEXT,
        row -> {
          Enum<?> symbol = value.apply(row);
          return symbol == null ? null : symbol.name();
        });
  }

  Columns<T> integer(String name, ToLongFunction<T> value) {
    return add(name, Column.Type.INTEGER, value::applyAsLong);
  }

  /** An integer that may be missing. */
  Columns<T> integerOrNull(String name, Function<T, Integer> value) {
    return add(
        name,
        Column.Type.INTEGER,
        row -> {
          Integer number = value.apply(row);
          return number == null ? null : number.longValue();
        });
  }

  Columns<T> real(String name, ToDoubleFunction<T> value) {
    return add(name, Column.Type.REAL, value::applyAsDouble);
  }

  Columns<T> truth(String name, Predicate<T> value) {
    return add(name, Column.Type.TRUTH, value::test);
  }

  /** A truth value that may be missing. */
  Columns<T> truthOrNull(String name, Function<T, Boolean> value) {
    return add(name, Column.Type.TRUTH, value::apply);
  }

  Columns<T> date(String name, Function<T, LocalDate> value) {
    return add(name, Column.Type.DATE, row -> value.apply(row).toString());
  }

  /** Epoch milliseconds, or null. */
  Columns<T> instant(String name, Function<T, Long> value) {
    return add(name, Column.Type.INSTANT, row -> Storable.timestamp(value.apply(row)));
  }

  /** A JSON document. */
  Columns<T> json(String name, Function<T, String> value) {
    return add(name, Column.Type.JSON, row -> Storable.json(value.apply(row)));
  }

  private Columns<T> add(String name, Column.Type type, Function<T, Object> value) {
    columns.add(new Column<>(name, type, value));
    return this;
  }

  /** What was written down. */
  List<Column<T>> list() {
    return List.copyOf(columns);
  }
}
