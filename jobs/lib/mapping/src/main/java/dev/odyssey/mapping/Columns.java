package dev.odyssey.mapping;

import java.util.HashSet;
import java.util.Set;

/**
 * Which fields of a record a reader keeps.
 *
 * @param required what must be there, where an input names its columns once
 * @param optional what may be there
 * @param absent texts that mean that nothing is known, like {@code ?}
 * @param all whether fields that are not named are kept too
 * @param roots what the paths to what is kept begin with
 */
record Columns(
    Set<String> required,
    Set<String> optional,
    Set<String> absent,
    boolean all,
    Set<String> roots) {

  static final Columns ALL = of(Set.of(), Set.of(), Set.of(), true);

  /** Keeps what paths look at. */
  static Columns of(
      Set<String> required, Set<String> optional, Set<String> absent, boolean everything) {
    Set<String> roots = new HashSet<>(required);
    required.forEach(path -> roots.add(FieldPath.of(path).root()));
    roots.addAll(optional);
    return new Columns(required, optional, absent, everything, roots);
  }

  static Columns only(Set<String> required) {
    return of(required, Set.of(), Set.of(), false);
  }

  /** Whether a top-level field of a tree is kept: one that a path begins with, or is. */
  boolean keepsRoot(String name) {
    return all || roots.contains(name);
  }
}
