package dev.odyssey.mapping;

/** Something that a mapping says about a record; a pure function of the scope. */
interface Value {

  /**
   * The value, null if it is not known.
   *
   * @throws UnmappedException if the record says something that the mapping does not know
   */
  Object get(Scope scope);

  /** The value as text, null if it is not known or blank. */
  default String text(Scope scope) {
    return Texts.of(get(scope));
  }
}
