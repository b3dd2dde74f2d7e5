package dev.odyssey.mapping;

import dev.odyssey.mapping.Emission.Defaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a record when a condition holds.
 *
 * @param name for people
 * @param skips whether the record is thereby done with, and no event made of it
 */
record Rule(String name, Condition when, Outcome outcome, boolean skips) {

  /** The events to make of a record. */
  interface Outcome {
    /**
     * @throws UnmappedException if the record has a value that the rule does not know
     */
    List<Emission> of(Scope scope);
  }

  private static final List<String> KEYS = List.of("name", "when", "emit", "skip");
  private static final String BY = "by";
  private static final String IGNORED = "ignored";

  static List<Rule> parseAll(Node node, Defaults defaults) {
    List<Rule> rules = new ArrayList<>();
    for (Node one : node.elements()) {
      rules.add(parse(one, "rule " + (rules.size() + 1), defaults));
    }
    return rules;
  }

  private static Rule parse(Node node, String usualName, Defaults defaults) {
    Map<String, Node> keys = node.entries(KEYS);
    boolean skips = keys.containsKey("skip") && keys.get("skip").bool();
    if (skips == keys.containsKey("emit")) {
      throw node.wrong("expected either emit or skip: true");
    }
    return new Rule(
        keys.containsKey("name") ? keys.get("name").text() : usualName,
        keys.containsKey("when") ? defaults.values().condition(keys.get("when")) : Condition.ALWAYS,
        skips ? scope -> List.of() : outcome(keys.get("emit"), defaults),
        skips);
  }

  private static Outcome outcome(Node emit, Defaults defaults) {
    if (emit.isMap() && emit.entries().containsKey(BY)) {
      return by(emit.entries(), defaults);
    }
    List<Emission> emissions = Emission.parseAll(emit, defaults);
    return scope -> emissions;
  }

  private static Outcome by(Map<String, Node> keys, Defaults defaults) {
    Value value = defaults.values().value(keys.get(BY));
    String name = keys.get(BY).isScalar() ? keys.get(BY).text() : "the value";
    Map<String, List<Emission>> emissions = new LinkedHashMap<>();
    keys.forEach(
        (text, node) -> {
          if (text.equals(IGNORED)) {
            node.texts().forEach(ignored -> emissions.put(ignored, List.of()));
          } else if (!text.equals(BY)) {
            emissions.put(text, Emission.parseAll(node, defaults));
          }
        });
    return scope -> {
      String text = value.text(scope);
      List<Emission> found = text == null ? List.of() : emissions.get(text);
      if (found == null) {
        throw new UnmappedException(name + " has a value that the rule does not know: " + text);
      }
      return found;
    };
  }
}
