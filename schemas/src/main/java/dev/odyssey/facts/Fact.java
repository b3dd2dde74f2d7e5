package dev.odyssey.facts;

/** The contribution of one subject to the scorecards, as it now stands. */
public sealed interface Fact permits OrderFacts, ContactFacts {

  /** The identity of the contribution: a later record of the same identity replaces this one. */
  String factId();

  /** Whether the subject no longer contributes anything, since all of it was retracted. */
  boolean isWithdrawn();

  /**
   * When it was decided, in epoch milliseconds of wall clock, or of stream time in a replay. Not
   * part of what is said: two facts that differ in nothing else are the same.
   */
  long decidedAt();
}
