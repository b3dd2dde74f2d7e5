package dev.odyssey.mapping;

/** When a rule holds; a pure function of the scope. */
interface Condition {

  Condition ALWAYS = scope -> true;

  boolean holds(Scope scope);
}
