package dev.odyssey.tables;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name in the database
 * @param type of its values
 * @param value the value of a row as the database takes it: a text, a number or a truth value; null
 *     where there is none
 */
record Column<T>(String name, Type type, Function<T, Object> value) {

  /** The types of columns, and how their values travel in an array. */
  enum Type {
    TEXT("text", ""),
    INTEGER("int8", ""),
    REAL("float8", ""),
    TRUTH("bool", ""),
    DATE("date", ""),
    INSTANT("timestamptz", ""),
    JSON("text", "::jsonb");

    private final String element;
    private final String cast;

    Type(String element, String cast) {
      this.element = element;
      this.cast = cast;
    }

    /** The type of an element of an array of these values. */
    String element() {
      return element;
    }

    /** Makes the column's type of an element's. */
    String cast() {
      return cast;
    }
  }
}
