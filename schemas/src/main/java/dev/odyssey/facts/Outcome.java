package dev.odyssey.facts;

/** How something turned out that is a success unless something happens in time. */
public enum Outcome {
  FAILURE,
  /** A success so far; its time has not passed. Counted as a success. */
  PROVISIONAL,
  SUCCESS
}
