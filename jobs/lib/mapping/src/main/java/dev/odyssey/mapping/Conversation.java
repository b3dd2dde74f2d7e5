package dev.odyssey.mapping;

import dev.odyssey.mapping.Emission.Defaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of contacts that follow from the records of a ticket or a call.
 *
 * <p>INITIATED at the first record; QUEUED and CONNECTED when it begins to wait and to be worked
 * on; TRANSFERRED whenever it is handed on; ENDED at the end. What happens {@code again} after the
 * end is INITIATED of the next contact, under an id of its own.
 *
 * <p>Each of these is a list of statuses, or conditions.
 */
final class Conversation {

  private static final String STATUSES = "statuses";
  private static final String WHEN = "when";
  private static final String NONE = "none";
  private static final List<String> KEYS =
      List.of("status", "begin", "queued", "talking", "handed on", "ended", "again", "ignored");

  /** What may be said of a record, of several at once. */
  private record Trigger(Condition condition, Emission emission) {}

  private final Value status;

  /** Statuses that the file names anywhere. */
  private final Statuses<Boolean> known = new Statuses<>();

  private final Trigger begin;
  private final Trigger queued;
  private final Trigger talking;
  private final Trigger handedOn;
  private final Trigger again;

  /** In order of the file; an end without emission is one of which nothing is said. */
  private final List<Trigger> ended = new ArrayList<>();

  Conversation(Node node, Defaults defaults) {
    Map<String, Node> keys = node.entries(KEYS);
    status = keys.containsKey("status") ? defaults.values().value(keys.get("status")) : null;
    if (!keys.containsKey("begin")) {
      throw node.wrong("begin is missing: how a contact begins");
    }
    begin = begin(keys.get("begin"), defaults);
    queued = trigger("QUEUED", keys.get("queued"), defaults);
    talking = trigger("CONNECTED", keys.get("talking"), defaults);
    handedOn = trigger("TRANSFERRED", keys.get("handed on"), defaults);
    again = trigger("INITIATED", keys.get("again"), defaults);
    if (keys.containsKey("ended")) {
      addEnds(keys.get("ended"), defaults);
    }
    if (keys.containsKey("ignored")) {
      keys.get("ignored").elements().forEach(this::know);
    }
  }

  private static Trigger begin(Node node, Defaults defaults) {
    Map<String, Node> fields = new LinkedHashMap<>(node.entries());
    Node when = fields.remove(WHEN);
    return new Trigger(
        when == null ? Condition.ALWAYS : defaults.values().condition(when),
        Emission.ofType("INITIATED", node, fields, Map.of(), defaults));
  }

  /** Statuses or conditions; or a map with either and fields. */
  private Trigger trigger(String type, Node node, Defaults defaults) {
    if (node == null) {
      return new Trigger(scope -> false, null);
    }
    if (node.isMap()) {
      Map<String, Node> fields = new LinkedHashMap<>(node.entries());
      Node when = fields.remove(WHEN);
      Node statuses = fields.remove(STATUSES);
      if (when == null && statuses == null) {
        return new Trigger(
            defaults.values().condition(node),
            Emission.ofType(type, node, Map.of(), Map.of(), defaults));
      }
      Condition ofStatus = statuses == null ? Condition.ALWAYS : oneOf(statuses);
      Condition ofRecord = when == null ? Condition.ALWAYS : defaults.values().condition(when);
      return new Trigger(
          scope -> ofStatus.holds(scope) && ofRecord.holds(scope),
          Emission.ofType(type, node, fields, Map.of(), defaults));
    }
    return new Trigger(oneOf(node), Emission.ofType(type, node, Map.of(), Map.of(), defaults));
  }

  private void addEnds(Node node, Defaults defaults) {
    if (node.isMap()
        && !node.entries().containsKey(STATUSES)
        && !node.entries().containsKey(WHEN)) {
      node.entries()
          .forEach(
              (text, end) -> {
                Condition condition = isStatus(end, text);
                Emission emission =
                    end.isText(NONE)
                        ? null
                        : Emission.ofType("ENDED", end, end.entries(), Map.of(), defaults);
                ended.add(new Trigger(condition, emission));
              });
      return;
    }
    node.elements().forEach(one -> ended.add(trigger("ENDED", one, defaults)));
  }

  private Condition oneOf(Node texts) {
    List<Condition> each =
        texts.elements().stream().map(text -> isStatus(text, text.text())).toList();
    return scope -> each.stream().anyMatch(condition -> condition.holds(scope));
  }

  private Condition isStatus(Node at, String text) {
    if (status == null) {
      throw at.wrong("a status, and the conversation does not say where the status is");
    }
    know(at, text);
    TextPattern pattern = new TextPattern(text);
    return scope -> {
      String now = status.text(scope);
      return now != null && pattern.matches(now);
    };
  }

  private void know(Node text) {
    know(text, text.text());
  }

  private void know(Node at, String text) {
    if (known.meaning(text) == null) {
      known.add(at, text, true);
    }
  }

  /** Where a conversation is; made anew for each subject. */
  static final class Progress {
    private int contacts;
    private boolean over;
    private boolean waits;
    private boolean talks;
  }

  /** What is made of a record, and whether it is one that the file knows. */
  record Step(boolean known, List<Emission> emissions) {}

  /**
   * Goes on to a record; the number of the contact is from then on known to the scope.
   *
   * @throws UnmappedException if its status is not in the file
   */
  Step step(Progress at, Scope scope) {
    String text = status == null ? null : status.text(scope);
    if (text != null && known.meaning(text) == null) {
      throw new UnmappedException("unknown status: " + text);
    }
    List<Emission> made = new ArrayList<>();
    if (at.contacts == 0) {
      if (!begin.condition.holds(scope)) {
        return new Step(text != null, made);
      }
      next(at, scope, made, begin.emission);
    } else if (at.over && again.condition.holds(scope)) {
      next(at, scope, made, begin.emission);
    }
    if (handedOn.condition.holds(scope)) {
      made.add(handedOn.emission);
      at.talks = false;
      at.waits = false;
    }
    if (!at.over) {
      goOn(at, scope, made);
    }
    return new Step(text != null || !made.isEmpty(), made);
  }

  private static void next(Progress at, Scope scope, List<Emission> made, Emission initiated) {
    at.contacts++;
    at.over = false;
    at.waits = false;
    at.talks = false;
    scope.know(Scope.CONTACT, at.contacts);
    made.add(initiated);
  }

  private void goOn(Progress at, Scope scope, List<Emission> made) {
    if (queued.condition.holds(scope)) {
      if (!at.waits) {
        made.add(queued.emission);
      }
      at.waits = true;
      at.talks = false;
    } else if (talking.condition.holds(scope)) {
      if (!at.talks) {
        made.add(talking.emission);
      }
      at.talks = true;
      at.waits = false;
    }
    for (Trigger end : ended) {
      if (end.condition.holds(scope)) {
        if (end.emission != null) {
          made.add(end.emission);
        }
        at.over = true;
        break;
      }
    }
  }
}
