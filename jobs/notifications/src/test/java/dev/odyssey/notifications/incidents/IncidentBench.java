package dev.odyssey.notifications.incidents;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.state.HeapEntries;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The way from changes to incidents without any Flink: in order of time, on the heap. */
public final class IncidentBench {

  private final NotificationSettings settings;
  private final DetectionClock clock;
  private final Duration retention;
  private final TreeMap<Long, List<DefectChange>> changes = new TreeMap<>();
  private final TreeMap<Long, List<FeedStatus>> statuses = new TreeMap<>();
  private final Map<String, TreeMap<String, Followed>> orders = new HashMap<>();
  private final Map<String, Region> regions = new HashMap<>();

  private static final class Region {
    final HeapEntries<Gated> firing = new HeapEntries<>();
    final TreeMap<Long, List<String>> dues = new TreeMap<>();
    KnownFeed feed = KnownFeed.LIVE;
  }

  public IncidentBench(NotificationSettings settings, DetectionClock clock, Duration retention) {
    this.settings = settings;
    this.clock = clock;
    this.retention = retention;
  }

  public void add(long at, DefectChange change) {
    changes.computeIfAbsent(at, none -> new ArrayList<>()).add(change);
  }

  public void add(long at, FeedStatus status) {
    statuses.computeIfAbsent(at, none -> new ArrayList<>()).add(status);
  }

  /** All incidents up to an instant, in order of time. */
  public List<Incident> until(long end) {
    List<Incident> incidents = new ArrayList<>();
    while (true) {
      TreeSet<Long> instants = new TreeSet<>();
      if (!changes.isEmpty()) {
        instants.add(changes.firstKey());
      }
      if (!statuses.isEmpty()) {
        instants.add(statuses.firstKey());
      }
      for (TreeMap<String, Followed> order : orders.values()) {
        Long holdEnd = new OrderIncidents(settings.alerts(), clock, order).nextHoldEnd();
        if (holdEnd != null) {
          instants.add(holdEnd);
        }
      }
      for (Region region : regions.values()) {
        if (!region.dues.isEmpty()) {
          instants.add(region.dues.firstKey());
        }
      }
      if (instants.isEmpty() || instants.first() > end) {
        return incidents;
      }
      incidents.addAll(gate(follow(instants.first()), instants.first()));
    }
  }

  private List<Incident> follow(long now) {
    Map<String, List<DefectChange>> arrived = new HashMap<>();
    List<DefectChange> all = changes.remove(now);
    if (all != null) {
      for (DefectChange change : all) {
        arrived
            .computeIfAbsent(FollowIncidents.keyOf(change), none -> new ArrayList<>())
            .add(change);
      }
    }
    arrived.keySet().forEach(order -> orders.computeIfAbsent(order, none -> new TreeMap<>()));
    List<Incident> steps = new ArrayList<>();
    new TreeMap<>(orders)
        .forEach(
            (order, known) ->
                steps.addAll(
                    new OrderIncidents(settings.alerts(), clock, known)
                        .take(arrived.getOrDefault(order, List.of()), now)));
    return steps;
  }

  private List<Incident> gate(List<Incident> steps, long now) {
    List<Incident> through = new ArrayList<>();
    Map<String, List<Incident>> arrived = new HashMap<>();
    for (Incident step : steps) {
      if (FeedGate.isForGate(step)) {
        arrived.computeIfAbsent(GateByFeed.keyOf(step), none -> new ArrayList<>()).add(step);
        regions.computeIfAbsent(GateByFeed.keyOf(step), none -> new Region());
      } else {
        through.add(step);
      }
    }
    List<FeedStatus> told = statuses.remove(now);
    List<FeedStatus> feeds = told == null ? List.of() : told;
    feeds.forEach(status -> regions.computeIfAbsent(status.region(), none -> new Region()));
    new TreeMap<>(regions)
        .forEach(
            (name, region) -> {
              FeedGate gate =
                  new FeedGate(
                      settings.feeds(),
                      retention,
                      region.feed,
                      region.firing,
                      (at, id) ->
                          region.dues.computeIfAbsent(at, none -> new ArrayList<>()).add(id));
              List<String> due = region.dues.remove(now);
              through.addAll(
                  gate.take(
                      feeds.stream().filter(status -> status.region().equals(name)).toList(),
                      arrived.getOrDefault(name, List.of()),
                      due == null ? List.of() : due,
                      now));
              region.feed = gate.feed();
            });
    return through;
  }
}
