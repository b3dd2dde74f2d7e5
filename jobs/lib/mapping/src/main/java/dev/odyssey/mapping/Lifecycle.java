package dev.odyssey.mapping;

import dev.odyssey.mapping.Emission.Defaults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events of an order that follow from a column of statuses.
 *
 * <p>PLACED at the first record. At the first work of a visit ARRIVED and STARTED, at waiting
 * PAUSED, at work again RESUMED, when done COMPLETED; at any of these after the end REOPENED. Who
 * takes the order on without any of these is ASSIGNED.
 */
final class Lifecycle {

  /** What a status says about the order. */
  enum Phase {
    QUEUED,
    WORKING,
    WAITING,
    DONE,
    CANCELLED,
    IGNORED
  }

  private static final String STATUSES = "statuses";
  private static final String ARRIVAL = "arrival";
  private static final String INITIATOR = "initiator";
  private static final String PROVIDER = "providerId";
  private static final List<String> KEYS =
      List.of("status", "placed", "queued", "working", "waiting", "done", "cancelled", "ignored");

  /** A status, and the events to make where it is news. */
  private record Meaning(Phase phase, boolean arrives, Map<String, Emission> emissions) {}

  private final Value status;
  private final boolean placed;
  private final Statuses<Meaning> statuses = new Statuses<>();

  Lifecycle(Node node, Defaults defaults) {
    Map<String, Node> keys = node.entries(KEYS);
    if (!keys.containsKey("status")) {
      throw node.wrong("status is missing");
    }
    status = defaults.values().value(keys.get("status"));
    placed = !keys.containsKey("placed") || !keys.get("placed").isText("none");
    for (Phase phase : Phase.values()) {
      String key = phase.name().toLowerCase(java.util.Locale.ROOT);
      if (keys.containsKey(key)) {
        addPhase(phase, keys.get(key), defaults);
      }
    }
  }

  private void addPhase(Phase phase, Node node, Defaults defaults) {
    if (node.isMap() && !node.entries().containsKey(STATUSES)) {
      if (phase != Phase.CANCELLED) {
        throw node.wrong("expected a list of statuses, or statuses with what holds for them");
      }
      node.entries()
          .forEach(
              (text, initiator) ->
                  statuses.add(
                      initiator,
                      text,
                      meaning(
                          phase,
                          node,
                          Map.of(),
                          Map.of(INITIATOR, defaults.values().literal(initiator)),
                          defaults)));
      return;
    }
    Map<String, Node> keys =
        node.isMap() ? new LinkedHashMap<>(node.entries()) : new LinkedHashMap<>();
    Node texts = node.isMap() ? keys.remove(STATUSES) : node;
    Meaning meaning = meaning(phase, node, keys, Map.of(), defaults);
    texts.elements().forEach(text -> statuses.add(text, meaning));
  }

  private static Meaning meaning(
      Phase phase,
      Node node,
      Map<String, Node> keys,
      Map<String, Value> others,
      Defaults defaults) {
    Map<String, Node> fields = new LinkedHashMap<>(keys);
    Node arrival = fields.remove(ARRIVAL);
    Map<String, Emission> emissions = new HashMap<>();
    for (String type :
        Set.of(
            "PLACED",
            "ASSIGNED",
            "ARRIVED",
            "STARTED",
            "PAUSED",
            "RESUMED",
            "COMPLETED",
            "CANCELLED",
            "REOPENED")) {
      emissions.put(type, Emission.ofType(type, node, fields, others, defaults));
    }
    return new Meaning(phase, arrival == null || !arrival.isText("none"), emissions);
  }

  /** Where an order is; made anew for each. */
  static final class Progress {
    private Phase phase;
    private boolean started;
    private boolean paused;
    private String provider;
  }

  /** What is made of a record, and whether its status is one that the file knows. */
  record Step(boolean known, List<Emission> emissions) {}

  /**
   * Goes on to a record.
   *
   * @throws UnmappedException if its status is not in the file
   */
  Step step(Progress at, Scope scope) {
    String text = status.text(scope);
    if (text == null) {
      return new Step(false, List.of());
    }
    Meaning now = statuses.meaning(text);
    if (now == null) {
      throw new UnmappedException("unknown status: " + text);
    }
    List<Emission> made = new ArrayList<>();
    if (now.phase == Phase.IGNORED) {
      return new Step(true, made);
    }
    if (at.phase == null && placed) {
      made.add(now.emissions.get("PLACED"));
    }
    boolean over = at.phase == Phase.DONE || at.phase == Phase.CANCELLED;
    boolean overNow = now.phase == Phase.DONE || now.phase == Phase.CANCELLED;
    if (over && !overNow) {
      made.add(now.emissions.get("REOPENED"));
      at.started = false;
      at.paused = false;
    }
    String type = move(at, now, made);
    Emission assigned = now.emissions.get("ASSIGNED");
    Value provider = assigned.fields().get(PROVIDER);
    String holder = provider == null ? null : provider.text(scope);
    if (holder != null && !holder.equals(at.provider)) {
      if (type == null && !overNow) {
        made.add(assigned);
      }
      at.provider = holder;
    }
    at.phase = now.phase;
    return new Step(true, made);
  }

  /** Adds the event that the phase stands for, if any, and returns its type or null. */
  private static String move(Progress at, Meaning now, List<Emission> made) {
    String type = null;
    switch (now.phase) {
      case WORKING -> {
        if (!at.started) {
          type = "STARTED";
          if (now.arrives) {
            made.add(now.emissions.get("ARRIVED"));
          }
        } else if (at.paused) {
          type = "RESUMED";
        }
        at.started = true;
        at.paused = false;
      }
      case WAITING -> {
        if (at.started && !at.paused) {
          type = "PAUSED";
          at.paused = true;
        }
      }
      case DONE -> type = at.phase == Phase.DONE ? null : "COMPLETED";
      case CANCELLED -> type = at.phase == Phase.CANCELLED ? null : "CANCELLED";
      default -> {}
    }
    if (type != null) {
      made.add(now.emissions.get(type));
    }
    return type;
  }
}
