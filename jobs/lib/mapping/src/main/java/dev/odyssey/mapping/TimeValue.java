package dev.odyssey.mapping;

/** An instant that a mapping reads from a record. */
interface TimeValue {

  /**
   * Epoch milliseconds, null if the time is not known.
   *
   * @throws UnmappedException if there is a value that is no time
   */
  Long get(Scope scope);
}
