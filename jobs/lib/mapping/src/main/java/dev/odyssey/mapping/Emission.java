package dev.odyssey.mapping;

import dev.odyssey.mapping.Target.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event that is made of a record: its type, times, id and fields, each with what the file says
 * for all events where the emission says nothing.
 *
 * @param type of the event; where it comes from the record, checked when it is made
 * @param id null for the id made of subject, type and time
 * @param recordedAt null for the time of the event itself
 * @param retractsAll whether this takes back every event made of the subject so far
 */
record Emission(
    Target target,
    Value type,
    TimeValue at,
    TimeValue recordedAt,
    Value id,
    Map<String, Value> fields,
    boolean retractsAll) {

  private static final Set<String> COMMON = Set.of("type", "at", "recordedAt", "id");
  private static final String RETRACTS = "retracts";
  private static final String ALL = "all";

  /** What holds for all events of a file. */
  record Defaults(
      Target target,
      Values values,
      Times times,
      TimeValue at,
      TimeValue recordedAt,
      Value id,
      Map<String, Value> fields) {}

  /** An emission as a rule writes it. */
  static Emission parse(Node node, Defaults defaults) {
    Map<String, Node> keys = node.entries();
    Node type = keys.get("type");
    if (type == null) {
      throw node.wrong("type is missing");
    }
    return parse(node, keys, Map.of(), type(type, defaults), defaults);
  }

  /** An emission whose type follows from elsewhere, with what the keys and other fields say. */
  static Emission ofType(
      String type,
      Node node,
      Map<String, Node> keys,
      Map<String, Value> others,
      Defaults defaults) {
    return parse(node, keys, others, scope -> type, defaults);
  }

  private static Emission parse(
      Node node, Map<String, Node> keys, Map<String, Value> others, Value type, Defaults defaults) {
    Map<String, Value> fields = new LinkedHashMap<>(defaults.fields);
    fields.putAll(others);
    boolean retractsAll = false;
    for (Map.Entry<String, Node> key : keys.entrySet()) {
      if (key.getKey().equals(RETRACTS) && key.getValue().isText(ALL)) {
        retractsAll = true;
      } else if (!COMMON.contains(key.getKey())) {
        fields.put(key.getKey(), field(key.getKey(), key.getValue(), defaults));
      }
    }
    TimeValue at = keys.containsKey("at") ? defaults.times.time(keys.get("at")) : defaults.at;
    if (at == null) {
      throw node.wrong("at is missing: when an event occurred, here or at the top of the file");
    }
    return new Emission(
        defaults.target,
        type,
        at,
        keys.containsKey("recordedAt")
            ? defaults.times.time(keys.get("recordedAt"))
            : defaults.recordedAt,
        keys.containsKey("id") ? defaults.values.value(keys.get("id")) : defaults.id,
        inOrder(fields, defaults.target),
        retractsAll);
  }

  private static Value type(Node node, Defaults defaults) {
    if (!node.isScalar()) {
      return defaults.values.value(node);
    }
    String type = node.text();
    if (!defaults.target.types().contains(type)) {
      throw node.wrong("not a type of " + defaults.target.topic());
    }
    return scope -> type;
  }

  /** The fields of a file or a rule. */
  static Map<String, Value> fields(Map<String, Node> nodes, Defaults defaults) {
    Map<String, Value> fields = new LinkedHashMap<>();
    nodes.forEach((name, node) -> fields.put(name, field(name, node, defaults)));
    return fields;
  }

  private static Value field(String name, Node node, Defaults defaults) {
    Kind kind = defaults.target.fields().get(name);
    if (kind == null) {
      throw node.wrong(
          "not a field of "
              + defaults.target.topic()
              + "; known are "
              + String.join(", ", defaults.target.fields().keySet()));
    }
    if (kind == Kind.INSTANT) {
      TimeValue time = defaults.times.time(node);
      return scope -> {
        Long millis = time.get(scope);
        return millis == null ? null : Instant.ofEpochMilli(millis);
      };
    }
    Value value = defaults.values.value(node);
    return scope -> typed(name, kind, value.text(scope));
  }

  private static Object typed(String name, Kind kind, String text) {
    if (text == null || kind == Kind.TEXT) {
      return text;
    }
    if (kind == Kind.BOOLEAN) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new UnmappedException(name + " is not true or false: " + text);
      };
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UnmappedException(name + " is not a whole number: " + text);
    }
  }

  private static Map<String, Value> inOrder(Map<String, Value> fields, Target target) {
    Map<String, Value> ordered = new LinkedHashMap<>();
    for (String name : target.fields().keySet()) {
      if (fields.containsKey(name)) {
        ordered.put(name, fields.get(name));
      }
    }
    return ordered;
  }

  /** What the event's own order or contact is, null if that is not known. */
  String subject(Scope scope) {
    return fields.get(target.subjectField()).text(scope);
  }

  /** The type of the event. */
  String typeOf(Scope scope) {
    String found = type.text(scope);
    if (found == null || !target.types().contains(found)) {
      throw new UnmappedException("not a type of " + target.topic() + ": " + found);
    }
    return found;
  }

  /** The fields that are known. */
  Map<String, Object> known(Scope scope) {
    Map<String, Object> known = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          Object found = value.get(scope);
          if (found != null) {
            known.put(name, found);
          }
        });
    return known;
  }

  /** Emissions in a list, or one. */
  static List<Emission> parseAll(Node node, Defaults defaults) {
    List<Emission> emissions = new ArrayList<>();
    node.elements().forEach(one -> emissions.add(parse(one, defaults)));
    return emissions;
  }
}
